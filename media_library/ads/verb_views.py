"""What a reviewer does with a case: hold it, put it back, judge its points, decide it. Every address takes POST only."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from campaign_site import clock
from campaign_site.people.scoping import rows_for
from media_library.ads import actions
from media_library.ads.access import open_to
from media_library.ads.cases import AdCase, AdLawConclusion
from media_library.ads.forms import DecisionForm, StrikeForm, VoidForm
from media_library.ads.models import RuleHit
from media_library.ads.views import case_or_404, show_case


@require_POST
@open_to("review_adcase")
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold this case."""
    held = case_or_404(request, pk)
    return told(request, lambda: actions.claim(held, request.user, clock.machine_now()), "已领到您名下。", held)


@require_POST
@open_to("review_adcase")
def claim_next(request: HttpRequest) -> HttpResponse:
    """Hold the case that has waited longest; the system gives it, nobody picks."""
    held = actions.claim_next(request.user, clock.machine_now())
    if held is None:
        messages.info(request, "现在没有等着领的件。")
        return redirect("ads:queue")
    return redirect("ads:case", held.pk)


@require_POST
@open_to("review_adcase")
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a held case back."""
    held = case_or_404(request, pk)
    return told(request, lambda: actions.release(held, request.user), "已放回队列。", None)


@require_POST
@open_to("review_adcase")
def judge(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Accept a suspect point, or strike it out with a reason."""
    hits = RuleHit.objects.select_related("ad__case").filter(ad__case__in=rows_for(request.user, AdCase.objects.all()))
    hit = get_object_or_404(hits, pk=pk)
    form = StrikeForm(request.POST)
    if verb == "strike" and not form.is_valid():
        messages.error(request, form.errors["reason"][0])
        return redirect("ads:case", hit.ad.case_id)
    reason = form.cleaned_data["reason"] if verb == "strike" else ""
    done = "已划去，理由已记下。" if reason else "已采纳。"
    now = clock.machine_now()
    return told(request, lambda: actions.judge_hit(hit, request.user, now, strike_reason=reason), done, hit.ad.case)


@require_POST
@open_to("decide_adcase")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the first look's decision."""
    held = case_or_404(request, pk)
    form = DecisionForm(request.POST, case=held)
    if form.is_valid():
        try:
            actions.decide(held, request.user, form.verdict(), clock.now())
        except ValidationError as refusal:
            form.show_faults(refusal)
        else:
            messages.success(request, f"{held} 的决定已记下：{AdLawConclusion(form.verdict().conclusion).label}。")
            return redirect("ads:queue")
    return show_case(request, case_or_404(request, pk), form, status=422)


@require_POST
@open_to("decide_adcase")
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a mistaken entry out of the counts."""
    held = case_or_404(request, pk)
    form = VoidForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["reason"][0])
        return redirect("ads:case", held.pk)
    reason = form.cleaned_data["reason"]
    return told(request, lambda: actions.void(held, request.user, reason), "已作废，记录和原件都还在。", held)


def told(request: HttpRequest, act: Callable[[], None], done: str, shown: AdCase | None) -> HttpResponse:
    """Do it and say so, or say why not; then back to the case, or to the queue without one."""
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect("ads:case", shown.pk) if shown else redirect("ads:queue")
