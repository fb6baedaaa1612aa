"""What is missing where: one row per place, its reasons as facts, and the debt of looking again?"""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from campaign_site.owed import Owed, OwedQuerySet
from campaign_site.people.scoping import RowScope
from campaign_site.places.models import Place
from campaigns.coverage.arithmetic import TERM_WORDS, TERMS
from campaigns.outreach.models import Event
from campaigns.placements.models import Placement
from campaigns.plans.models import Campaign


class GapCheck(Owed):
    """That one township's gaps have to be looked at again; checked at least once a day, for days alone make gaps."""

    township = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="+", verbose_name="镇街")
    checked_on = models.DateField("上次查缺", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "查缺"
        indexes = [*Owed.Meta.indexes, models.Index(fields=["checked_on"], name="gapcheck_by_day")]

    def __str__(self) -> str:
        return str(self.township)


class GapQuerySet(OwedQuerySet):
    """Gaps by whether they are open, in the order in which to go there."""

    def open(self) -> "GapQuerySet":
        return self.filter(open_reasons__gt=0)

    def ranked(self) -> "GapQuerySet":
        """Return them by priority; ties by longest uncovered (never visited first), then by code."""
        return self.order_by(F("score").desc(), F("last_on").asc(nulls_first=True), "place__code")


class Gap(Owed):
    """One place with what is missing there. Its debt tells the tasks above that a reason opened or closed."""

    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="+", verbose_name="地方")
    township = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="镇街")
    open_reasons = models.PositiveSmallIntegerField("还开着的缺口", default=0)
    score = models.FloatField("得分", default=0)
    parts = models.JSONField("得分的组成", default=dict)
    missing = models.CharField("缺哪几项", max_length=60, blank=True)
    risk = models.FloatField("风险", null=True)
    last_on = models.DateField("上次活动", null=True)

    row_scope = RowScope(place="place")
    objects = GapQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "缺口"
        permissions = [("see_parts_gap", "看缺口得分的组成")]
        indexes = [
            *Owed.Meta.indexes,
            models.Index(F("score").desc(), condition=Q(open_reasons__gt=0), name="gap_by_score"),
            models.Index(fields=["township"], condition=Q(open_reasons__gt=0), name="gap_by_township"),
        ]

    def __str__(self) -> str:
        return f"{self.place}的缺口"

    @property
    def missing_terms(self) -> list[str]:
        """The terms of the priority that were not known, in words."""
        return [TERM_WORDS[term] for term in TERMS if term in self.missing.split()]


class GapReasonQuerySet(models.QuerySet["GapReason"]):
    """Reasons by whether they are open."""

    def open(self) -> "GapReasonQuerySet":
        return self.filter(closed_on=None)

    def closed(self) -> "GapReasonQuerySet":
        return self.filter(closed_on__isnull=False)


class GapReason(models.Model):
    """One fact: this is missing at this place since a day, and what filled it.

    A row whose closing record no longer counts opens again; a place that grows stale anew gets a new row.
    """

    class Kind(models.TextChoices):
        VILLAGE = "village", "村社没到"
        VENUE = "venue", "六进没到"
        AUDIENCE = "audience", "重点对象没到"
        CHANNEL = "channel", "媒介没到"

    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, db_index=False, related_name="reasons", verbose_name="缺口")
    kind = models.CharField("种类", max_length=8, choices=Kind)
    key = models.SlugField("类别", max_length=40, db_index=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="计划")
    opened_on = models.DateField("发现")
    last_on = models.DateField("此前最近一次", null=True)
    closed_on = models.DateField("补上", null=True)
    closed_by_event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="由哪场活动补上"
    )
    closed_by_placement = models.ForeignKey(
        Placement, on_delete=models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="由哪条刊播补上"
    )
    reopened = models.PositiveSmallIntegerField("重开次数", default=0)

    row_scope = RowScope(place="gap__place")
    objects = GapReasonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "缺口原因"
        ordering = ["gap", "kind", "key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gap", "kind", "key"], condition=Q(closed_on=None), name="reason_open_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=False) | Q(closed_by_event=None, closed_by_placement=None),
                name="reason_closed_by_something_when_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["gap", "closed_on"], name="reason_by_gap"),
            models.Index(fields=["kind", "key"], condition=Q(closed_on=None), name="reason_open_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.gap.place} {self.get_kind_display()} {self.key}"

    def uncovered_days(self, today: dt.date) -> int | None:
        """Return for how many days nothing covered it, None when nothing ever did."""
        return (today - self.last_on).days if self.last_on else None
