"""What is kept of the count: slabs that owe it, their cells and visits, filed reports, and the count's version."""

import datetime as dt

from django.db import models
from django.db.models import Q

from campaign_site.owed import Owed
from campaign_site.people.models import User
from campaign_site.people.scoping import RowScope
from campaign_site.places.models import Place
from campaigns.coverage.arithmetic import State
from campaigns.outreach.models import Venue

ALL = "all"
STATES = [
    (state.value, word) for state, word in ((State.REPORTED, "已报"), (State.ZERO, "零报"), (State.MISSING, "未报"))
]


class Dimension(models.TextChoices):
    """By what a township-month is cut into cells."""

    VENUE = "venue", "六进场所"
    AUDIENCE = "audience", "重点对象"
    CHANNEL = "channel", "媒介"


class DataVersion(models.Model):
    """One change of stored numbers; its id only grows, and every screen and export names it."""

    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "数据版本"

    def __str__(self) -> str:
        return f"K{self.at.astimezone():%m%d-%H%M}·{self.pk}"


class Slab(Owed):
    """One township in one month: the unit of recounting, and the debt of it."""

    township = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="镇街")
    month = models.DateField("月（一日）")
    counted_at = models.DateTimeField("上次计数", null=True)
    checked_at = models.DateTimeField("上次核对", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "镇街月份"
        ordering = ["month", "township__code"]
        constraints = [
            models.UniqueConstraint(fields=["township", "month"], name="slab_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="slab_month_is_its_first_day"),
        ]
        indexes = [*Owed.Meta.indexes, models.Index(fields=["month"], name="slab_by_month")]

    def __str__(self) -> str:
        return f"{self.township} {self.month:%Y-%m}"


class Cell(models.Model):
    """One number of one township-month; heads are kept apart by how they were counted and never added together.

    `villages_total` is empty when there is no denominator, and for a channel, whose unit is the township.
    """

    slab = models.ForeignKey(Slab, on_delete=models.CASCADE, db_index=False, related_name="cells")
    township = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="镇街")
    month = models.DateField("月（一日）")
    dimension = models.CharField("维度", max_length=8, choices=Dimension)
    key = models.SlugField("类别", max_length=40, db_index=False)
    state = models.CharField("报送", max_length=8, choices=STATES)
    events = models.PositiveIntegerField("场次（刊播条数）", default=0)
    villages_covered = models.PositiveIntegerField("到过的村（社区）", default=0)
    villages_total = models.PositiveIntegerField("村（社区）总数", null=True)
    signed = models.PositiveIntegerField("签到人次", default=0)
    counted = models.PositiveIntegerField("清点人次", default=0)
    estimated = models.PositiveIntegerField("估计人次", default=0)
    households = models.PositiveIntegerField("入户（估计）", default=0)
    amount = models.PositiveBigIntegerField("媒介自己的计量", default=0)
    unproven = models.PositiveIntegerField("缺证明的刊播", default=0)
    rules = models.CharField("所依到达规则", max_length=200, blank=True)

    row_scope = RowScope(place="township")

    class Meta:
        verbose_name = verbose_name_plural = "覆盖数"
        ordering = ["township__code", "month", "dimension", "key"]
        constraints = [
            models.UniqueConstraint(fields=["township", "month", "dimension", "key"], name="cell_once"),
            models.CheckConstraint(
                condition=Q(villages_total=None) | Q(villages_covered__lte=models.F("villages_total")),
                name="cell_covers_at_most_all",
            ),
        ]
        indexes = [
            models.Index(fields=["month", "dimension", "township"], name="cell_by_month"),
            models.Index(fields=["slab"], name="cell_by_slab"),
        ]

    def __str__(self) -> str:
        return f"{self.township} {self.month:%Y-%m} {self.key}"


class VillageMonth(models.Model):
    """That a village was reached in a month, by kind of venue or audience: how often, and when last."""

    slab = models.ForeignKey(Slab, on_delete=models.CASCADE, db_index=False, related_name="village_months")
    township = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+")
    village = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+")
    month = models.DateField("月（一日）")
    dimension = models.CharField("维度", max_length=8, choices=Dimension)
    key = models.SlugField("类别", max_length=40, db_index=False)
    events = models.PositiveIntegerField("场次")
    last_on = models.DateField("最近一次")

    row_scope = RowScope(place="village")

    class Meta:
        verbose_name = verbose_name_plural = "村（社区）到访"
        constraints = [
            models.UniqueConstraint(fields=["village", "month", "dimension", "key"], name="village_month_once")
        ]
        indexes = [
            models.Index(fields=["township", "dimension", "month"], name="village_month_by_township"),
            models.Index(fields=["slab"], name="village_month_by_slab"),
        ]


class VenueMonth(models.Model):
    """That a registered venue was reached in a month."""

    slab = models.ForeignKey(Slab, on_delete=models.CASCADE, db_index=False, related_name="venue_months")
    township = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, db_index=False, related_name="+")
    month = models.DateField("月（一日）")
    kind = models.SlugField("六进类别", max_length=40, db_index=False)
    events = models.PositiveIntegerField("场次")

    class Meta:
        verbose_name = verbose_name_plural = "场所到访"
        constraints = [models.UniqueConstraint(fields=["venue", "township", "month", "kind"], name="venue_month_once")]
        indexes = [
            models.Index(fields=["township", "month"], name="venue_month_by_township"),
            models.Index(fields=["slab"], name="venue_month_by_slab"),
        ]


class MonthlyReport(models.Model):
    """That somebody spoke for a place and a month without any record behind it: a zero report.

    `subject` is `outreach` for a township, or a channel's key for the county whose outlets carried nothing.
    """

    OUTREACH = "outreach"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="地方")
    month = models.DateField("月（一日）")
    subject = models.SlugField("报的是什么", max_length=20, default=OUTREACH, db_index=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="报送人")
    at = models.DateTimeField("报送时间")

    row_scope = RowScope(place="place")
    audited = True

    class Meta:
        verbose_name = verbose_name_plural = "零报"
        ordering = ["-month", "place__code"]
        constraints = [
            models.UniqueConstraint(fields=["place", "month", "subject"], name="report_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="report_month_is_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.month:%Y-%m} 零报"


class AudiencePresence(models.Model):
    """That people of a key audience live in a village: without it an audience can be no gap there."""

    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="村（社区）"
    )
    audience = models.SlugField("重点对象", max_length=40, db_index=False)
    source = models.CharField("依据", max_length=120, blank=True)

    row_scope = RowScope(place="place")
    audited = True

    class Meta:
        verbose_name = verbose_name_plural = "重点对象分布"
        ordering = ["place__code", "audience"]
        constraints = [models.UniqueConstraint(fields=["place", "audience"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.place} {self.audience}"


def month_of(day: dt.date) -> dt.date:
    """Return the first day of the month of `day`."""
    return day.replace(day=1)


def next_month(month: dt.date) -> dt.date:
    """Return the first day of the month after."""
    return (month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
