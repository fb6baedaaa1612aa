"""In which month does the year's campaign fall, and on which day? It has moved before: the table is dated, staff edit it."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from campaign_site.people.scoping import RowScope


class CampaignMonthQuerySet(models.QuerySet["CampaignMonth"]):
    """Campaign months by year."""

    def of(self, year: int) -> "CampaignMonth | None":
        """Return what holds for a year: the youngest rule not younger than it; None before the first."""
        return self.filter(from_year__lte=year).order_by("-from_year").first()


class CampaignMonth(models.Model):
    """From a year on the campaign falls in this month, and its focus day on this day of it, until the next row says otherwise."""

    from_year = models.PositiveSmallIntegerField(
        "自哪一年起", unique=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    month = models.PositiveSmallIntegerField("宣传月在几月", validators=[MinValueValidator(1), MaxValueValidator(12)])
    focus_day = models.PositiveSmallIntegerField(
        "集中宣传日在几号（没有就不填）",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    source = models.CharField("依据", max_length=200)

    audited = True
    row_scope = RowScope(open=True)
    objects = CampaignMonthQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "宣传月安排"
        ordering = ["-from_year"]
        constraints = [
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="campaign_month_is_a_month"),
            models.CheckConstraint(
                condition=Q(focus_day=None) | Q(focus_day__gte=1, focus_day__lte=31), name="campaign_focus_day_is_a_day"
            ),
        ]

    def __str__(self) -> str:
        day = f"，集中宣传日 {self.month} 月 {self.focus_day} 日" if self.focus_day else ""
        return f"{self.from_year} 年起：{self.month} 月{day}"

    def clean(self) -> None:
        try:
            if self.month and self.focus_day:
                dt.date(2024, self.month, self.focus_day)
        except ValueError as error:
            raise ValidationError({"focus_day": f"{self.month} 月没有 {self.focus_day} 号，请改正。"}) from error

    def span(self, year: int) -> tuple[dt.date, dt.date]:
        """Return the month's first and last day in a year."""
        first = dt.date(year, self.month, 1)
        following = dt.date(year + self.month // 12, self.month % 12 + 1, 1)
        return first, following - dt.timedelta(days=1)

    def focus_on(self, year: int) -> dt.date | None:
        """Return the focus day of a year; None when there is none, or that year lacks the day."""
        last = self.span(year)[1].day
        return dt.date(year, self.month, self.focus_day) if self.focus_day and self.focus_day <= last else None


def proposed(kind: str, parent: Any, today: dt.date) -> dict[str, Any]:
    """Return with what the form of a new campaign begins: its dates, name and theme, as the year's rule and the parent say."""
    year = parent.starts_on.year if parent is not None else today.year
    rule = CampaignMonth.objects.of(year)
    start: dict[str, Any] = {"kind": kind, "parent": parent, "theme": parent.theme if parent is not None else ""}
    days: tuple[dt.date, dt.date] | None = None
    if kind == "year":
        days = dt.date(year, 1, 1), dt.date(year, 12, 31)
        start["name"] = f"{year}年防范非法集资宣传规划"
    elif kind == "month" and rule is not None:
        days = rule.span(year)
        start["name"] = f"{year}年{rule.month}月防范非法集资宣传月"
    elif kind == "day" and rule is not None and (day := rule.focus_on(year)) is not None:
        days = day, day
        start["name"] = f"{year}年{day.month}月{day.day}日集中宣传日"
    elif parent is not None:
        days = parent.starts_on, parent.ends_on
    return start | ({"starts_on": days[0], "ends_on": days[1]} if days else {})
