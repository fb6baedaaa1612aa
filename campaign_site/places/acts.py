"""What belongs to every named act on places: its day, its reason, and the places it makes?"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from campaign_site.places.models import Level, Place, PlaceVersion
from campaign_site.places.names import short_name

FIRST_DAY = dt.date(1949, 10, 1)
MOST_NAME, MOST_KIND, MOST_REASON, MOST_SOURCE = 60, 10, 200, 120
PARENTS = {
    Level.CITY: {Level.PROVINCE},
    Level.COUNTY: {Level.PROVINCE, Level.CITY},
    Level.TOWNSHIP: {Level.COUNTY},
    Level.VILLAGE: {Level.TOWNSHIP},
}


@dataclass(frozen=True, kw_only=True)
class Act:
    """The day from which a change holds, how surely it is known, why it is made, on what paper, by whom; and today."""

    on: dt.date
    today: dt.date
    reason: str
    source: str = ""
    precision: str = PlaceVersion.Precision.DAY
    actor: Any = None

    def __post_init__(self) -> None:
        """Refuse a day that cannot be and an act without a reason."""
        if self.on > self.today:
            raise ValidationError(f"日期 {self.on} 还没有到：变动到了那一天再登记，名称和代码才不会提前变。")
        if self.on < FIRST_DAY:
            raise ValidationError(f"日期 {self.on} 早于 {FIRST_DAY}，请核对年份。")
        if not self.reason.strip() or len(self.reason) > MOST_REASON:
            raise ValidationError(f"请写明变动的理由（1 到 {MOST_REASON} 个字），如批复文号。")
        if len(self.source) > MOST_SOURCE:
            raise ValidationError(f"依据最多 {MOST_SOURCE} 个字。")
        if self.precision not in PlaceVersion.Precision.values:
            raise ValidationError("日期把握只能是：确切到日、只知年份、按年度版本。")


@dataclass(frozen=True)
class NewPlace:
    """A place to be made; without a code it gets the next free one of its parent, until the official code is known."""

    name: str
    kind: str = ""
    code: int | None = None


@dataclass(frozen=True)
class Part:
    """What a split gives away: to a new place or a standing one, with those places below that go along."""

    to: NewPlace | Place
    below: tuple[Place, ...] = ()


def checked_name(name: str) -> str:
    """Return the name without outer blanks; refuse one that is empty, too long or holds control characters."""
    name = name.strip()
    if not 1 <= len(name) <= MOST_NAME:
        raise ValidationError(f"名称要有 1 到 {MOST_NAME} 个字，现在是 {len(name)} 个。")
    if unprintable(name):
        raise ValidationError("名称里有看不见的控制字符或换行，请重新输入。")
    if len(short_name(name)) > 40:
        raise ValidationError("简称最多 40 个字，请缩短名称。")
    return name


def unprintable(text: str) -> bool:
    """Say whether the text holds control characters, line breaks or invisible marks; private-use characters may stand."""
    return any(not char.isprintable() and not 0xE000 <= ord(char) <= 0xF8FF for char in text)


def checked_kind(kind: str) -> str:
    """Return the kind without outer blanks; refuse one that is too long or holds control characters."""
    kind = kind.strip()
    if len(kind) > MOST_KIND or unprintable(kind):
        raise ValidationError(f"类别最多 {MOST_KIND} 个字，且不能有控制字符。")
    return kind


def refuse_unless_standing(place: Place) -> None:
    """Refuse to act on a place that has ended."""
    if place.exists_to is not None:
        raise ValidationError(f"{place.name}已在 {place.exists_to} 撤销，不能再变动。")


def refuse_wrong_parent(place: Place, parent: Place) -> None:
    """Refuse a parent that has ended, is the place itself or below it, or is not of the next level up."""
    refuse_unless_standing(parent)
    if place.pk and (parent.pk == place.pk or place.holds(parent)):
        raise ValidationError(f"{parent.name}就是{place.name}或在它下面，不能作它的上级。")
    if parent.level not in PARENTS.get(Level(place.level), set()):
        raise ValidationError(
            f"{Level(place.level).label}不能直接归{Level(parent.level).label}管，请选上一级的地方作上级。"
        )
