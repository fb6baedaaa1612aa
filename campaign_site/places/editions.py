"""Which rows of the register differ from a table of editions? Compares only; `actions` reads and writes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from django.db.models import Model

from campaign_site.places.models import Place, PlaceVersion
from campaign_site.places.names import short_name
from campaign_site.places.tables import VersionRow

PLACE_FIELDS = ("code", "level", "name", "short_name", "kind", "parent", "exists_from")
VERSION_FIELDS = ("code", "name", "short_name", "kind", "parent", "valid_to", "precision", "source")


@dataclass
class Batch:
    """Rows of one model to be written together."""

    new: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)

    def put(self, row: Model, values: dict[str, Any]) -> None:
        """Set the values on the row and keep it for writing when it is new or differs."""
        differs = [name for name, value in values.items() if row.pk is None or getattr(row, name) != value]
        for name in differs:
            setattr(row, name, values[name])
        if row.pk is None:
            self.new.append(row)
        elif differs:
            self.changed.append(row)


def by_place(rows: Iterable[VersionRow]) -> dict[int, list[VersionRow]]:
    """Return each place's rows, oldest first, under the code by which the table calls the place."""
    in_order = sorted(rows, key=lambda row: (row.place, row.valid_from))
    return {place: list(group) for place, group in groupby(in_order, lambda row: row.place)}


def place_values(rows: list[VersionRow], known: dict[int, Place]) -> dict[str, Any]:
    """Return what a place is now, by the newest of its rows."""
    newest = rows[-1]
    return {
        "code": newest.code,
        "level": newest.level,
        "name": newest.name,
        "short_name": short_name(newest.name),
        "kind": newest.kind,
        "parent_id": known[newest.parent].pk if newest.parent else None,
        "exists_from": rows[0].valid_from if rows[0].founded else None,
    }


def version_values(rows: list[VersionRow], known: dict[int, Place], source: str) -> dict[dt.date, dict[str, Any]]:
    """Return what a place was, by the first day of each of its rows."""
    return {
        row.valid_from: {
            "code": row.code,
            "name": row.name,
            "short_name": short_name(row.name),
            "kind": row.kind,
            "parent_id": known[row.parent].pk if row.parent else None,
            "precision": row.precision,
            "source": source,
        }
        for row in rows
    }


def put_versions(batch: Batch, place: Place, stored: list[PlaceVersion], wanted: dict[dt.date, dict[str, Any]]) -> None:
    """Put the versions of one place into the batch: each lasts until the next begins, the last as long as the place.

    A version that was taken back stays so, unless the table has a row of that very day.
    """
    merged = {one.valid_from: one for one in stored if one.valid_to != one.valid_from or one.valid_from in wanted}
    for start in wanted:
        merged.setdefault(start, PlaceVersion(place=place, valid_from=start))
    ends = dict(pairwise([*sorted(merged), place.exists_to]))
    for start, version in merged.items():
        batch.put(version, {**wanted.get(start, {}), "valid_to": ends[start]})
