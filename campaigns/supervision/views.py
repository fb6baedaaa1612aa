"""Which screens show gaps and the tasks made of them?"""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from campaign_site import clock
from campaign_site.people.models import Unit
from campaign_site.people.scoping import rows_for
from campaign_site.places.models import Place
from campaigns.coverage import gap_words
from campaigns.coverage.gaps import Gap
from campaigns.coverage.measures import CoverageMeasures
from campaigns.coverage.views import CoverageScreen
from campaigns.supervision.actions import asked_this_month, cancel_task, earliest_due, make_task, mark_seen, own_notices
from campaigns.supervision.forms import CancelForm, TaskForm
from campaigns.supervision.gap_list import (
    KINDS,
    MOST_CHOICES,
    MOST_NAMED,
    Sieve,
    gap_page,
    reported,
    sifted,
    silent_townships,
)
from campaigns.supervision.models import GapTask

NO_MORE = "这一处缺口已经补上了，不用再派任务。"


class GapListView(CoverageScreen):
    """Where to go first, and why."""

    page_title = "查缺补漏"
    template_name = "campaigns/supervision/gaps.html"
    permission = "campaigns.view_gap"
    header_icon = "crosshairs"

    def get(self, request: HttpRequest) -> HttpResponse:
        today, measures, sieve = clock.today(), CoverageMeasures.load(request), Sieve.of(request.GET)
        page = gap_page(sifted(request.user, sieve, today), request.GET.get("p"), today=today, measures=measures)
        townships = rows_for(request.user, Gap.objects.open()).values("township")
        silent = silent_townships(request.user, today)
        return self.show(
            page=page,
            sieve=sieve,
            kinds=KINDS,
            townships=Place.objects.filter(pk__in=townships).order_by("code")[:MOST_CHOICES],
            silent=silent[:MOST_NAMED],
            silent_count=silent.count(),
            nobody_spoke=not page.paginator.count and not reported(today).exists(),
            measures=measures,
        )


class MakeTaskView(CoverageScreen):
    """One request about one gap: a dialog over the list, or a page of its own."""

    page_title = "派补课任务"
    template_name = "campaigns/supervision/make_task.html"
    permission = "campaigns.add_gaptask"
    trail = (("supervision:gaps", "查缺补漏"),)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        gap, today = self._gap(request, pk), clock.today()
        reasons = list(gap.reasons.open())
        if not reasons:
            messages.warning(request, NO_MORE)
            return redirect("supervision:gaps")
        owner = Unit.objects.existing(today).filter(kind=Unit.Kind.TOWNSHIP, place=gap.township).first()
        due_on = _earliest(today)
        initial = {"what": gap_words.suggestion(gap, reasons), "owner": owner, "due_on": due_on}
        return self._page(request, gap, TaskForm(gap=gap, today=today, initial=initial))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        gap, today = self._gap(request, pk), clock.today()
        form = TaskForm(request.POST, gap=gap, today=today)
        if form.is_valid():
            try:
                task = make_task(gap, request.user, form.request(), now=clock.now(), today=today)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(
                    request, f"已派给{task.owner}，{task.due_on} 以前办。有审过的活动盖住这一处，任务自动销号。"
                )
                return redirect("supervision:gaps")
        return self._page(request, gap, form, status=400)

    def _gap(self, request: HttpRequest, pk: int) -> Gap:
        return get_object_or_404(rows_for(request.user, Gap.objects.select_related("place", "township")), pk=pk)

    def _page(self, request: HttpRequest, gap: Gap, form: TaskForm, *, status: int = 200) -> HttpResponse:
        today, measures = clock.today(), CoverageMeasures.load(request)
        asked = asked_this_month(gap.township, today)
        reasons = list(gap.reasons.open())
        facts = {
            "gap": gap,
            "form": form,
            "why": gap_words.why(gap, reasons, today=today, measures=measures),
            "labels": [gap_words.label_of(reason) for reason in reasons],
            "asked": asked,
            "next": asked + 1,
            "over": asked >= measures.most_requests,
            "pips": range(min(asked, 20)),
            "free": range(max(0, measures.most_requests - asked - 1)),
            "measures": measures,
            "earliest": _earliest(today),
        }
        if request.GET.get("dialog"):
            return render(request, "campaigns/supervision/_task_form.html", facts, status=status)
        return self.show(status=status, **facts)


def _earliest(today: dt.date) -> dt.date | None:
    try:
        return earliest_due(today, CoverageMeasures.load())
    except ValidationError:
        return None


class TaskListView(CoverageScreen):
    """The tasks of the user's places, waiting ones first by their last day, with what is new about them."""

    page_title = "补课任务"
    template_name = "campaigns/supervision/tasks.html"
    permission = "campaigns.view_gaptask"
    header_icon = "clipboard-list"

    def get(self, request: HttpRequest) -> HttpResponse:
        state = request.GET.get("state", "")
        rows = rows_for(request.user, GapTask.objects.all())
        rows = rows.filter(state=state) if state in GapTask.State.values else rows.waiting()
        rows = rows.select_related("place", "township", "owner", "closed_by_event").order_by("due_on", "id")
        notices = own_notices(request.user).select_related("task")[:20]
        page = Paginator(rows, 20).get_page(request.GET.get("p"))
        facts = {"states": GapTask.State.choices, "state": state, "today": clock.today()}
        return self.show(page=page, notices=notices, **facts)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the notices that were read from the desk."""
        numbers = [int(text) for text in request.POST.getlist("notice") if text.isdecimal() and len(text) < 15]
        mark_seen(request.user, numbers, now=clock.now())
        return redirect("supervision:tasks")


class TaskView(CoverageScreen):
    """One task: what was asked and why, what closed it, what the owner was told; the office may take it back."""

    page_title = "补课任务"
    template_name = "campaigns/supervision/task.html"
    permission = "campaigns.view_gaptask"
    trail = (("supervision:tasks", "补课任务"),)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(self._task(request, pk), CancelForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        task, form = self._task(request, pk), CancelForm(request.POST)
        if not request.user.has_perm("campaigns.change_gaptask"):
            raise PermissionDenied("您的角色不能取消补课任务。请找打非办。")
        if form.is_valid():
            try:
                cancel_task(task, request.user, reason=form.cleaned_data["reason"], now=clock.now())
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, "任务已取消，已告诉承办单位。")
                return redirect(reverse("supervision:task", args=[pk]))
        return self._page(task, form, status=400)

    def _task(self, request: HttpRequest, pk: int) -> GapTask:
        related = ("place", "township", "owner", "person", "made_by", "closed_by_event__unit", "closed_by_placement")
        return get_object_or_404(rows_for(request.user, GapTask.objects.select_related(*related)), pk=pk)

    def _page(self, task: GapTask, form: CancelForm, *, status: int = 200) -> HttpResponse:
        reasons = [(gap_words.label_of(r), r) for r in task.reasons.select_related("closed_by_event", "campaign")]
        facts = {"reasons": reasons, "notices": task.notices.all()[:50], "today": clock.today()}
        return self.show(status=status, task=task, form=form, **facts)
