"""How is every number counted anew, and how is it proved that the stored ones are equal?"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, Q

from campaign_site.audit.recording import record
from campaign_site.places.models import Place
from campaigns.coverage.actions import Clock, county_townships, months_between, owe
from campaigns.coverage.counting import CountyMonth, SlabCount, Span, count, county_code
from campaigns.coverage.gaps import GapCheck
from campaigns.coverage.models import MonthlyReport, Slab, next_month
from campaigns.coverage.storing import store, stored
from campaigns.outreach.models import COUNTING, Event
from campaigns.placements.models import Placement

SETTLED = {
    "owed_since": None,
    "lease_until": None,
    "lease_token": None,
    "attempts": 0,
    "last_error": "",
    "given_up_at": None,
}


def every_slab() -> Iterator[tuple[Place, dt.date]]:
    """Yield each township and month that any record, report or stored slab speaks of, month by month; flat memory."""
    townships = {place.pk: place for place in Place.objects.townships()}
    spans = Placement.objects.standing().aggregate(first=Min("starts_on"), last=Max("ends_on"))
    carried = set(months_between(spans["first"], spans["last"])) if spans["first"] else set()
    months = {*Slab.objects.values_list("month", flat=True).distinct(), *carried}
    months |= set(MonthlyReport.objects.values_list("month", flat=True).distinct())
    months |= set(Event.objects.counted().dates("held_on", "month"))
    for month in sorted(months):
        for pk in sorted(_spoken_of(month), key=lambda pk: townships[pk].code):
            yield townships[pk], month


def _spoken_of(month: dt.date) -> set[int]:
    end = next_month(month)
    found = set(Slab.objects.filter(month=month).values_list("township_id", flat=True))
    found |= set(Event.objects.counted().held(month, end).order_by().values_list("township_id", flat=True).distinct())
    filed = MonthlyReport.objects.filter(month=month)
    found |= set(Place.objects.townships().filter(pk__in=filed.values("place_id")).values_list("pk", flat=True))
    for placement in Placement.objects.standing().running(month, end).select_related("outlet__unit__place"):
        found |= set(county_townships(placement).values_list("pk", flat=True))
    return found


def recount_all(*, clock: Clock, progress: Callable[[Slab, bool], Any]) -> int:
    """Count every slab anew, whatever it owes, each in its own transaction; return how many differed from the stored."""
    differed, county = 0, None
    for township, month in every_slab():
        county = _county_month(county, township, month)
        with transaction.atomic():
            slab, _ = Slab.objects.get_or_create(township=township, month=month)
            Slab.objects.filter(pk=slab.pk).update(**SETTLED)
            _settle_events(slab)
            changed = store(slab, count(Span.whole(township, month), county=county), now=clock())
            GapCheck.objects.get_or_create(township=township)
            GapCheck.objects.filter(township=township).owe(clock())
        differed += changed
        progress(slab, changed)
    return differed


def _settle_events(slab: Slab) -> None:
    """Let the events of a slab remember it, before it is counted; one that was counted elsewhere keeps its debt."""
    here = {"counted_township": slab.township_id, "counted_month": slab.month}
    unknown_or_here = Q(counted_township=None) | Q(**here)
    within = Event.objects.filter(unknown_or_here, township=slab.township_id).held(slab.month, next_month(slab.month))
    within.filter(state__in=COUNTING).update(**SETTLED, counted_township_id=slab.township_id, counted_month=slab.month)
    within.exclude(state__in=COUNTING).update(**SETTLED, counted_township=None, counted_month=None)


def _county_month(last: CountyMonth | None, township: Place, month: dt.date) -> CountyMonth:
    """Return the county's placements of the month, read again only when the month or the county changes."""
    if last is not None and (last.start, last.county) == (month, county_code(township)):
        return last
    return CountyMonth.of(township, month, next_month(month))


def differences() -> Iterator[tuple[Place, dt.date, str]]:
    """Yield what is stored otherwise than it counts: township, month, and the cell in words with both values."""
    for township, month in every_slab():
        with transaction.atomic():
            slab = Slab.objects.filter(township=township, month=month).first()
            kept = stored(slab) if slab else SlabCount()
            fresh = count(Span.whole(township, month))
        if kept != fresh:
            yield from ((township, month, words) for words in _compared(kept, fresh))


def owe_differences(*, now: dt.datetime) -> int:
    """Owe the slabs whose stored numbers differ and owe nothing yet; put each on record. Return how many there were."""
    owing = set(Slab.objects.owing().values_list("township_id", "month"))
    found = {(township, month): words for township, month, words in differences() if (township.pk, month) not in owing}
    for (township, month), words in found.items():
        record(None, "coverage.differs", township, after={"month": month, "first": words}, result="failed")
        owe([township.pk], [month], now=now)
    return len(found)


def _compared(kept: SlabCount, fresh: SlabCount) -> Iterator[str]:
    for name in ("cells", "villages", "venues"):
        before, after = getattr(kept, name), getattr(fresh, name)
        for key in sorted({*before, *after}, key=str):
            if before.get(key) != after.get(key):
                where = "/".join(str(part) for part in key)
                yield f"{name} {where}：存的是 {_short(before.get(key), after.get(key))}"


def _short(kept: Any, fresh: Any) -> str:
    if isinstance(kept, dict) and isinstance(fresh, dict):
        differing = [name for name in fresh if kept.get(name) != fresh[name]]
        kept, fresh = ({name: row.get(name) for name in differing} for row in (kept, fresh))
    return f"{kept if kept is not None else '（没有）'}，重数是 {fresh if fresh is not None else '（没有）'}"


def digest() -> str:
    """Return one fingerprint of everything stored: equal numbers give an equal one."""
    whole = hashlib.sha256()
    for slab in Slab.objects.order_by("month", "township__code").iterator(chunk_size=500):
        kept = stored(slab)
        cells = sorted((*key, *map(str, cell.values())) for key, cell in kept.cells.items())
        visits = sorted((*map(str, k), *map(str, v)) for k, v in kept.villages.items())
        venues = sorted((*map(str, k), v) for k, v in kept.venues.items())
        whole.update(json.dumps([slab.township_id, str(slab.month), cells, visits, venues]).encode())
    return whole.hexdigest()
