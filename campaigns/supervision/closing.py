"""How does a task close by itself when its gap is filled, and open again when the record behind it falls away?"""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from campaign_site import owed
from campaign_site.audit.recording import record as audit
from campaigns.coverage.actions import Clock, nothing
from campaigns.coverage.gaps import Gap, GapReason
from campaigns.coverage.measures import CoverageMeasures
from campaigns.outreach.models import Event
from campaigns.supervision.actions import earliest_due, tell
from campaigns.supervision.models import WAITING, GapTask, TaskNotice


def pay_gaps(*, clock: Clock, now: dt.datetime, today: dt.date, limit: int = 200) -> int:
    """Follow the gaps whose reasons changed: close, reopen or re-link their tasks; safe to repeat.

    `clock` is the machine's, for the leases; `now` and `today` are what people read.
    """

    def record(gap: Gap, result: None) -> None:
        rows = GapTask.objects.filter(gap=gap).exclude(state=GapTask.State.CANCELLED).order_by("-id")
        for task in rows.select_related("place", "closed_by_event").prefetch_related("reasons"):
            follow(task, now=now, today=today)

    return owed.pay(Gap.objects.all(), clock=clock, do=nothing, record=record, limit=limit)


def follow(task: GapTask, *, now: dt.datetime, today: dt.date) -> None:
    """Bring one task to what its reasons say; a task without an open reason is done."""
    reasons = list(task.reasons.all())
    still_open = [reason for reason in reasons if reason.closed_on is None]
    if not still_open and task.waits:
        _close(task, reasons, now=now)
    elif not still_open:
        _relink(task, reasons)
    elif task.state == GapTask.State.CLOSED:
        _reopen(task, still_open, now=now, today=today)


def _closing(reasons: list[GapReason]) -> dict[str, int | None]:
    """Return the record that closed the last of the reasons."""
    by = [reason for reason in reasons if reason.closed_by_event_id or reason.closed_by_placement_id]
    last = max(by, key=lambda reason: (reason.closed_on, reason.pk), default=None)
    return {
        "closed_by_event_id": last.closed_by_event_id if last else None,
        "closed_by_placement_id": last.closed_by_placement_id if last else None,
    }


def _close(task: GapTask, reasons: list[GapReason], *, now: dt.datetime) -> None:
    by = _closing(reasons)
    rows = GapTask.objects.filter(pk=task.pk, state__in=WAITING)
    if rows.update(state=GapTask.State.CLOSED, closed_at=now, **by):
        task.refresh_from_db()
        tell(task, TaskNotice.Kind.CLOSED, f"{task.place}：{_closed_words(task)}，任务已自动销号。", now=now)
        audit(None, "supervision.close_task", task, before={"state": "open"}, after={"state": "closed"} | by)


def _closed_words(task: GapTask) -> str:
    if task.closed_by_event:
        return f"{task.closed_by_event.held_on:%m-%d} 的活动“{task.closed_by_event.theme}”已计入"
    return f"刊播“{task.closed_by_placement.material}”已计入" if task.closed_by_placement else "这一处不再是缺口"


def _relink(task: GapTask, reasons: list[GapReason]) -> None:
    """Point a closed task at the record that fills the gap now, when the former one fell away but another covers."""
    by = _closing(reasons)
    changed = Q(**{name: None if pk is None else pk for name, pk in by.items()})
    GapTask.objects.filter(pk=task.pk, state=GapTask.State.CLOSED).exclude(changed).update(**by)


def _reopen(task: GapTask, still_open: list[GapReason], *, now: dt.datetime, today: dt.date) -> None:
    """Open the task again and say why; with another one waiting for the same place, that one takes the reasons over."""
    other = GapTask.objects.filter(gap=task.gap_id, state__in=WAITING).first()
    if other is not None:
        other.reasons.add(*still_open)
        return
    due_on, by_calendar = _due_again(task, today)
    blank: dict[str, Any] = {"closed_at": None, "closed_by_event": None, "closed_by_placement": None}
    rows = GapTask.objects.filter(pk=task.pk, state=GapTask.State.CLOSED)
    if rows.update(state=GapTask.State.REOPENED, due_on=due_on, **blank):
        words = f"{task.place}：{_fallen_words(task.closed_by_event)}，任务又打开，{due_on} 以前补上{by_calendar}。"
        tell(task, TaskNotice.Kind.REOPENED, words, now=now)
        before = {"state": "closed", "closed_by_event": task.closed_by_event_id}
        audit(None, "supervision.reopen_task", task, before=before, after={"state": "reopened"}, reason=words)


def _due_again(task: GapTask, today: dt.date) -> tuple[dt.date, str]:
    """Return the day asked for, moved on so that the least lead time is left, and a word when that is not in working days.

    While a year's holidays are unknown the lead is twice as many calendar days: more than working days ever take.
    """
    measures = CoverageMeasures.load()
    try:
        return max(task.due_on, earliest_due(today, measures)), ""
    except ValidationError:
        days = 2 * measures.least_workdays
        return max(task.due_on, today + dt.timedelta(days=days)), f"（节假日表还没到那一年，按 {days} 个日历日给）"


def _fallen_words(event: Event | None) -> str:
    if event is None:
        return "原来销号的记录不再计入"
    what = f"{event.held_on:%m-%d} 的活动“{event.theme}”"
    if event.state == Event.State.VOID:
        return f"{what}作废了（{event.void_reason}）"
    if event.state == Event.State.RETURNED:
        return f"{what}被退回（{event.remark}）"
    return f"{what}正在更正，暂不计入"
