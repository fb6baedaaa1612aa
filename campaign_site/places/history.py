"""What was a place called on a day, and what changed when?"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from campaign_site.places.lineage import PlaceSuccession
from campaign_site.places.models import Place, PlaceVersion

GENERATIONS = 12  # mergers of mergers that are followed


@dataclass(frozen=True)
class Step:
    """One version of a place; in words, what made it differ from the one before; and what its parent was called then."""

    version: PlaceVersion
    change: str
    parent: str


def names_on(place_ids: Collection[int], day: dt.date) -> dict[int, str]:
    """Return the short name of each place on `day`, by id; before its first record the first name it is known by. One query.

    A place without any version is left out: its present name is all there is.
    """
    names: dict[int, str] = {}
    for version in PlaceVersion.objects.held().filter(place__in=place_ids).order_by("place", "valid_from"):
        if version.place_id not in names or version.valid_from <= day:
            names[version.place_id] = version.short_name
    return names


def forebears(place: Place) -> list[Place]:
    """Return the places that went wholly into this one, and into them; what was only split off others is no whole number."""
    found: dict[int, Place] = {}
    asked = {place.pk}
    for _ in range(GENERATIONS):
        rows = PlaceSuccession.objects.standing().filter(successor__in=asked, kind=PlaceSuccession.Kind.WHOLE)
        new = {row.predecessor_id: row.predecessor for row in rows.select_related("predecessor")}
        asked = new.keys() - found.keys() - {place.pk}
        if not asked:
            break
        found |= {pk: new[pk] for pk in asked}
    return sorted(found.values(), key=lambda one: (one.exists_to or dt.date.max, one.code))


def steps(place: Place) -> list[Step]:
    """Return the versions of a place, oldest first, each with what changed: 改名, 改码, 改类别, 改属, 写法."""
    versions = list(place.versions.held().order_by("valid_from"))
    begun = "设立" if place.exists_from else "最早见到的记录"
    changes = [begun, *(_change(earlier, later) for earlier, later in pairwise(versions))]
    parents = list(PlaceVersion.objects.held().filter(place__in={version.parent_id for version in versions} - {None}))
    return [
        Step(version, change, _parent_name(version, parents))
        for version, change in zip(versions, changes[: len(versions)], strict=True)
    ]


def _parent_name(version: PlaceVersion, parents: list[PlaceVersion]) -> str:
    then = [p for p in parents if p.place_id == version.parent_id and p.valid_from <= version.valid_from]
    return max(then, key=lambda parent: parent.valid_from).short_name if then else ""


def _change(earlier: PlaceVersion, later: PlaceVersion) -> str:
    differs = [
        word
        for word, field in (("改名", "short_name"), ("改码", "code"), ("改类别", "kind"), ("改属", "parent_id"))
        if getattr(earlier, field) != getattr(later, field)
    ]
    return "、".join(differs) or "只是写法不同"
