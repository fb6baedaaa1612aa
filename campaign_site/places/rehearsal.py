"""What would follow from an act on places? It is carried out and undone within one transaction, and told place by place."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from campaign_site.places.lineage import PlaceChange

SHOWN = 100


@dataclass(frozen=True)
class Follows:
    """One place, before and after: name, code; empty where it is new or has ended."""

    was: str
    now: str


@dataclass(frozen=True)
class Rehearsal:
    """The act in words, the places it touches (the first hundred), how many there are, and a mark of it all."""

    summary: str
    places: list[Follows]
    count: int
    digest: str


class _Undone(Exception):
    """Ends a rehearsal so that nothing of it stays."""


def rehearse(do: Callable[[], PlaceChange]) -> Rehearsal:
    """Return what the act would do; nothing stays. Raises the act's own ValidationError."""
    told: list[Rehearsal] = []
    try:
        with transaction.atomic():
            told.append(tell(do()))
            raise _Undone
    except _Undone:
        return told[0]


def tell(change: PlaceChange) -> Rehearsal:
    """Return an act's rows in words."""
    rows = [Follows(said(before), said(after)) for before, after in change.rows["places"].values()]
    rows.sort(key=lambda row: (row.was or row.now, row.now))
    mark = hashlib.sha256(repr((change.summary, change.on, rows)).encode()).hexdigest()[:16]
    return Rehearsal(change.summary, rows[:SHOWN], len(rows), mark)


def said(values: dict | None) -> str:
    """Return a place's values in words; empty for none."""
    if values is None:
        return ""
    if values["exists_to"]:
        return f"{values['name']}（{values['exists_to']} 撤销）"
    return f"{values['name']}（{values['code']}{'，' + values['kind'] if values['kind'] else ''}）"
