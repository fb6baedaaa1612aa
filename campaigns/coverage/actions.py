"""How do records owe slabs, and how is a slab paid: clear the debt, then count, in one transaction?"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from campaign_site import owed
from campaign_site.places.models import Place
from campaigns.coverage.counting import Span, count, county_code
from campaigns.coverage.gaps import GapCheck
from campaigns.coverage.models import Slab, next_month
from campaigns.coverage.storing import store
from campaigns.outreach.models import COUNTING, Event
from campaigns.placements.models import Placement

Clock = Callable[[], dt.datetime]


def owe(townships: Iterable[int], months: Iterable[dt.date], *, now: dt.datetime | None = None) -> int:
    """Put the debt on the slabs of every township and month given, making those that are not there; return how many."""
    months, townships = list(months), list(townships)
    rows = [Slab(township_id=township, month=month) for township in townships for month in months]
    Slab.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return Slab.objects.filter(township__in=townships, month__in=months).owe(now)


def nothing(row: Any) -> None:
    """A count happens inside the transaction that clears the debt; before it there is nothing to do."""


def months_between(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    """Yield the first days of the months from the one of `start` to the one of `end`, both included."""
    month = start.replace(day=1)
    while month <= end:
        yield month
        month = next_month(month)


def pay_events(*, clock: Clock, limit: int = 200) -> int:
    """Turn what events owe into what slabs owe: the slab they were counted in, and the one they count in now."""

    def record(event: Event, result: None) -> None:
        here = event.township_id, event.month
        counts = here if event.state in COUNTING else (None, None)
        Event.objects.filter(pk=event.pk).update(counted_township=counts[0], counted_month=counts[1])
        for township, month in {(event.counted_township_id, event.counted_month), counts} - {(None, None)}:
            owe([township], [month], now=clock())
        Slab.objects.filter(township=here[0], month=here[1]).owe(clock())

    return owed.pay(Event.objects.all(), clock=clock, do=nothing, record=record, limit=limit)


def pay_placements(*, clock: Clock, limit: int = 50) -> int:
    """Turn what placements owe into what the slabs of their county owe, for the months counted before and now."""

    def record(placement: Placement, result: None) -> None:
        now = placement.starts_on, placement.ends_on
        Placement.objects.filter(pk=placement.pk).update(counted_from=now[0], counted_to=now[1])
        before = placement.counted_from or now[0], placement.counted_to or now[1]
        months = {*months_between(*now), *months_between(*before)}
        owe(county_townships(placement).values_list("pk", flat=True), months, now=clock())

    return owed.pay(Placement.objects.all(), clock=clock, do=nothing, record=record, limit=limit)


def county_townships(placement: Placement) -> QuerySet[Place]:
    """Return the townships of the county in which the placement's outlet sits."""
    first = county_code(placement.outlet.unit.place)
    return Place.objects.townships().filter(code__gte=first, code__lt=first + 10**6)


def pay_slabs(*, clock: Clock, limit: int = 100) -> int:
    """Count the slabs that owe it; whoever loses the race for a slab writes nothing. Its township's gaps are owed."""

    def record(slab: Slab, result: None) -> None:
        store(slab, count(Span.whole(slab.township, slab.month)), now=clock())
        GapCheck.objects.get_or_create(township=slab.township)
        GapCheck.objects.filter(township=slab.township).owe(clock())

    return owed.pay(Slab.objects.all(), clock=clock, do=nothing, record=record, limit=limit)
