"""What does each rule look for, on which clauses does it stand, and what silences it: for those who doubt a flag."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from campaign_site import clock
from media_library.ads.access import open_to
from media_library.ads.county.models import CountyRule, CountyRuleVersion, RuleHold, State
from media_library.ads.county.report import last_days, precision_of
from media_library.ads.county.reruns import Rescan
from media_library.ads.plain_reading import words_for
from media_library.ads.rulebook import shipped
from media_library.ads.views import PAGE_ROWS, frame, to_queue


def newest_first() -> QuerySet[CountyRuleVersion]:
    """Versions with those that are not retired first, the newest of them at the head."""
    return CountyRuleVersion.objects.annotate(gone=Q(state=State.RETIRED)).order_by("gone", "-number")


@require_safe
@open_to("view_adcase")
def rules(request: HttpRequest) -> HttpResponse:
    """All rules of the version in use."""
    written = CountyRule.objects.prefetch_related(Prefetch("versions", newest_first()))
    page = Paginator(written, PAGE_ROWS).get_page(request.GET.get("p"))
    ids = [*(one.id for one in shipped().rules), *(one.key for one in page.object_list)]
    holds = list(RuleHold.objects.filter(released_at=None))
    context = frame("规则", to_queue(), icon="list-ul") | {
        "book": shipped(),
        "today": clock.today(),
        "page": page,
        "county": [(one, one.versions.all()[0]) for one in page.object_list],
        "precision": precision_of(clock.now(), ids),
        "last": last_days(ids),
        "holds": holds,
        "held": {hold.rule for hold in holds},
        "rescan": Rescan.objects.order_by("-pk").first(),
    }
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
    context = frame(f"{shown.name}（疑似）", to_queue(), trail, icon="list-ul") | {
        "rule": shown,
        "book": shipped(),
        "plain": words_for(shown.id),
        "precision": precision_of(clock.now(), [id])[id],
        "hold": RuleHold.objects.filter(rule=id, released_at=None).first(),
    }
    return render(request, "media_library/ads/rule.html", context)
