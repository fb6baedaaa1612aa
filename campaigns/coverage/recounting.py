"""How is every number counted anew, and how is it proved that the stored ones are equal?"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min, Q

from campaign_site.audit.recording import record
from campaign_site.places.models import Level, Place, PlaceVersion
from campaigns.coverage.actions import Clock, months_between
from campaigns.coverage.counting import CountyMonth, SlabCount, Span, count, county_code
from campaigns.coverage.gaps import GapCheck
from campaigns.coverage.models import MonthlyReport, Slab, next_month
from campaigns.coverage.storing import store, stored
from campaigns.outreach.models import COUNTING, Event
from campaigns.placements.models import Placement

AT_ONCE = 500
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
    for month in _months():
        for some in _batches(sorted(_spoken_of(month))):
            yield from ((township, month) for township in Place.objects.filter(code__in=some).order_by("code"))


def _batches(rows: list[int]) -> Iterator[list[int]]:
    return (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE))


def _months() -> list[dt.date]:
    spans = Placement.objects.standing().aggregate(first=Min("starts_on"), last=Max("ends_on"))
    months = set(months_between(spans["first"], spans["last"])) if spans["first"] else set()
    months |= set(Slab.objects.order_by().values_list("month", flat=True).distinct())
    months |= set(MonthlyReport.objects.order_by().values_list("month", flat=True).distinct())
    return sorted(months | set(Event.objects.counted().dates("held_on", "month")))


def _spoken_of(month: dt.date) -> set[int]:
    """Return the codes of the townships that anything speaks of in a month."""
    end, townships = next_month(month), Place.objects.townships()
    found = set(Slab.objects.filter(month=month).values_list("township__code", flat=True))
    events = Event.objects.counted().held(month, end).order_by()
    found |= set(events.values_list("township__code", flat=True).distinct())
    filed = MonthlyReport.objects.filter(month=month)
    found |= set(townships.filter(pk__in=filed.values("place_id")).values_list("code", flat=True))
    carried = Placement.objects.standing().running(month, end).order_by()
    seats = carried.values_list("outlet__unit__place__code", flat=True).distinct()
    for county in {seat // 10**6 * 10**6 for seat in seats}:
        found |= set(townships.filter(code__gte=county, code__lt=county + 10**6).values_list("code", flat=True))
    return found


def owe_counts(place_ids: Collection[int], on: dt.date, **signal: Any) -> None:
    """Owe a recount of the townships whose villages an act changed, from the month of the act on.

    Listens to `places_changed`, inside the act's transaction. Earlier months keep the villages they had.
    """
    above = PlaceVersion.objects.filter(place__in=place_ids, place__level=Level.VILLAGE).values("parent")
    townships = Place.objects.townships().filter(Q(pk__in=place_ids) | Q(pk__in=above))
    Slab.objects.filter(township__in=townships.order_by().values("pk"), month__gte=on.replace(day=1)).owe()


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
    county = None
    for township, month in every_slab():
        county = _county_month(county, township, month)
        yield from ((township, month, words) for words in _differing(township, month, county))


def _differing(township: Place, month: dt.date, county: CountyMonth) -> list[str]:
    """Return what is stored otherwise than it counts; with what the county carried read anew before it is believed."""
    return _words(township, month, county) and _words(township, month, None)


def _words(township: Place, month: dt.date, county: CountyMonth | None) -> list[str]:
    with transaction.atomic():
        slab = Slab.objects.filter(township=township, month=month).first()
        kept = stored(slab) if slab else SlabCount()
        fresh = count(Span.whole(township, month), county=county)
    return list(_compared(kept, fresh)) if kept != fresh else []


def owe_differences(*, clock: Clock, limit: int = 50_000) -> int:
    """Prove up to `limit` slabs, those proved longest ago first; return how many of them differed.

    What differs and owes nothing yet is put on record and owed as soon as it is found: a proof that is cut off
    has told all it saw, and the next one goes on with the slabs it did not reach.
    """
    _make_missing_slabs()
    turn = Slab.objects.order_by(F("checked_at").asc(nulls_first=True), "month", "township__code")
    differed, county = 0, None
    for some in _batches(list(turn.values_list("pk", flat=True)[:limit])):
        for slab in turn.filter(pk__in=some).select_related("township"):
            county = _county_month(county, slab.township, slab.month)
            differed += _prove(slab, county, now=clock())
    return differed


def _prove(slab: Slab, county: CountyMonth, *, now: dt.datetime) -> bool:
    words = _differing(slab.township, slab.month, county)
    with transaction.atomic():
        Slab.objects.filter(pk=slab.pk).update(checked_at=now)
        if not words or not Slab.objects.filter(pk=slab.pk, owed_since=None).owe(now):
            return False
        after = {"month": slab.month, "first": words[0]}
        record(None, "coverage.differs", slab.township, after=after, result="failed")
    return True


def _make_missing_slabs() -> None:
    """Make the slabs that records speak of and nobody counted: empty, so that the proof finds that they differ."""
    for month in _months():
        known = set(Slab.objects.filter(month=month).values_list("township__code", flat=True))
        for some in _batches(sorted(_spoken_of(month) - known)):
            places = Place.objects.filter(code__in=some).values_list("pk", flat=True)
            Slab.objects.bulk_create([Slab(township_id=pk, month=month) for pk in places], ignore_conflicts=True)


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
