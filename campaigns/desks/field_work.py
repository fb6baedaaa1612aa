"""What do events and gap tasks put on a desk?"""

import datetime as dt

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from campaign_site.people.models import User
from campaign_site.people.scoping import rows_for
from campaigns.desks.work import SHOWN, Pile, Work
from campaigns.outreach.models import Event
from campaigns.supervision.gap_list import Sieve, sifted
from campaigns.supervision.models import GapTask, TaskNotice

APPROVE_WITHIN_DAYS = 5  # an event that waits longer is amber on the township's desk


def local_day(moment: dt.datetime) -> dt.date:
    """Return the calendar day in Asia/Shanghai of an aware moment."""
    return timezone.localtime(moment).date()


def reviews() -> str:
    """Return the address of the list of events that wait for a second look."""
    return reverse("events:index")


def to_approve(user: User, today: dt.date) -> Pile:
    """Events of my township that somebody else logged and that nobody has approved yet."""
    rows = rows_for(user, Event.objects.awaiting(Event.State.SUBMITTED)).exclude(author=user)
    works = [
        Work(
            "活动审核",
            f"{row.place}：{row.theme}",
            reverse("events:inspect", args=[row.pk]),
            since=local_day(row.submitted_at),
            note=f"{row.author}记的，{row.held_on:%m-%d}。认可以后才算数。",
            due_note="写的人自己不能审",
            action="去审核",
        )
        for row in rows.select_related("place", "author")[:SHOWN]
    ]
    return Pile(tuple(works), rows.count())


def sent_back(user: User, today: dt.date) -> Pile:
    """My events that came back with a remark."""
    rows = rows_for(user, Event.objects.awaiting(Event.State.RETURNED)).filter(author=user)
    works = [
        Work(
            "退回",
            f"{row.place}：{row.theme}",
            reverse("field_event", args=[row.uuid]),
            since=local_day(row.submitted_at),
            note=row.remark,
            due_note="改好再交，不算错",
            action="去改",
        )
        for row in rows.select_related("place")[:SHOWN]
    ]
    return Pile(tuple(works), rows.count())


def to_recognise(user: User, today: dt.date) -> Pile:
    """Approved events that wait for the county, township by township."""
    rows = rows_for(user, Event.objects.filter(state=Event.State.APPROVED)).order_by()
    by_township = rows.values("township_id", "township__short_name").annotate(
        number=Count("pk"), since=Min("approved_at")
    )
    works = [
        Work(
            "活动核实",
            f"{row['township__short_name']} {row['number']} 场，待县级认可",
            f"{reviews()}?state=approved&township={row['township_id']}",
            since=local_day(row["since"]),
            note="镇街已审，已经算数；县里再核一遍。",
            action="去核实",
        )
        for row in by_township.order_by("since")[:SHOWN]
    ]
    return Pile(tuple(works), by_township.count())


def my_tasks(user: User, today: dt.date) -> Pile:
    """Gap tasks that wait for my unit."""
    rows = rows_for(user, GapTask.objects.waiting()).filter(owner=user.unit)
    works = [task_work(row, "去看") for row in rows.select_related("place").order_by("made_on")[:SHOWN]]
    return Pile(tuple(works), rows.count())


def asked_by_me(user: User, today: dt.date) -> Pile:
    """Gap tasks I sent out and that are not filled yet."""
    rows = rows_for(user, GapTask.objects.waiting()).filter(made_by=user)
    works = [task_work(row, "打开") for row in rows.select_related("place", "owner").order_by("made_on")[:SHOWN]]
    return Pile(tuple(works), rows.count())


def overdue_tasks(user: User, today: dt.date) -> Pile:
    """Gap tasks anywhere in my reach whose day is over."""
    rows = rows_for(user, GapTask.objects.overdue(today))
    works = [task_work(row, "去看") for row in rows.select_related("place", "owner").order_by("due_on")[:SHOWN]]
    return Pile(tuple(works), rows.count())


def task_work(task: GapTask, action: str) -> Work:
    """Return a gap task as a piece of work."""
    return Work(
        "补课任务" if task.state == GapTask.State.OPEN else "任务又打开",
        f"{task.place}：{task.what}",
        reverse("supervision:task", args=[task.pk]),
        since=task.made_on,
        note="有算数的活动盖住这一处，任务自己销号。",
        due_on=task.due_on,
        action=action,
    )


def notices(user: User, today: dt.date) -> Pile:
    """What my unit was told about its tasks and has not seen yet: a task that closed or opened again."""
    rows = rows_for(user, TaskNotice.objects.filter(unit=user.unit, seen_at=None)).exclude(kind=TaskNotice.Kind.NEW)
    works = [
        Work(row.get_kind_display(), row.text, reverse("supervision:task", args=[row.task_id]), since=local_day(row.at))
        for row in rows.order_by("at")[:SHOWN]
    ]
    return Pile(tuple(works), rows.count())


def gaps_to_ask(user: User, today: dt.date) -> Pile:
    """Gaps that nobody has been asked to fill: one piece of work, however many there are; the very rows of the list."""
    rows = sifted(user, Sieve.of({"untasked": "1"}), today)
    found = rows.order_by().aggregate(number=Count("pk", distinct=True), oldest=Min("reasons__opened_on"))
    if not found["number"]:
        return Pile()
    work = Work(
        "查缺补漏",
        f"{found['number']} 处缺口还没有派人去补",
        f"{reverse('supervision:gaps')}?untasked=1",
        since=found["oldest"] or today,
        action="看缺口",
        due_note="可先看再定",
    )
    return Pile((work,), 1)
