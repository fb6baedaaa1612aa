"""How many advertisements were found, wait and are decided, per township, carrier and month?

A layer of its own beside coverage; only for roles that see ads. Everything is counted from the rows in one query.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet

from media_library.ads.cases import State
from media_library.ads.models import Ad


@dataclass(frozen=True)
class LayerCell:
    """One township (or the county itself) × carrier × month; `channel` is empty for carriers outside the six."""

    place_id: int
    code: int
    carrier: str
    channel: str
    month: date
    found: int
    pending: int
    unflagged: int
    decided: int
    oldest_pending_at: datetime | None


def ad_layer(ads: QuerySet[Ad], *, first: date | None = None, last: date | None = None) -> list[LayerCell]:
    """Count `ads` (scoped by the caller) seen in the months `first` to `last`, both first days of a month, both included.

    Void cases are left out; found = pending + unflagged + decided. One query.
    """
    rows = ads.exclude(case__state=State.VOID)
    if first:
        rows = rows.filter(month__gte=first)
    if last:
        rows = rows.filter(month__lte=last)
    pending = Q(case__state=State.PENDING)
    counted = (
        rows.order_by()
        .values("place_id", "place__code", "carrier", "channel", "month")
        .annotate(
            found=Count("pk"),
            pending=Count("pk", filter=pending),
            unflagged=Count("pk", filter=Q(case__state=State.UNFLAGGED)),
            decided=Count("pk", filter=Q(case__state=State.DECIDED)),
            oldest_pending_at=Min("case__opened_at", filter=pending),
        )
        .order_by("place__code", "month", "carrier")
    )
    return [LayerCell(code=row.pop("place__code"), **row) for row in counted]
