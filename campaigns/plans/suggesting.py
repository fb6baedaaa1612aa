"""Whom might a printed name mean that nobody is known by: names that nearly fit, short forms, reformed bodies, groups?"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from campaign_site.people.models import Unit, UnitGroup
from campaign_site.places.models import Level, Place

MAX_SUGGESTIONS = 4
MAX_POOL = 4000  # bodies of one county and its townships; villages are never named in a circular
NEAR = 70.0
SHORT_FORM = 88.0
BEFORE = 101.0
# What stands before the name proper: 中共, the county in any word, its committee or government.
PREFIX = re.compile(r"^(?:中共)?(?:[县区市州](?=[^域]))?(?:(?:委|人民政府|政府)(?=.{2,}))?")


@dataclass(frozen=True)
class Suggestion:
    """A unit or group that may be meant, and why it is offered."""

    key: str
    label: str
    why: str
    score: float


@dataclass(frozen=True)
class Spoken:
    """A name somebody is known by, and the choice it stands for."""

    name: str
    key: str
    label: str
    why: str


def pool_of(at: Place, groups: Iterable[UnitGroup]) -> list[Spoken]:
    """Return every name by which the bodies of a county, reformed ones included, and the groups are known; two queries."""
    rows = Unit.objects.filter(place__code__gte=at.code, place__code__lt=at.code_end, place__level__lte=Level.TOWNSHIP)
    rows = rows.exclude(kind=Unit.Kind.VILLAGE).select_related("successor__successor").prefetch_related("aliases")
    spoken = [one for unit in rows[:MAX_POOL] for one in spoken_of(unit)]
    return spoken + [Spoken(group.name, f"group:{group.pk}", group.name, "单位组") for group in groups]


def spoken_of(unit: Unit) -> list[Spoken]:
    """Return the names of one unit; a reformed one leads to who carries on, an ended one without heir to nobody."""
    heir = unit.today()
    if heir.valid_to is not None:
        return []
    names = dict.fromkeys([unit.name, unit.short_name, *(alias.name for alias in unit.aliases.all())])
    why = "名称相近" if heir == unit else f"原{unit.short_name}，已并入"
    return [Spoken(name, f"unit:{heir.pk}", heir.short_name, why) for name in names]


def suggest(
    name: str, pool: list[Spoken], at: Place, before: Mapping[str, str] | None = None
) -> tuple[Suggestion, ...]:
    """Return who may be meant, the likeliest first; `before` holds what the office chose for names in earlier circulars."""
    own = bare(name, at)
    found: dict[str, Suggestion] = {}
    for one in pool:
        if (before or {}).get(name) == one.key:
            score, why = BEFORE, "以前的来文这样对应"
        else:
            score, why = likeness(own, bare(one.name, at)), one.why
        if score >= NEAR and score > (found[one.key].score if one.key in found else 0):
            found[one.key] = Suggestion(one.key, one.label, why, score)
    best = sorted(found.values(), key=lambda one: (-one.score, one.label))
    return tuple(best[:MAX_SUGGESTIONS])


def likeness(one: str, other: str) -> float:
    """Return 0 to 100 of how alike two bare names are; 市监局 and 市场监督管理局 are, though few signs are shared."""
    short, long = sorted((one, other), key=len)
    alike = fuzz.ratio(one, other)
    return max(alike, SHORT_FORM) if abbreviates(short, long) else alike


def abbreviates(short: str, long: str) -> bool:
    """Say whether a name is made of signs of the longer one, in their order, from its first to its last."""
    if len(short) < 2 or len(short) >= len(long) or short[0] != long[0] or short[-1] != long[-1]:
        return False
    signs = iter(long)
    return all(sign in signs for sign in short)


def bare(name: str, at: Place) -> str:
    """Return the name without the county before it, whichever way it is put: 开州区教委, 区教委, 教委."""
    for place in (at.name, at.short_name):
        name = name.removeprefix(place) or name
    return PREFIX.sub("", name) or name
