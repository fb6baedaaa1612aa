"""What does each rule look for, on which clauses does it stand, and what silences it: for those who doubt a flag."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from campaign_site import clock
from media_library.ads.access import open_to
from media_library.ads.rulebook import shipped
from media_library.ads.views import frame, to_queue


@require_safe
@open_to("view_adcase")
def rules(request: HttpRequest) -> HttpResponse:
    """All rules of the version in use."""
    context = frame("规则", to_queue(), icon="list-ul") | {"book": shipped(), "today": clock.today()}
    return render(request, "media_library/ads/rules.html", context)


@require_safe
@open_to("view_adcase")
def rule(request: HttpRequest, id: str) -> HttpResponse:
    """One rule: what it looks for, its examples, its clauses, what silences it."""
    try:
        shown = shipped().rule(id)
    except KeyError as unknown:
        raise Http404 from unknown
    trail = {"url": reverse("ads:rules"), "label": "规则"}
    context = frame(f"{shown.name}（疑似）", to_queue(), trail, icon="list-ul") | {"rule": shown, "book": shipped()}
    return render(request, "media_library/ads/rule.html", context)
