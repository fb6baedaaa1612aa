"""What was done this year in the six kinds of places, in the numbers and words the public reads?

Own order of the kinds, no ranking; an estimate stands alone; without a denominator there is no share (PRODUCT.md §3).
"""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, F, Q, Sum

from campaign_site.people.serving import served_counties
from campaign_site.places.models import Place
from campaign_site.terms import vocabularies
from campaigns.coverage.arithmetic import State
from campaigns.coverage.listing import data_version
from campaigns.coverage.models import ALL, Cell, Dimension, VenueMonth, VillageMonth
from campaigns.outreach.models import Venue

BAR = 300
KEPT_SECONDS = 60
HOUSEHOLD = "household"
# Kind of venue → the kind of village-level place that it is counted by, and how one of them is counted in Chinese.
BY_PLACE = {"community": "社区", "village_town": "村"}
COUNTED_AS = {"gov_organ": "处", "factory": "家", "school": "所", "community": "个", "village_town": "个村"}
ICONS = {
    "gov_organ": "organ",
    "factory": "factory",
    "school": "school",
    "household": "home",
    "community": "community",
    "village_town": "village",
}


@dataclass(frozen=True)
class Kind:
    """One of the six kinds: what was reached, out of how many if that is known."""

    key: str
    label: str
    number: int
    unit: str
    total: int | None = None

    @property
    def icon(self) -> str:
        return ICONS[self.key]

    @property
    def left(self) -> int:
        return (self.total or 0) - self.number

    @property
    def width(self) -> int:
        """How much of a bar BAR wide is filled: never the whole while one is left, never nothing when there is one."""
        if not self.total:
            return 0
        filled = BAR * self.number // self.total
        return max(filled, 2) if self.number else 0


@dataclass(frozen=True)
class Year:
    """The six kinds since January, how many townships never spoke, and what the numbers stand on."""

    year: int
    version: str
    kinds: tuple[Kind, ...]
    silent: int


def this_year(today: dt.date) -> Year | None:
    """Return the numbers of the year of `today`, None before anything was counted; summed at most once a minute.

    While a country reports, stored numbers change every second; the page names the version that it shows.
    """
    key = f"venues-done:{today}"
    year = cache.get(key)
    if year is None and (version := data_version()):
        year = _counted(today.replace(month=1, day=1), today, version)
        cache.set(key, year, KEPT_SECONDS)
    return year


def _counted(start: dt.date, today: dt.date, version: str) -> Year:
    cells = Cell.objects.filter(dimension=Dimension.VENUE, month__gte=start, month__lte=today)
    sums = {
        row["key"]: row for row in cells.order_by().values("key").annotate(n=Sum("events"), homes=Sum("households"))
    }
    shares = {**_registered(start, today), **_places(start, today)}
    kinds = tuple(
        _kind(key, label, sums.get(key, {}), shares.get(key))
        for key, label in vocabularies.choices("venue_kind")
        if key in ICONS
    )
    spoke = cells.filter(key=ALL).exclude(state=State.MISSING).values("township")
    silent = (
        Place.objects.townships()
        .filter(exists_to=None, parent__in=served_counties().order_by())
        .exclude(pk__in=spoke)
        .count()
    )
    return Year(start.year, version, kinds, silent)


def _kind(key: str, label: str, sums: dict[str, int], share: tuple[int, int] | None) -> Kind:
    if key == HOUSEHOLD:
        return Kind(key, label, sums.get("homes") or 0, "户走访")
    if share is None:
        return Kind(key, label, sums.get("n") or 0, "场")
    return Kind(key, label, share[0], f"{COUNTED_AS[key]}到过", share[1])


def _registered(start: dt.date, today: dt.date) -> dict[str, tuple[int, int]]:
    """Return (reached, registered) of each kind of which any venue is registered; a merged venue is its survivor."""
    standing = Venue.objects.filter(merged_into=None).order_by()
    totals = dict(standing.values_list("kind").annotate(n=Count("id")))
    visits = VenueMonth.objects.filter(month__gte=start, month__lte=today, venue__kind=F("kind")).order_by()
    reached = dict(visits.values_list("kind").annotate(n=Count("venue", distinct=True)))
    return {kind: (min(reached.get(kind, 0), total), total) for kind, total in totals.items() if kind not in BY_PLACE}


def _places(start: dt.date, today: dt.date) -> dict[str, tuple[int, int]]:
    """Return (reached, all) of communities and of villages; none of a kind means no denominator."""
    standing = (
        Place.objects.villages().filter(exists_to=None, parent__parent__in=served_counties().order_by()).order_by()
    )
    totals = dict(standing.values_list("kind").annotate(n=Count("id")))
    own_kind = Q()
    for key, kind in BY_PLACE.items():
        own_kind |= Q(key=key, village__kind=kind)
    visits = VillageMonth.objects.filter(own_kind, dimension=Dimension.VENUE, month__gte=start, month__lte=today)
    standing_visits = visits.filter(village__exists_to=None).order_by()
    reached = dict(standing_visits.values_list("key").annotate(n=Count("village", distinct=True)))
    return {key: (reached.get(key, 0), totals[kind]) for key, kind in BY_PLACE.items() if totals.get(kind)}
