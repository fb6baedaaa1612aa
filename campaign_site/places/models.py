"""Where: which places exist, what were they called on a day, and what lies below them?

Facts point to `Place.id`; code, name, kind and parent are dated versions. The current ones are kept on the place too,
so that a subtree is one range over the 12-digit code (国家统计局统计用区划代码).
"""

import datetime as dt

from django.db import models
from django.db.models import F, FilteredRelation, Q

from campaign_site.row_scope import RowScope


class Level(models.IntegerChoices):
    """How many leading digits of the code say where a place is."""

    PROVINCE = 2, "省"
    CITY = 4, "市"
    COUNTY = 6, "县（区）"
    TOWNSHIP = 9, "镇街"
    VILLAGE = 12, "村（社区）"


class PlaceQuerySet(models.QuerySet["Place"]):
    """Places by position in the tree."""

    def under(self, place: "Place") -> "PlaceQuerySet":
        """Return the place and all below it, by code range."""
        return self.filter(code__gte=place.code, code__lt=place.code_end)

    def townships(self) -> "PlaceQuerySet":
        return self.filter(level=Level.TOWNSHIP)

    def villages(self) -> "PlaceQuerySet":
        return self.filter(level=Level.VILLAGE)

    def home(self) -> "Place | None":
        """Return the county this installation serves: the only one it knows; None while there is none or several."""
        counties = list(self.filter(level=Level.COUNTY)[:2])
        return counties[0] if len(counties) == 1 else None

    def existing(self, day: dt.date) -> "PlaceQuerySet":
        """Return the places that existed on `day`."""
        return self.filter(Q(exists_from=None) | Q(exists_from__lte=day), Q(exists_to=None) | Q(exists_to__gt=day))

    def called(self, text: str) -> "PlaceQuerySet":
        """Return the places whose code, of any time, begins with the digits, or whose name, of any time, holds the text."""
        text = text.strip()
        if text.isascii() and text.isdigit() and len(text) <= Level.VILLAGE:
            fits = Q(code__range=(int(text.ljust(12, "0")), int(text.ljust(12, "9"))))
        else:
            fits = Q(name__contains=text)
        return self.filter(fits | Q(pk__in=PlaceVersion.objects.filter(fits).values("place")))

    def as_of(self, day: dt.date) -> "PlaceQuerySet":
        """Return the places whose code and name are on record for `day`, each once, with them as `…_then`."""
        on_day = Q(versions__valid_from__lte=day) & (Q(versions__valid_to=None) | Q(versions__valid_to__gt=day))
        return (
            self.annotate(version_then=FilteredRelation("versions", condition=on_day))
            .filter(version_then__isnull=False)
            .annotate(
                code_then=F("version_then__code"),
                name_then=F("version_then__name"),
                short_name_then=F("version_then__short_name"),
                kind_then=F("version_then__kind"),
                parent_then=F("version_then__parent"),
            )
        )


class Place(models.Model):
    """One place, the same through every renaming and renumbering."""

    code = models.BigIntegerField("区划代码", unique=True)
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
                condition=Q(exists_to=None) | Q(exists_from=None) | Q(exists_to__gt=F("exists_from")),
                name="place_ends_after_start",
            ),
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

    def holds(self, other: "Place") -> bool:
        """Say whether `other` is this place or lies below it."""
        return self.code <= other.code < self.code_end


class PlaceVersionQuerySet(models.QuerySet["PlaceVersion"]):
    """What places were called, and under which code."""

    def as_of(self, day: dt.date) -> "PlaceVersionQuerySet":
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))


class PlaceVersion(models.Model):
    """Code, name, kind and parent of a place from a day on."""

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
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="place_version_order"
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
    """Return the place that carries the code on `day`, else now, else the last that ever carried it; None if none."""
    number = code_number(code)
    if number is None:
        return None
    versions = PlaceVersion.objects.filter(code=number).select_related("place").order_by("-valid_from")
    then = versions.as_of(day).first() if day else None
    if then is not None:
        return then.place
    current = Place.objects.filter(code=number).first()
    if current is not None:
        return current
    last = versions.first()
    return last.place if last else None
