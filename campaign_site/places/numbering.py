"""Which code does a place get below a parent, and is a code free from a day on?"""

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.models import F, Q

from campaign_site.places.models import Level, Place, PlaceVersion, code_number

CLASS_FROM = {"镇": 100, "乡": 200, "村": 200}  # 统计用区划代码编制规则: where the numbers of a kind begin


def step(level: int) -> int:
    """Return how far apart the codes of neighbours of this level lie."""
    return int(10 ** (12 - level))


def checked_code(code: str | int, *, level: int, parent: Place | None) -> int:
    """Return the code of 12 digits; refuse one that does not suit the level or lies outside the parent's range."""
    number = code_number(code)
    if number is None:
        raise ValidationError(f"“{code}”不是 6、9 或 12 位区划代码。")
    if number % step(level):
        raise ValidationError(f"代码 {number} 与级别“{Level(level).label}”不符：末 {12 - level} 位应当是 0。")
    if parent is not None and not parent.code < number < parent.code_end:
        raise ValidationError(f"代码 {number} 不在上级{parent.name}（{parent.code_text}）的号段里。")
    return number


def refuse_if_carried(span: range, day: dt.date, *, leaving: range = range(0)) -> None:
    """Refuse a span of codes in which a place, other than those leaving their span, has one now or had one on `day` or later."""
    codes = Q(code__gte=span.start, code__lt=span.stop)
    standing = Place.objects.filter(codes, exists_to=None).exclude(_within(leaving)).first()
    if standing is not None:
        raise ValidationError(f"代码 {standing.code_text} 现在是{standing.name}的，一个代码同时只能给一个地方。")
    carried = PlaceVersion.objects.filter(codes, Q(valid_to=None) | Q(valid_to__gt=day))
    carried = carried.exclude(valid_to=F("valid_from")).exclude(_within(leaving, "place__"))
    version = carried.first()
    if version is not None:
        until = f"用到 {version.valid_to}" if version.valid_to else "还在用"
        raise ValidationError(f"代码 {version.code_text} 在 {day} 以后{version.name}{until}，请换一个。")


def _within(span: range, place: str = "") -> Q:
    return Q(**{f"{place}code__gte": span.start, f"{place}code__lt": span.stop})


class FreeCodes:
    """The codes below one parent that nobody ever carried; each is given out once."""

    def __init__(self, parent: Place, level: int, *, leaving: Collection[int] = ()) -> None:
        """Read which codes below the parent places other than those `leaving` (ids) have or had; two queries."""
        self.parent, self.level = parent, level
        span = {"code__gt": parent.code, "code__lt": parent.code_end}
        places = Place.objects.filter(level__lte=level, **span).exclude(pk__in=leaving)
        versions = PlaceVersion.objects.filter(place__level__lte=level, **span).exclude(place__in=leaving)
        self.taken = {*places.values_list("code", flat=True), *versions.values_list("code", flat=True)}

    def take(self, like: int) -> int:
        """Return a free code and mark it taken: the number that `like` has under its own parent if free, else the next."""
        width = step(self.level)
        most = (self.parent.code_end - self.parent.code) // width
        wished = like // width % most
        for number in (*range(wished, most), *range(1, wished)):
            code = self.parent.code + number * width
            if number and code not in self.taken:
                self.taken.add(code)
                return code
        raise ValidationError(f"{self.parent.name}下面的号段已经用完，请先核对代码。")

    def take_new(self, kind: str) -> int:
        """Return a free code in the class of the kind: 社区 and 街道 from 1, 镇 from 100, 村 and 乡 from 200."""
        return self.take(CLASS_FROM.get(kind, 1) * step(self.level))
