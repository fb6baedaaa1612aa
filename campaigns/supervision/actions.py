"""How does a gap become a request to somebody, and who takes it back?"""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from campaign_site.audit.recording import record
from campaign_site.people.models import Unit, User
from campaign_site.people.scoping import rows_for
from campaign_site.places.models import Place
from campaigns.coverage.gaps import Gap
from campaigns.coverage.measures import CoverageMeasures
from campaigns.coverage.models import month_of, next_month
from campaigns.supervision.models import WAITING, GapTask, TaskNotice
from schedules.workdays import UnknownYear, add_workdays

BEATEN = "这件事有人先办了。请刷新页面，看看现在的状态。"


@dataclass(frozen=True)
class Request:
    """What the office asks: of which unit (and person), what, by when, and why beyond the budget."""

    owner: Unit
    what: str
    due_on: dt.date
    person: User | None = None
    over_reason: str = ""


def asked_this_month(township: Place, today: dt.date) -> int:
    """Return how many requests the township was sent in the month of `today`."""
    month = month_of(today)
    return GapTask.objects.filter(township=township).asked_in(month, next_month(month)).count()


def earliest_due(today: dt.date, measures: CoverageMeasures) -> dt.date:
    """Return the first day that may be asked for; raises ValidationError when the year's holidays are not known."""
    try:
        return add_workdays(today, measures.least_workdays)
    except UnknownYear as error:
        raise ValidationError(str(error)) from error


def make_task(gap: Gap, by: User, request: Request, *, now: dt.datetime, today: dt.date) -> GapTask:
    """Ask for a gap to be filled and tell the owner; return the task.

    Raises ValidationError when the date is too near, the budget is spent without a reason, the gap is closed or
    somebody was quicker; PermissionDenied for who may not ask.
    """
    if not by.has_perm("campaigns.add_gaptask") or not rows_for(by, Gap.objects.filter(pk=gap.pk)).exists():
        raise PermissionDenied("你的账号不能派补课任务。请打非办来派。")
    _refuse(gap, request, today=today)
    try:
        with transaction.atomic():
            return _write_task(gap, by, request, now=now, today=today)
    except IntegrityError as error:
        raise ValidationError(f"“{gap.place}”已经有一件没办完的补课任务。{BEATEN}") from error


def _refuse(gap: Gap, request: Request, *, today: dt.date) -> None:
    measures, wrong = CoverageMeasures.load(), {}
    earliest = earliest_due(today, measures)
    if not request.what.strip():
        wrong["what"] = "请写要做的事，例如“在某村开一场院坝会”。"
    if request.due_on < earliest:
        wrong["due_on"] = f"最少留 {measures.least_workdays} 个工作日，最早 {earliest}。"
    if asked_this_month(gap.township, today) >= measures.most_requests and not request.over_reason.strip():
        wrong["over_reason"] = f"本月向{gap.township}提的要求已到上限 {measures.most_requests} 次，要再派请写明理由。"
    if not gap.township.holds(request.owner.place):
        wrong["owner"] = f"“{request.owner}”不在{gap.township}，请选本镇街的单位。"
    elif request.person and request.person.unit_id != request.owner.pk:
        wrong["person"] = f"“{request.person}”不在“{request.owner}”，请重选承办人。"
    if wrong:
        raise ValidationError(wrong)
    if not gap.reasons.open().exists():
        raise ValidationError(f"“{gap.place}”的缺口已经补上了，不用再派。")


def _write_task(gap: Gap, by: User, request: Request, *, now: dt.datetime, today: dt.date) -> GapTask:
    task = GapTask.objects.create(
        gap=gap,
        place=gap.place,
        township=gap.township,
        what=request.what.strip()[:200],
        owner=request.owner,
        person=request.person,
        due_on=request.due_on,
        made_by=by,
        made_on=today,
        made_at=now,
        over_reason=request.over_reason.strip()[:200],
    )
    task.reasons.set(gap.reasons.open())
    Gap.objects.filter(pk=gap.pk).owe()  # a record approved meanwhile must close it
    tell(task, TaskNotice.Kind.NEW, f"{gap.place}：{task.what}（{request.due_on} 以前）", now=now)
    record(by, "supervision.make_task", task, after={"what": task.what, "due_on": task.due_on}, reason=task.over_reason)
    return task


@transaction.atomic
def cancel_task(task: GapTask, by: User, *, reason: str, now: dt.datetime) -> None:
    """Take a waiting request back with a reason and tell the owner; raises ValidationError without one."""
    if not by.has_perm("campaigns.change_gaptask") or not rows_for(by, GapTask.objects.filter(pk=task.pk)).exists():
        raise PermissionDenied("你的账号不能取消补课任务。请打非办来办。")
    if not reason.strip():
        raise ValidationError({"reason": "请写取消的理由，例如“该村已并入邻村”。"})
    rows = GapTask.objects.filter(pk=task.pk, state__in=WAITING)
    if rows.update(state=GapTask.State.CANCELLED, cancel_reason=reason.strip()[:200]) != 1:
        raise ValidationError(BEATEN)
    tell(task, TaskNotice.Kind.CANCELLED, f"{task.place}：任务取消，不用再办。{reason.strip()}", now=now)
    after = {"state": "cancelled"}
    record(by, "supervision.cancel_task", task, before={"state": task.state}, after=after, reason=reason)


def tell(task: GapTask, kind: str, text: str, *, now: dt.datetime) -> TaskNotice:
    """Put one notice on the owner's desk."""
    return TaskNotice.objects.create(task=task, unit_id=task.owner_id, kind=kind, text=text[:300], at=now)


@transaction.atomic
def mark_seen(user: User, notices: list[int], *, now: dt.datetime) -> int:
    """Take notices the user's own unit has read from its desk; return how many that were.

    Whoever else may see a notice leaves it where it is: it is told to the owner.
    """
    read = sorted(own_notices(user).filter(pk__in=notices).values_list("pk", flat=True))
    seen = TaskNotice.objects.filter(pk__in=read, seen_at=None).update(seen_at=now)
    if seen:
        record(user, "supervision.mark_seen", user.unit, after={"notices": read})
    return seen


def own_notices(user: User) -> QuerySet[TaskNotice]:
    """Return what the user's own unit was told and has not yet taken from its desk."""
    return rows_for(user, TaskNotice.objects.filter(unit=user.unit_id, seen_at=None))
