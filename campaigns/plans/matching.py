"""Which unit or group does a printed name mean?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Q

from campaign_site.people.models import Unit, UnitGroup
from campaign_site.places.models import Level, Place

from .suggesting import Suggestion

# Collectives by what they say, in whatever words the year's circular uses.
TOWNSHIPS = re.compile(
    r"^(?:全[县区市])?各?(?:乡镇|镇|乡|街道)[（(、]?.*(?:街道|乡镇|政府|办事处)|^各(?:乡镇|镇街|乡镇街道)"
)
REGULATORS = re.compile(r"行业(?:主[（(]?监?[）)]?管|监管|主管|部门)")
MEMBERS = re.compile(r"成员单位$")


@dataclass(frozen=True)
class Match:
    """What a printed name was taken for; without unit and group nobody is known by it."""

    name: str
    unit: Unit | None = None
    group: UnitGroup | None = None
    how: str = ""
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def mark(self) -> str:
        """The printed name as forms and addresses send it: its hash, which stays the same when other names come or go."""
        return sha256(self.name.encode()).hexdigest()[:16]

    @property
    def key(self) -> str:
        """The choice as a form sends it: `unit:3`, `group:2`, or empty."""
        if self.unit is not None:
            return f"unit:{self.unit.pk}"
        return f"group:{self.group.pk}" if self.group is not None else ""

    @property
    def meaning(self) -> str:
        """The present name of what was matched, or nothing."""
        known = self.unit or self.group
        return known.name if known is not None else ""


def match_names(names: Iterable[str], aliases: dict[str, str], *, at: Place) -> list[Match]:
    """Match printed names to the units and groups of the county `at`; short forms the text defines count too.

    Three queries whatever the number of names. A name of a body that was reformed leads to its successor.
    """
    printed = list(dict.fromkeys(names))
    catalogue = known_units(printed, aliases, at=at)
    groups = list(UnitGroup.objects.all())
    return [match_one(name, spoken_forms(name, aliases), catalogue, groups) or Match(name) for name in printed]


def spoken_forms(name: str, aliases: dict[str, str]) -> list[str]:
    """Return the name, its full form, and its short forms, as the text defines them (short → full)."""
    return [name, *filter(None, [aliases.get(name)]), *(short for short, full in aliases.items() if full == name)]


def known_units(printed: list[str], aliases: dict[str, str], *, at: Place) -> dict[str, tuple[Unit, str]]:
    """Return the units of the county by every name asked for, and how each came to be known by it."""
    wanted = {form for name in printed for form in spoken_forms(name, aliases)}
    rows = Unit.objects.filter(place__code__gte=at.code, place__code__lt=at.code_end).select_related(
        "successor__successor"
    )
    rows = rows.filter(Q(name__in=wanted) | Q(short_name__in=wanted) | Q(aliases__name__in=wanted)).distinct()
    known: dict[str, tuple[Unit, str]] = {}
    for unit in rows.prefetch_related("aliases"):
        spoken = [(alias.name, "别名") for alias in unit.aliases.all()] + [
            (unit.short_name, "简称"),
            (unit.name, "全称"),
        ]
        for name, how in spoken:
            heir = unit.today()
            known[name] = (heir, f"{how}，现为{heir.short_name}" if heir != unit else how)
    return known


def match_one(
    name: str, forms: list[str], catalogue: dict[str, tuple[Unit, str]], groups: list[UnitGroup]
) -> Match | None:
    """Match one name: a unit by its name or another form the text gives, then a group."""
    for spoken in forms:
        if spoken in catalogue:
            unit, how = catalogue[spoken]
            return Match(name, unit=unit, how=how)
    group = find_group(name, groups)
    return Match(name, group=group, how="单位组") if group else None


def find_group(name: str, groups: list[UnitGroup]) -> UnitGroup | None:
    """Find the group a collective stands for, by its exact name or by what the words mean."""
    for group in groups:
        if group.name == name:
            return group
    for words, kind in ((REGULATORS, Unit.Kind.REGULATOR), (TOWNSHIPS, Unit.Kind.TOWNSHIP)):
        if words.search(name):
            return next((group for group in groups if group.kind == kind), None)
    if MEMBERS.search(name):
        return next((group for group in groups if MEMBERS.search(group.name)), None)
    return None


def county_units(at: Place) -> list[Unit]:
    """Return the units that sit at the county itself today, and may be chosen by hand."""
    top = at if at.level <= Level.COUNTY else at.parent or at
    return list(Unit.objects.filter(place=top, valid_to=None))
