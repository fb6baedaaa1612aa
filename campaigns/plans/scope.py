"""Which places does a campaign cover, also after they were split or merged, and how is that said in one sentence?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q

from campaign_site.places.lineage import PlaceSuccession
from campaign_site.places.models import Level, Place

WHOLE = PlaceSuccession.Kind.WHOLE
GENERATIONS = 12  # splits of splits that are followed


@dataclass(frozen=True)
class Bounds:
    """The roots of a scope and the places taken out of it, each with all below."""

    roots: tuple[Place, ...] = ()
    out: tuple[Place, ...] = ()

    def holds(self, place: Place) -> bool:
        """Say whether a place lies in the scope."""
        return any(root.holds(place) for root in self.roots) and not any(one.holds(place) for one in self.out)

    def below(self, above: "Bounds") -> "Bounds":
        """Return the bounds of a part: its roots as far as they lie in those above, or those above; what is out above stays out."""
        inner = [one for one in self.roots if any(root.holds(one) for root in above.roots)]
        wider = [one for one in above.roots if any(root.holds(one) and root != one for root in self.roots)]
        roots = (*inner, *wider) if self.roots else above.roots
        return Bounds(tuple(dict.fromkeys(roots)), tuple(dict.fromkeys((*self.out, *above.out))))


def within(places: Iterable[Place]) -> Q:
    """Return the condition of lying at or below any of the places; none lie below no place."""
    ranges = [Q(code__gte=place.code, code__lt=place.code_end) for place in places]
    return reduce(or_, ranges) if ranges else Q(pk__in=[])


def covered(bounds: Bounds) -> Q:
    """Return the condition of lying in the scope."""
    return within(bounds.roots) & ~within(bounds.out)


def existing_on(day: dt.date) -> Q:
    """Return the condition of existing on a day."""
    return (Q(exists_from=None) | Q(exists_from__lte=day)) & (Q(exists_to=None) | Q(exists_to__gt=day))


class Heirs:
    """Who took over from the places of some scopes, wholly or in part; read once for all of them, one query a generation."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = {place.pk: place for place in places}
        self.after: dict[int, list[PlaceSuccession]] = {}
        self.before: dict[int, set[int]] = {}
        asked = set(self.places)
        for _ in range(GENERATIONS):
            if not asked:
                break
            asked = self.read(asked)
        self.read_origins()

    def read(self, asked: set[int]) -> set[int]:
        """Read the successions of the places asked for; return the heirs not yet known."""
        rows = PlaceSuccession.objects.standing().filter(predecessor__in=asked).select_related("successor")
        fresh = set()
        for row in rows:
            self.after.setdefault(row.predecessor_id, []).append(row)
            if row.successor_id not in self.places:
                self.places[row.successor_id] = row.successor
                fresh.add(row.successor_id)
        return fresh

    def read_origins(self) -> None:
        """Read of whom the heirs were wholly made, to tell a merged place that is new from one that only grew."""
        merged = {row.successor_id for rows in self.after.values() for row in rows if row.kind == WHOLE}
        if merged:
            rows = PlaceSuccession.objects.standing().filter(successor__in=merged, kind=WHOLE)
            for predecessor, successor in rows.values_list("predecessor", "successor"):
                self.before.setdefault(successor, set()).add(predecessor)

    def included(self, places: Iterable[Place]) -> tuple[Place, ...]:
        """Return the places with all who took over from them: what was in scope stays in."""
        return self.follow(places, lambda row, known: True)

    def excluded(self, places: Iterable[Place]) -> tuple[Place, ...]:
        """Return the places with what was split off them, and what was newly made of none but such places.

        A place in scope that takes an excluded one in stays in scope.
        """
        return self.follow(places, self.stays_out)

    def stays_out(self, row: PlaceSuccession, known: set[int]) -> bool:
        if row.kind != WHOLE:
            return True
        made = row.successor.exists_from is not None and row.successor.exists_from >= row.on
        return made and self.before.get(row.successor_id, set()) <= known

    def follow(self, places: Iterable[Place], goes_on: Any) -> tuple[Place, ...]:
        found = {place.pk: place for place in places}
        waiting = list(found)
        while waiting:
            for row in self.after.get(waiting.pop(), []):
                if row.successor_id not in found and goes_on(row, set(found)):
                    found[row.successor_id] = row.successor
                    waiting.append(row.successor_id)
        return tuple(found.values())


def bounds_of(campaigns: Iterable[Any]) -> dict[int, Bounds]:
    """Return the bounds of each campaign by its id, its parents' rules included; fetch them `with_bounds()`."""
    lines = {campaign.pk: lineage(campaign) for campaign in campaigns}
    each = {one.pk: one for line in lines.values() for one in line}
    heirs = Heirs(place for one in each.values() for place in (*one.included.all(), *one.excluded.all()))
    own = {
        pk: Bounds(heirs.included(one.included.all()), heirs.excluded(one.excluded.all())) for pk, one in each.items()
    }
    found = {}
    for pk, line in lines.items():
        bounds = own[line[-1].pk]
        for part in reversed(line[:-1]):
            bounds = own[part.pk].below(bounds)
        found[pk] = bounds
    return found


def lineage(campaign: Any) -> list[Any]:
    """Return a campaign and those above it, nearest first."""
    line = [campaign]
    while line[-1].parent is not None:
        line.append(line[-1].parent)
    return line


@dataclass(frozen=True)
class ScopeCount:
    """How many townships and villages the roots hold on a day, and how many of them are taken out."""

    townships: int = 0
    townships_out: int = 0
    villages: int = 0
    villages_out: int = 0

    @property
    def said(self) -> str:
        """The scope as a sentence: 40 个镇街减 2 个 = 38 个，村（社区）418 个."""
        if not self.townships and not self.villages:
            return "还没有选地方"
        parts = [less("镇街", self.townships, self.townships_out)] if self.townships else []
        apart = self.villages_out if not self.townships_out else 0  # villages of a township left out go with it
        villages = f"{self.villages - self.villages_out:,}"
        if apart or not parts:
            parts.append(less("村（社区）", self.villages, self.villages_out))
        else:
            parts.append(f"{villages} 个村（社区）")
        return "，".join(parts)

    @property
    def left(self) -> int:
        return self.townships - self.townships_out


def less(noun: str, whole: int, out: int) -> str:
    """Return 40 个镇街减 2 个 = 38 个, or the plain number when nothing is taken out."""
    return f"{whole:,} 个{noun}减 {out:,} 个 = {whole - out:,} 个" if out else f"{whole:,} 个{noun}"


def count_scopes(scopes: dict[int, tuple[Bounds, dt.date]]) -> dict[int, ScopeCount]:
    """Return the count of each scope on its day; one query for all of them."""
    sums: dict[str, Count] = {}
    for key, (bounds, day) in scopes.items():
        here, left = existing_on(day) & within(bounds.roots), existing_on(day) & covered(bounds)
        for level, name in ((Level.TOWNSHIP, "t"), (Level.VILLAGE, "v")):
            sums[f"{name}{key}_all"] = Count("pk", filter=here & Q(level=level))
            sums[f"{name}{key}_left"] = Count("pk", filter=left & Q(level=level))
    if not sums:
        return {}
    roots = within({root for bounds, _ in scopes.values() for root in bounds.roots})
    found = Place.objects.filter(roots).order_by().aggregate(**sums)
    return {
        key: ScopeCount(
            found[f"t{key}_all"],
            found[f"t{key}_all"] - found[f"t{key}_left"],
            found[f"v{key}_all"],
            found[f"v{key}_all"] - found[f"v{key}_left"],
        )
        for key in scopes
    }
