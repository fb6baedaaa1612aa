"""How do gaps open, close and open again when a township is looked at anew?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery

from campaign_site import owed
from campaign_site.audit.recording import record as audit
from campaign_site.people.serving import served_counties
from campaign_site.places.models import Level, Place
from campaigns.coverage.actions import Clock, nothing
from campaigns.coverage.counting import county_code
from campaigns.coverage.gap_facts import CountyCarried, Missing, Scope, TownshipFacts
from campaigns.coverage.gap_priority import CountyWeights
from campaigns.coverage.gaps import Gap, GapCheck, GapReason
from campaigns.coverage.measures import CoverageMeasures
from campaigns.outreach.models import COUNTING, Event
from campaigns.placements.models import Placement

Fact = tuple[int, str, str]
GIVEN_UP_RESTS = dt.timedelta(hours=12)


def look_daily(*, today: dt.date, now: dt.datetime) -> int:
    """Owe a look at every township not looked at today: days alone turn a visit stale. Return how many are owed.

    Of a register that holds the whole country those of running campaigns, else of the counties served. A look that was
    given up is tried again after half a day: what hindered it may be gone.
    """
    known = GapCheck.objects.filter(township=OuterRef("pk"))
    ours = Place.objects.townships().existing(today).filter(_ours(Scope.on(today)))
    new = ours.filter(~Exists(known)).values_list("pk", flat=True)
    GapCheck.objects.bulk_create((GapCheck(township_id=pk) for pk in new), ignore_conflicts=True, batch_size=500)
    idle = Q(owed_since=None) | Q(given_up_at__lte=now - GIVEN_UP_RESTS)
    return GapCheck.objects.filter(Q(checked_on=None) | ~Q(checked_on=today), idle).owe(now)


def _ours(scope: Scope) -> Q:
    """Return the condition of lying in a running campaign, or with none running in a county served."""
    if not scope.bounds:
        return Q(parent__in=served_counties().order_by())
    ranges = [one for _, roots, _ in scope.bounds for one in roots]
    return reduce(or_, (Q(code__gte=start // 1000 * 1000, code__lt=end) for start, end in ranges))


def owe_looks(place_ids: Collection[int], **signal: Any) -> None:
    """Owe a look at every township of the counties in which these places lie: a figure weighs against all others'.

    Listens to `figures_changed`, inside the transaction that changed them.
    """
    codes = Place.objects.filter(pk__in=place_ids).values_list("code", flat=True)
    for county in sorted({code // 10**6 for code in codes}):
        first = county * 10**6
        GapCheck.objects.filter(township__code__gte=first, township__code__lt=first + 10**6).owe()


def pay_checks(*, clock: Clock, today: dt.date, limit: int = 100) -> int:
    """Look at the townships that owe it; what opened or closed is written with the debt's clearing, or not at all."""
    measures, scope = CoverageMeasures.load(), Scope.on(today)
    county = lru_cache(maxsize=8)(lambda code: CountyWeights.of(Place(code=code), today, measures))
    carried = lru_cache(maxsize=8)(lambda code: CountyCarried(Place(code=code), today, measures.fresh_days("channel")))

    def record(check: GapCheck, result: None) -> None:
        code = county_code(check.township)
        facts = TownshipFacts(check.township, today, measures, scope, carried(code))
        Look(facts, county(code), clock()).write()
        GapCheck.objects.filter(pk=check.pk).update(checked_on=today)

    return owed.pay(GapCheck.objects.all(), clock=clock, do=nothing, record=record, limit=limit)


@dataclass
class Look:
    """One look at one township: the facts as they are against the reasons as they stand."""

    facts: TownshipFacts
    county: CountyWeights
    now: dt.datetime
    older: list[GapReason] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    told: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def write(self) -> None:
        """Adopt what moved here, open, close and reopen reasons, then renew the rows of the places; one audit entry when anything changed."""
        self._adopt()
        wanted = {one.fact: one for one in self.facts.missing()}
        standing = self._standing()
        open_now = {fact: reason for fact, reason in standing.items() if reason.closed_on is None}
        for fact, reason in open_now.items():
            if fact not in wanted:
                self._close(reason, fact)
        for fact, one in wanted.items():
            if fact not in open_now:
                self._open(one, standing.get(fact))
        self._follow_falls(reason for fact, reason in standing.items() if fact not in wanted)
        self._renew(wanted)
        if self.told:
            audit(None, "coverage.gaps", self.facts.township, after=dict(self.told))

    def _adopt(self) -> None:
        """Let the gaps of villages that moved here or away belong, reasons and all, to the township they are in now."""
        mine = Q(township=self.facts.township) | Q(place__in=[village.pk for village in self.facts.villages])
        strayed = Gap.objects.filter(mine, place__level=Level.VILLAGE).exclude(place__parent=F("township"))
        parent = Place.objects.filter(pk=OuterRef("place")).values("parent")
        Gap.objects.filter(pk__in=list(strayed.values_list("pk", flat=True))).update(township=Subquery(parent))

    def _follow_falls(self, filled: Iterable[GapReason]) -> None:
        """Point closed reasons whose record fell away at another: those that are filled, and all older ones."""
        for reason in filled:
            if reason.closed_on is not None and not _still_fills(reason):
                self._close(reason, (reason.gap.place_id, reason.kind, reason.key))
        for reason in self.older:
            if not _still_fills(reason):
                self._relink(reason)

    def _standing(self) -> dict[Fact, GapReason]:
        """Return the newest reason of each fact ever found in the township; an open one goes before any closed."""
        rows = GapReason.objects.filter(gap__township=self.facts.township).order_by("id")
        found: dict[Fact, GapReason] = {}
        for row in rows.select_related("gap", "closed_by_event", "closed_by_placement"):
            fact = row.gap.place_id, row.kind, row.key
            self.older += [found[fact]] if fact in found else []
            found[fact] = row
        return found

    def _open(self, one: Missing, last: GapReason | None) -> None:
        if last is not None and last.closed_on is not None and not _still_fills(last):
            changes = {"closed_on": None, "closed_by_event": None, "closed_by_placement": None}
            GapReason.objects.filter(pk=last.pk).update(**changes, reopened=last.reopened + 1, last_on=one.last_on)
        else:
            gap, _ = Gap.objects.get_or_create(place_id=one.place_id, township=self.facts.township)
            own = {"kind": one.kind, "key": one.key, "campaign_id": one.campaign_id, "last_on": one.last_on}
            GapReason.objects.create(gap=gap, opened_on=self.facts.today, **own)
        self._tell("opened", one.fact)

    def _close(self, reason: GapReason, fact: Fact) -> None:
        by = self._covering(fact)
        day = reason.closed_on or self.facts.today
        GapReason.objects.filter(pk=reason.pk).update(closed_on=day, **by)
        self._tell("closed", fact)

    def _relink(self, reason: GapReason) -> None:
        """Point an older reason, whose record fell away, at another that came after its gap, or at none.

        It stays closed: what is missing today stands in the newest reason of the same fact.
        """
        fact = reason.gap.place_id, reason.kind, reason.key
        by = self._covering(fact, after=reason.last_on)
        GapReason.objects.filter(pk=reason.pk).update(**by)
        self._tell("relinked", fact)

    def _tell(self, what: str, fact: Fact) -> None:
        self.touched.add(fact[0])
        self.told[what].append(":".join(map(str, fact)))

    def _covering(self, fact: Fact, *, after: dt.date | None = None) -> dict[str, int | None]:
        """Return the newest record of the fact `after` a day: an event, or a placement for a channel; or neither."""
        place_id, kind, key = fact
        if kind == "channel":
            day, placement = self.facts.last_channels.get(key, (dt.date.min, None))
            newer = after is None or day > after
            return {"closed_by_placement_id": placement if newer else None, "closed_by_event_id": None}
        events = Event.objects.filter(state__in=COUNTING, held_on__lte=self.facts.today)
        events = events.filter(held_on__gt=after) if after else events
        narrow = {"village": Q(place=place_id), "venue": Q(venue_kind=key, township=self.facts.township)}
        audience = Q(place=place_id, audiences__key=key)
        event = events.filter(narrow.get(kind, audience)).order_by("-held_on", "-id").first()
        return {"closed_by_event_id": event.pk if event else None, "closed_by_placement_id": None}

    def _renew(self, wanted: dict[Fact, Missing]) -> None:
        by_place: dict[int, list[Missing]] = defaultdict(list)
        for one in wanted.values():
            by_place[one.place_id].append(one)
        places = {place.pk: place for place in [self.facts.township, *self.facts.villages]}
        for gap in Gap.objects.filter(township=self.facts.township).select_related("place"):
            self._renew_one(gap, places.get(gap.place_id, gap.place), by_place.get(gap.place_id, []))
        Gap.objects.filter(place__in=self.touched).owe(self.now)

    def _renew_one(self, gap: Gap, place: Place, reasons: Collection[Missing]) -> None:
        found, risk = self.county.score(place, self.facts.township, reasons)
        days = [one.last_on for one in reasons]
        fresh = {
            "open_reasons": len(reasons),
            "score": found.score,
            "parts": dict(found.parts),
            "missing": " ".join(found.missing),
            "risk": risk,
            "last_on": None if None in days or not days else min(days),
        }
        if any(getattr(gap, name) != value for name, value in fresh.items()):
            Gap.objects.filter(pk=gap.pk).update(**fresh)


def _still_fills(reason: GapReason) -> bool:
    """Say whether the record that closed the reason still counts and still is where it was; one closed by none stays."""
    event, placement = reason.closed_by_event, reason.closed_by_placement
    if event is not None:
        here = event.place_id == reason.gap.place_id
        if reason.kind == GapReason.Kind.VENUE:
            here = event.township_id == reason.gap.place_id and event.venue_kind == reason.key
        return here and event.state in COUNTING
    return placement is None or (placement.state == Placement.State.ENTERED and bool(placement.proof_kind))
