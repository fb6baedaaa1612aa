"""How do places, their earlier names, seats and figures get into the register?

A load takes rows read by `tables`, may be repeated at any time, and changes only what differs; versions added by hand
since then stay. All or nothing, a constant number of queries per batch, one line in the audit.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from campaign_site.audit.recording import record
from campaign_site.places.editions import (
    PLACE_FIELDS,
    VERSION_FIELDS,
    Batch,
    by_place,
    place_values,
    put_versions,
    version_values,
)
from campaign_site.places.models import Denominator, Level, Place, PlaceVersion
from campaign_site.places.tables import FigureRow, SeatRow, VersionRow, WrongTable

BATCH = 1000


@dataclass
class Loaded:
    """What a load wrote, in rows."""

    new: int = 0
    changed: int = 0

    def write(self, batch: Batch, model: Any, fields: Iterable[str]) -> None:
        """Write a batch: what changed first, so that an open row is closed before its successor opens."""
        model.objects.bulk_update(batch.changed, fields, batch_size=BATCH)
        model.objects.bulk_create(batch.new, batch_size=BATCH)
        self.new += len(batch.new)
        self.changed += len(batch.changed)

    def finish(self, action: str, *, actor: Any, source: str) -> "Loaded":
        """Put the load on record when it wrote anything."""
        if self.new or self.changed:
            record(actor, action, None, after=asdict(self), reason=source)
        return self


@transaction.atomic
def load_places(rows: Iterable[VersionRow], *, actor: Any = None, source: str = "") -> Loaded:
    """Make every place of the table exist with its dated versions; return how many rows that took. Raises WrongTable.

    A place is known again by any code it ever carried. The newest version gives the place its current code and name.
    """
    table, loaded = by_place(rows), Loaded()
    known = _known(table)
    _add_parents(table, known)
    stored = _stored_versions(known.values())
    for level in Level:
        batch = Batch()
        for code, versions in table.items():
            if versions[-1].level == level:
                place = known.setdefault(code, Place())
                newer = [v for v in stored.get(place.pk, []) if v.valid_from > versions[-1].valid_from]
                if not newer:
                    batch.put(place, place_values(versions, known))
        loaded.write(batch, Place, PLACE_FIELDS)
    batch = Batch()
    for code, versions in table.items():
        place = known[code]
        put_versions(batch, place, stored.get(place.pk, []), version_values(versions, known, source))
    loaded.write(batch, PlaceVersion, VERSION_FIELDS)
    return loaded.finish("places.load", actor=actor, source=source)


@transaction.atomic
def load_seats(rows: Iterable[SeatRow], *, actor: Any = None, source: str = "") -> Loaded:
    """Set where the seats of places lie; return how many changed. Raises WrongTable for an unknown place."""
    rows, batch, loaded = list(rows), Batch(), Loaded()
    known = _known_or_refused({row.place: row.line for row in rows})
    for row in rows:
        batch.put(known[row.place], {"lon": row.lon, "lat": row.lat})
    loaded.write(batch, Place, ["lon", "lat"])
    return loaded.finish("places.load_seats", actor=actor, source=source)


@transaction.atomic
def load_figures(rows: Iterable[FigureRow], *, actor: Any = None, source: str = "") -> Loaded:
    """Enter counted figures, one per place, indicator and day; return how many rows that took. Raises WrongTable.

    A figure of several places together belongs to the first of them and names the others; it is never split.
    """
    rows, batch, loaded = list(rows), Batch(), Loaded()
    known = _known_or_refused({code: row.line for row in rows for code in row.places})
    stored = {
        (figure.place_id, figure.indicator, figure.counted_on): figure
        for figure in Denominator.objects.filter(place__in=[known[row.places[0]] for row in rows])
    }
    sharing = []
    for row in rows:
        key = {"place_id": known[row.places[0]].pk, "indicator": row.indicator, "counted_on": row.counted_on}
        figure = stored.get(tuple(key.values())) or Denominator(**key)
        batch.put(figure, {"value": row.value, "source": row.source})
        sharing.append((figure, {known[code].pk for code in row.places[1:]}))
    loaded.write(batch, Denominator, ["value", "source"])
    loaded.changed += _share(sharing)
    return loaded.finish("places.load_figures", actor=actor, source=source)


def _share(sharing: list[tuple[Denominator, set[int]]]) -> int:
    """Write which places share which figure; return how many lines of sharing were added or taken away."""
    through = Denominator.shared_with.through
    wanted = {(figure.pk, place_id) for figure, others in sharing for place_id in others}
    rows = through.objects.filter(denominator__in=[figure for figure, _ in sharing])
    stored = {(row.denominator_id, row.place_id): row.pk for row in rows}
    gone = [pk for pair, pk in stored.items() if pair not in wanted]
    added = [through(denominator_id=figure, place_id=place) for figure, place in sorted(wanted - stored.keys())]
    through.objects.filter(pk__in=gone).delete()
    through.objects.bulk_create(added, batch_size=BATCH)
    return len(gone) + len(added)


def _known(codes: Iterable[int]) -> dict[int, Place]:
    """Return the stored places under those of their present or former codes that are asked for; two queries."""
    wanted = set(codes)
    if not wanted:
        return {}
    span = {"code__gte": min(wanted), "code__lte": max(wanted)}
    places = {place.code: place for place in Place.objects.filter(**span).order_by(F("exists_to").asc(nulls_last=True))}
    former = PlaceVersion.objects.filter(**span).exclude(place__code=F("code")).select_related("place")
    known = {version.code: version.place for version in former.order_by("valid_from")} | places
    return {code: place for code, place in known.items() if code in wanted}


def _known_or_refused(lines: dict[int, int]) -> dict[int, Place]:
    known = _known(lines)
    faults = [
        f"第 {line} 行：没有代码为 {code} 的地方，请先载入地方表。" for code, line in lines.items() if code not in known
    ]
    if faults:
        raise WrongTable(faults)
    return known


def _add_parents(table: dict[int, list[VersionRow]], known: dict[int, Place]) -> None:
    """Add to `known` the parents that stand in the register but not in the table; refuse those that stand in neither."""
    parents = {row.parent: row.line for versions in table.values() for row in versions if row.parent is not None}
    outside = {code: line for code, line in parents.items() if code not in table}
    known.update(_known(outside))
    faults = [
        f"第 {line} 行：上级 {code} 不在表里，也还没有载入。" for code, line in outside.items() if code not in known
    ]
    if faults:
        raise WrongTable(faults)


def _stored_versions(places: Iterable[Place]) -> dict[int, list[PlaceVersion]]:
    stored: dict[int, list[PlaceVersion]] = {}
    for version in PlaceVersion.objects.filter(place__in={place.pk for place in places if place.pk}):
        stored.setdefault(version.place_id, []).append(version)
    return stored
