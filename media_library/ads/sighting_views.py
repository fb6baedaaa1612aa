"""What does a reviewer do with the sightings of a case: take one out, put two cases together? Every address takes POST only."""

from __future__ import annotations

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from campaign_site import clock
from campaign_site.people.scoping import rows_for
from media_library.ads import sightings
from media_library.ads.access import open_to
from media_library.ads.cases import AdCase
from media_library.ads.forms import MergeForm, SplitForm
from media_library.ads.views import case_or_404

NUMBER = re.compile(r"(?:GG-\d{4}-)?0*(\d{1,15})", re.IGNORECASE)


@require_POST
@open_to("review_adcase")
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Put this case's sightings into another, named by its number."""
    case, form = case_or_404(request, pk), MergeForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(next(iter(form.errors.values())))
        into = named(request, form.cleaned_data["into"])
        moved = sightings.merge(case, into, request.user, reason=form.cleaned_data["reason"], now=clock.machine_now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("ads:case", case.pk)
    messages.success(request, f"{moved} 次上报已并入 {into.number}。并错了，可以在那一件里一次一次分出来。")
    return redirect("ads:case", into.pk)


@require_POST
@open_to("review_adcase")
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one sighting out of this case."""
    case, form = case_or_404(request, pk), SplitForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(next(iter(form.errors.values())))
        ad = get_object_or_404(case.ads, pk=form.cleaned_data["ad"])
        own = sightings.split(ad, request.user, reason=form.cleaned_data["reason"], now=clock.machine_now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("ads:case", case.pk)
    messages.success(request, f"这一次上报分出来了，现在在 {own.number}。")
    return redirect("ads:case", own.pk)


def named(request: HttpRequest, number: str) -> AdCase:
    """The case of a number within the user's reach. Raises ValidationError that says what to write."""
    found = NUMBER.fullmatch(number.strip())
    case = rows_for(request.user, AdCase.objects.filter(pk=int(found[1]))).first() if found else None
    if case is None:
        raise ValidationError("没有这个编号的件，请照队列里的写法，例如 GG-2026-0003。")
    return case
