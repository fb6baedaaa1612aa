"""What was asked of whom because of a gap, by when, and what became of it?"""

import datetime as dt

from django.db import models
from django.db.models import Q

from campaign_site.people.models import Unit, User
from campaign_site.people.scoping import RowScope
from campaign_site.places.models import Place
from campaigns.coverage.gaps import Gap, GapReason
from campaigns.outreach.models import Event
from campaigns.placements.models import Placement


class GapTaskQuerySet(models.QuerySet["GapTask"]):
    """Tasks by whether they still wait."""

    def waiting(self) -> "GapTaskQuerySet":
        return self.filter(state__in=WAITING)

    def overdue(self, today: dt.date) -> "GapTaskQuerySet":
        """Return the waiting tasks whose last day is over, by the calendar of Asia/Shanghai."""
        return self.waiting().filter(due_on__lt=today)

    def asked_in(self, month: dt.date, until: dt.date) -> "GapTaskQuerySet":
        """Return what was asked from `month` up to, not on, `until`; cancelled tasks were asked all the same."""
        return self.filter(made_on__gte=month, made_on__lt=until)


class GapTask(models.Model):
    """One request to fill a gap. It closes by itself when counting records cover all its reasons."""

    class State(models.TextChoices):
        OPEN = "open", "待办"
        CLOSED = "closed", "已销号"
        REOPENED = "reopened", "又打开"
        CANCELLED = "cancelled", "已取消"

    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, related_name="tasks", verbose_name="缺口")
    reasons = models.ManyToManyField(GapReason, related_name="tasks", verbose_name="原因")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="地方")
    township = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="镇街")
    what = models.CharField("要做的事", max_length=200)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="谁来办")
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办人"
    )
    due_on = models.DateField("哪天以前")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="派出人")
    made_on = models.DateField("派出日")
    made_at = models.DateTimeField("派出时间")
    over_reason = models.CharField("超出上限的理由", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField("销号时间", null=True, blank=True)
    closed_by_event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="由哪场活动销号"
    )
    closed_by_placement = models.ForeignKey(
        Placement, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="由哪条刊播销号"
    )
    cancel_reason = models.CharField("取消的理由", max_length=200, blank=True)

    row_scope = RowScope(place="place", unit="owner")
    audited = True
    objects = GapTaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "补课任务"
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gap"], condition=Q(state__in=["open", "reopened"]), name="task_one_waiting_per_gap"
            ),
            models.CheckConstraint(condition=~Q(state="closed") | Q(closed_at__isnull=False), name="task_closed_at"),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="task_cancelled_why"),
        ]
        indexes = [
            models.Index(fields=["owner", "state", "due_on"], name="task_by_owner"),
            models.Index(fields=["township", "made_on"], name="task_by_township"),
            models.Index(fields=["state", "due_on"], name="task_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.place}：{self.what}"

    @property
    def waits(self) -> bool:
        return self.state in WAITING


WAITING = (GapTask.State.OPEN, GapTask.State.REOPENED)


class TaskNotice(models.Model):
    """One thing an owner is told about a task; it stands on their desk until they have seen it."""

    class Kind(models.TextChoices):
        NEW = "new", "新任务"
        CLOSED = "closed", "已销号"
        REOPENED = "reopened", "又打开"
        CANCELLED = "cancelled", "已取消"

    task = models.ForeignKey(GapTask, on_delete=models.CASCADE, db_index=False, related_name="notices")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField("是什么", max_length=10, choices=Kind)
    text = models.CharField("说的话", max_length=300)
    at = models.DateTimeField("时间")
    seen_at = models.DateTimeField("看到", null=True)

    row_scope = RowScope(unit="unit")

    class Meta:
        verbose_name = verbose_name_plural = "任务告知"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["unit", "-at"], name="notice_by_unit"),
            models.Index(fields=["task"], name="notice_by_task"),
        ]

    def __str__(self) -> str:
        return self.text
