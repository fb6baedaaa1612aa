"""Which cells does an answer to another machine hold: every township, month and key, up to a day, in a stream?"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Min, QuerySet

from campaign_site.places.models import Place
from campaign_site.terms import vocabularies
from campaigns.coverage.actions import months_between
from campaigns.coverage.arithmetic import State
from campaigns.coverage.counting import Span, count
from campaigns.coverage.models import ALL, Cell, DataVersion, Dimension, Slab, next_month
from campaigns.outreach.models import Event
from campaigns.placements.models import NATIVE_UNITS, Placement

Row = dict[str, Any]
SHOWN = (Dimension.VENUE, Dimension.CHANNEL)


def owed_count() -> int:
    """Return how many records and slabs still owe a count, given up or not: the numbers are whole when it is 0."""
    return sum(model.objects.filter(owed_since__isnull=False).count() for model in (Event, Placement, Slab))


def data_version() -> str:
    """Return the name of the newest data version; empty before the first count."""
    newest = DataVersion.objects.order_by("-id").first()
    return str(newest) if newest else ""


def cells(townships: QuerySet[Place], as_of: dt.date | None, today: dt.date) -> Iterator[Row]:
    """Yield the cells of the townships from the first counted month to the month of `as_of` (or today), township by township.

    A month that `as_of` cuts in two is counted from its records up to that day; whole months are read as stored.
    """
    last_day = as_of or today
    first = Slab.objects.filter(township__in=townships).aggregate(first=Min("month"))["first"] or last_day
    months = list(months_between(min(first, last_day), last_day))
    keys = {month: _keys(month) for month in months}
    for township in townships.order_by("code").iterator(chunk_size=200):
        kept, totals = _stored(township, months), _totals(township, months)
        for month in months:
            found = kept.get(month, {})
            if as_of is not None and as_of < next_month(month) - dt.timedelta(days=1):
                found = _numbers(township, month, as_of)
            for dimension, key in sorted({*keys[month], *found}, key=lambda one: (SHOWN.index(one[0]), one[1])):
                yield _row(township, month, dimension, key, found.get((dimension, key), totals[month]))


def _keys(month: dt.date) -> list[tuple[str, str]]:
    venues = [(str(Dimension.VENUE), key) for key in vocabularies.keys("venue_kind", month)]
    return venues + [(str(Dimension.CHANNEL), key) for key in NATIVE_UNITS]


def _stored(township: Place, months: list[dt.date]) -> dict[dt.date, dict[tuple[str, str], Row]]:
    rows = Cell.objects.filter(township=township, month__gte=months[0], month__lte=months[-1], dimension__in=SHOWN)
    found: dict[dt.date, dict[tuple[str, str], Row]] = {}
    for row in rows.exclude(key=ALL).values("month", "dimension", "key", "state", "events", *VILLAGES):
        found.setdefault(row["month"], {})[row["dimension"], row["key"]] = row
    return found


def _totals(township: Place, months: list[dt.date]) -> dict[dt.date, Row]:
    """Return for each month how many villages there were, for the months nobody spoke of."""
    lives = Place.objects.under(township).villages().values_list("exists_from", "exists_to")
    lives = [(start or dt.date.min, end or dt.date.max) for start, end in lives]
    alive = {month: sum(start < next_month(month) and end > month for start, end in lives) for month in months}
    return {month: {"villages_total": number or None} for month, number in alive.items()}


VILLAGES = ("villages_covered", "villages_total")


def _numbers(township: Place, month: dt.date, as_of: dt.date) -> dict[tuple[str, str], Row]:
    counted = count(Span(township, month, as_of + dt.timedelta(days=1)))
    return {
        (str(dimension), key): cell
        for (dimension, key), cell in counted.cells.items()
        if dimension in SHOWN and key != ALL
    }


def _row(township: Place, month: dt.date, dimension: str, key: str, cell: Row) -> Row:
    """Return one cell; what was not reported has no numbers (blank is never 0), a channel has no villages."""
    state = cell.get("state", State.MISSING.value)
    silent = state == State.MISSING
    by_village = dimension == Dimension.VENUE
    return {
        "place": township.code_text,
        "month": f"{month:%Y-%m}",
        "dimension": dimension,
        "key": key,
        "state": state,
        "events": None if silent else cell["events"],
        "villages_covered": cell["villages_covered"] if by_village and not silent else None,
        "villages_total": cell.get("villages_total") if by_village else None,
    }
