"""Where: which places exist, what were they called on a day, and what lies below them?

Facts point to `Place.id`; code, name, kind and parent are dated versions. The current ones are kept on the place too,
so that a subtree is one range over the 12-digit code (国家统计局统计用区划代码).
"""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from campaign_site.places.tree import Level, PlaceQuerySet
from campaign_site.row_scope import RowScope

__all__ = ["Denominator", "Level", "Place", "PlaceQuerySet", "PlaceVersion", "code_number", "find"]


class Place(models.Model):
    """One place, the same through every renaming and renumbering; one that ends on the day it began never was."""

    code = models.BigIntegerField("区划代码", db_index=True)
    level = models.PositiveSmallIntegerField("级别", choices=Level)
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=40)
    kind = models.CharField("类别", max_length=10, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, verbose_name="上级")
    exists_from = models.DateField("设立", null=True, blank=True)
    exists_to = models.DateField("撤销（不含）", null=True, blank=True)
    lon = models.FloatField("经度", null=True, blank=True)
    lat = models.FloatField("纬度", null=True, blank=True)

    row_scope = RowScope(open=True)
    audited = True
    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地方"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(code__gte=10**11, code__lt=10**12), name="place_code_12_digits"),
            models.CheckConstraint(
                condition=Q(exists_to=None) | Q(exists_from=None) | Q(exists_to__gte=F("exists_from")),
                name="place_ends_not_before_start",
            ),
            models.UniqueConstraint(fields=["code"], condition=Q(exists_to=None), name="place_code_once_standing"),
        ]
        indexes = [
            models.Index(fields=["level", "code"], name="place_by_level"),
            models.Index(fields=["short_name"], name="place_by_name"),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def code_end(self) -> int:
        """The first code after the place's subtree."""
        return self.code + 10 ** (12 - self.level)

    @property
    def code_text(self) -> str:
        return f"{self.code:012d}"

    def existed_on(self, day: dt.date) -> bool:
        """Say whether the place existed on `day`; without dates it always has."""
        return (self.exists_from is None or self.exists_from <= day) and (
            self.exists_to is None or self.exists_to > day
        )

    def taken_over(self) -> "Place":
        """Return the standing place into which this one was merged at last; itself while it stands or ended otherwise."""
        place = self
        while place.exists_to is not None:
            into = place.successions.standing().filter(kind="whole").select_related("successor").last()
            if into is None:
                break
            place = into.successor
        return place

    def holds(self, other: "Place") -> bool:
        """Say whether `other` is this place or lies below it."""
        return self.code <= other.code < self.code_end


class PlaceVersionQuerySet(models.QuerySet["PlaceVersion"]):
    """What places were called, and under which code."""

    def held(self) -> "PlaceVersionQuerySet":
        """Return the versions that were not taken back."""
        return self.exclude(valid_to=F("valid_from"))

    def as_of(self, day: dt.date) -> "PlaceVersionQuerySet":
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))


class PlaceVersion(models.Model):
    """Code, name, kind and parent of a place from a day on; a version that ends on its first day was taken back."""

    class Precision(models.TextChoices):
        DAY = "day", "确切到日"
        YEAR = "year", "只知年份"
        EDITION = "edition", "按年度版本"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="versions", verbose_name="地方")
    code = models.BigIntegerField("区划代码")
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=40)
    kind = models.CharField("类别", max_length=10, blank=True)
    parent = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上级"
    )
    valid_from = models.DateField("自")
    valid_to = models.DateField("至（不含）", null=True, blank=True)
    precision = models.CharField("日期把握", max_length=8, choices=Precision, default=Precision.EDITION)
    source = models.CharField("出处", max_length=120, blank=True)

    row_scope = RowScope(open=True)
    objects = PlaceVersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地方沿革"
        ordering = ["place", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["place", "valid_from"], name="place_version_starts_once"),
            models.UniqueConstraint(fields=["place"], condition=Q(valid_to=None), name="place_one_open_version"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="place_version_ends_not_before_start",
            ),
        ]
        indexes = [
            models.Index(fields=["code", "valid_from"], name="place_version_by_code"),
            models.Index(fields=["short_name"], name="place_version_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.valid_from}）"

    @property
    def code_text(self) -> str:
        return f"{self.code:012d}"


class Denominator(models.Model):
    """A counted figure of one place, or of several places together, by which coverage is divided."""

    class Indicator(models.TextChoices):
        POPULATION = "population", "常住人口（人）"
        HOUSEHOLDS = "households", "户数（户）"
        ELDERLY = "elderly", "65岁及以上人口（人）"
        SCHOOLS = "schools", "学校（所）"
        FIRMS = "firms", "企业（家）"
        ORGANS = "organs", "机关事业单位（个）"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="denominators", verbose_name="地方")
    shared_with = models.ManyToManyField(Place, blank=True, related_name="+", verbose_name="与之合计的地方")
    indicator = models.CharField("指标", max_length=12, choices=Indicator)
    value = models.PositiveBigIntegerField("数值")
    counted_on = models.DateField("统计时点")
    source = models.CharField("出处", max_length=200)

    row_scope = RowScope(open=True)
    audited = True

    class Meta:
        verbose_name = verbose_name_plural = "分母"
        ordering = ["indicator", "place__code", "counted_on"]
        constraints = [
            models.UniqueConstraint(fields=["place", "indicator", "counted_on"], name="denominator_once_a_day"),
        ]
        indexes = [models.Index(fields=["indicator", "counted_on"], name="denominator_by_day")]

    def __str__(self) -> str:
        return f"{self.place} {self.get_indicator_display()} {self.value}"


def code_number(text: str | int) -> int | None:
    """Return a code of 6, 9 or 12 digits as the number of 12 digits, None when it is no code."""
    digits = str(text).strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (6, 9, 12) or digits.startswith("0"):
        return None
    return int(digits.ljust(12, "0"))


def find(code: str | int, day: dt.date | None = None) -> Place | None:
    """Return the place that carries the code on `day`, else now, else the last that ever carried it; None if none.

    Asked without a day, a place that was merged leads on to the one it went into.
    """
    number = code_number(code)
    if number is None:
        return None
    versions = PlaceVersion.objects.filter(code=number).select_related("place").order_by("-valid_from", "-id")
    then = versions.as_of(day).first() if day else None
    if then is not None:
        return then.place
    current = Place.objects.filter(code=number).order_by(F("exists_to").desc(nulls_first=True)).first()
    last = None if current else versions.first()
    found = current or (last.place if last else None)
    return found if found is None or day else found.taken_over()
