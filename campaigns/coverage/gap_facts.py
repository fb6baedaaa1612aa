"""What is missing in a township today, and since when: the four kinds of gap, never their cross product?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Max

from campaign_site.places.models import Place
from campaign_site.terms import vocabularies
from campaigns.coverage.arithmetic import is_fresh
from campaigns.coverage.counting import CountyMonth
from campaigns.coverage.measures import VILLAGE, CoverageMeasures
from campaigns.coverage.models import ALL, AudiencePresence, Dimension, VillageMonth
from campaigns.outreach.models import COUNTING, Event
from campaigns.placements.models import NATIVE_UNITS
from campaigns.plans.models import Campaign

SIX = "六进2016"  # the circular’s own edition: 进网点 of 2021 is recorded, but is no gap
KINDS_OF_VILLAGE = {"community": "社区", "village_town": "村"}
LONG_AGO = dt.date(2016, 1, 1)


@dataclass(frozen=True)
class Missing:
    """One reason: where, of what kind, which key, and the last day before today on which it was covered."""

    place_id: int
    kind: str
    key: str
    last_on: dt.date | None
    fresh_days: int
    campaign_id: int | None

    @property
    def fact(self) -> tuple[int, str, str]:
        return self.place_id, self.kind, self.key


@dataclass(frozen=True)
class Scope:
    """Which running campaign speaks for a place; with no campaign running at all the whole county is in scope."""

    bounds: tuple[tuple[int, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]], ...]

    @classmethod
    def on(cls, day: dt.date) -> "Scope":
        """Read the running campaigns that name any place, the youngest first."""
        found = []
        for campaign in Campaign.objects.running(day).order_by("-starts_on", "-id"):
            roots, out = campaign.bounds()
            if roots:
                found.append((campaign.pk, _ranges(roots), _ranges(out)))
        return cls(tuple(found))

    def covers(self, place: Place) -> bool:
        return not self.bounds or self.campaign_of(place) is not None

    def campaign_of(self, place: Place) -> int | None:
        for pk, roots, out in self.bounds:
            if _inside(place.code, roots) and not _inside(place.code, out):
                return pk
        return None


def _ranges(places: Iterable[Place]) -> tuple[tuple[int, int], ...]:
    return tuple((place.code, place.code_end) for place in places)


def _inside(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= code < end for start, end in ranges)


@dataclass(frozen=True)
class CountyCarried:
    """What the outlets of one county carried up to a day; read once for all its townships looked at in one sweep.

    What ran within the fresh days is enough for most townships; all before is read only when one missed a channel.
    """

    county: Place
    today: dt.date
    fresh_days: int

    def last_channels(self, township: Place) -> dict[str, tuple[dt.date, int]]:
        """Return the last day on which each channel reached the township, with the placement that did."""
        found = _last_of(self.recent, township, self.today)
        if len(found) < len(NATIVE_UNITS):
            found = _last_of(self.older, township, self.today) | found
        return found

    @cached_property
    def recent(self) -> CountyMonth:
        return CountyMonth.of(self.county, self._since, self.today + dt.timedelta(days=1))

    @cached_property
    def older(self) -> CountyMonth:
        return CountyMonth.of(self.county, LONG_AGO, self._since)

    @property
    def _since(self) -> dt.date:
        return max(LONG_AGO, self.today - dt.timedelta(days=self.fresh_days))


def _last_of(county: CountyMonth, township: Place, today: dt.date) -> dict[str, tuple[dt.date, int]]:
    found: dict[str, tuple[dt.date, int]] = {}
    for placement in county.placements:
        last = min(placement.ends_on, today)
        rule = county.book.rule_for(placement, last.replace(day=1))
        if placement.proof_kind and county.book.reaches(rule, township.pk):
            channel = placement.outlet.channel
            found[channel] = max(found.get(channel, (LONG_AGO, 0)), (last, placement.pk))
    return found


@dataclass(frozen=True)
class TownshipFacts:
    """One township on a day, with what covers it; read once, a fixed number of queries."""

    township: Place
    today: dt.date
    measures: CoverageMeasures
    scope: Scope
    carried: CountyCarried

    @cached_property
    def villages(self) -> list[Place]:
        """The villages that exist today."""
        return list(Place.objects.under(self.township).villages().existing(self.today).order_by("code"))

    @cached_property
    def last_visits(self) -> dict[tuple[int, str, str], dt.date]:
        """The last counted day of each village by kind of venue (or `all`) and by audience, wherever it belonged then."""
        here = [village.pk for village in self.villages]
        rows = VillageMonth.objects.filter(village__in=here, last_on__lte=self.today).order_by()
        by = rows.values_list("village_id", "dimension", "key").annotate(last=Max("last_on"))
        return {(village, dimension, key): last for village, dimension, key, last in by}

    @cached_property
    def last_kinds(self) -> dict[str, dt.date]:
        """The last counted day of each kind of venue anywhere in the township."""
        events = Event.objects.filter(township=self.township, held_on__lte=self.today, state__in=COUNTING).order_by()
        return dict(events.values_list("venue_kind").annotate(last=Max("held_on")))

    @cached_property
    def last_channels(self) -> dict[str, tuple[dt.date, int]]:
        """The last day on which each channel reached the township, with the placement that did."""
        return self.carried.last_channels(self.township)

    def missing(self) -> list[Missing]:
        """Return every open fact of the township; nothing outside a running campaign's places, nothing once it ended."""
        if not self.township.existed_on(self.today) or not self.scope.covers(self.township):
            return []
        return [*self._villages(), *self._audiences(), *self._kinds(), *self._channels()]

    def _villages(self) -> Iterable[Missing]:
        for village in self.villages:
            if self.scope.covers(village):
                last = self.last_visits.get((village.pk, Dimension.VENUE, ALL))
                yield from self._stale(village, "village", ALL, last=last, of=VILLAGE)

    def _audiences(self) -> Iterable[Missing]:
        here = {village.pk: village for village in self.villages}
        for row in AudiencePresence.objects.filter(place__in=here).order_by("place__code", "audience"):
            if self.scope.covers(here[row.place_id]):
                last = self.last_visits.get((row.place_id, Dimension.AUDIENCE, row.audience))
                yield from self._stale(here[row.place_id], "audience", row.audience, last=last, of="audience")

    def _kinds(self) -> Iterable[Missing]:
        there = {village.kind for village in self.villages}
        for kind in vocabularies.keys("venue_kind", self.today, edition=SIX):
            if kind not in KINDS_OF_VILLAGE or KINDS_OF_VILLAGE[kind] in there:
                yield from self._stale(self.township, "venue", kind, last=self.last_kinds.get(kind), of=kind)

    def _channels(self) -> Iterable[Missing]:
        for channel in NATIVE_UNITS:
            last, _ = self.last_channels.get(channel, (None, 0))
            yield from self._stale(self.township, "channel", channel, last=last, of="channel")

    def _stale(self, place: Place, kind: str, key: str, *, last: dt.date | None, of: str) -> Iterable[Missing]:
        days = self.measures.fresh_days(of)
        if not is_fresh(last, self.today, days=days):
            yield Missing(place.pk, kind, key, last, days, self.scope.campaign_of(place))
