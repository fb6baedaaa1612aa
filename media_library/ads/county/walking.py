"""How does a walk over all stored advertisements go on, piece by piece, whoever pays for the piece? Safe after a kill."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from django.db.models import F, Max, QuerySet

from campaign_site.owed import pay
from media_library.ads.county.reruns import Rerun
from media_library.ads.models import Ad

PIECE_ADS = 200  # read in one payment: about a second, so that new advertisements never wait long


class Piece(Protocol):
    """What reading a piece found: the key of its last advertisement, and how many there were."""

    last: int
    read: int


def stretch() -> dict[str, int]:
    """How far a walk over all stored advertisements goes, as its columns: the last key and how many there are."""
    return {"last_ad": Ad.objects.aggregate(top=Max("pk"))["top"] or 0, "total": Ad.objects.count()}


def piece_of(run: Rerun) -> QuerySet[Ad]:
    """The next advertisements of a walk, by key."""
    rest = Ad.objects.filter(pk__gt=run.at_ad, pk__lte=run.last_ad).order_by("pk")
    return rest.select_related("case").prefetch_related("specimens")[:PIECE_ADS]


def pay_pieces(
    walks: type[Rerun],
    *,
    clock: Callable[[], datetime],
    do: Callable[[Any], Any],
    keep: Callable[[Any, Any, datetime], None],
    limit: int,
) -> int:
    """Pay up to `limit` owed pieces of such walks: `do` reads one and writes nothing, `keep` writes what it found."""
    return pay(
        walks.objects.all(), clock=clock, do=do, record=lambda run, found: keep(run, found, clock()), limit=limit
    )


def went_on(run: Rerun, piece: Piece, now: datetime, **sums: int) -> bool:
    """Add the piece to the walk's figures and owe the next one; an empty piece was the last: True when that ended it."""
    rows = type(run).objects.filter(pk=run.pk, finished_at=None)
    added = {name: F(name) + number for name, number in {"done": piece.read, **sums}.items()}
    rows.update(at_ad=piece.last, **added)
    if piece.read:
        rows.owe()
        return False
    return bool(rows.update(finished_at=now))
