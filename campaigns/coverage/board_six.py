"""How far did each township go into the six kinds of places, counted over the board's months?"""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Sum

from campaign_site.places.denominators import figures, total
from campaign_site.places.models import Denominator, Level, Place
from campaign_site.terms import vocabularies
from campaigns.coverage.arithmetic import State
from campaigns.coverage.board_asked import Asked
from campaigns.coverage.board_cells import Tally
from campaigns.coverage.gap_facts import KINDS_OF_VILLAGE, SIX
from campaigns.coverage.models import ALL, Cell, Dimension, VenueMonth, VillageMonth
from campaigns.outreach.models import Venue

Where = tuple[int, str]
UNITS = {
    "gov_organ": "单位",
    "factory": "企业",
    "school": "学校",
    "household": "户 · 估计",
    "community": "社区",
    "village_town": "村",
}


def kinds(asked: Asked) -> list[tuple[str, str]]:
    """Return key and label of the six kinds of the circular, in its order."""
    return [
        (key, vocabularies.label("venue_kind", key))
        for key in vocabularies.keys("venue_kind", asked.today, edition=SIX)
    ]


def tallies(asked: Asked, townships: list[Place]) -> tuple[dict[Where, Tally], dict[int, list[State]]]:
    """Return the tally of each township and kind, and each township's state month by month; a fixed number of queries."""
    found: dict[Where, Tally] = defaultdict(Tally)
    states = _count_events(found, asked)
    _count_villages(found, asked)
    _count_venues(found, asked)
    _count_homes(found, asked, townships)
    return found, states


def _in_period(model: Any, asked: Asked) -> Any:
    code = {"township__code__gte": asked.county.code, "township__code__lt": asked.county.code_end}
    return model.objects.filter(**code, month__gte=asked.first, month__lte=asked.last).order_by()


def _count_events(found: dict[Where, Tally], asked: Asked) -> dict[int, list[State]]:
    states: dict[int, list[State]] = defaultdict(list)
    rows = _in_period(Cell, asked).filter(dimension=Dimension.VENUE).values_list("township_id", "key", "state")
    for township, key, state, months, events, homes in rows.annotate(Count("id"), Sum("events"), Sum("households")):
        tally = found[township, key]
        tally.events += events
        tally.homes += homes
        if key == ALL:
            states[township] += [State(state)] * months
    return states


def _count_villages(found: dict[Where, Tally], asked: Asked) -> None:
    """Communities and villages are their own venues: those visited of those there were, where they belong now."""
    here = asked.in_scope(Place.objects.under(asked.county).villages())
    there = here.filter(asked.alive()).order_by().values_list("parent_id", "kind")
    kind_of = {place_kind: kind for kind, place_kind in KINDS_OF_VILLAGE.items()}
    for township, place_kind, number in there.annotate(Count("id")):
        if place_kind in kind_of:
            found[township, kind_of[place_kind]].total = number
    visited = _in_period(VillageMonth, asked).filter(dimension=Dimension.VENUE, key__in=KINDS_OF_VILLAGE)
    if asked.campaign is not None:
        visited = visited.filter(village__in=here.order_by().values("pk"))
    by = visited.values_list("village__parent_id", "key", "village__kind")
    for township, key, place_kind, number in by.annotate(Count("village", distinct=True)):
        if kind_of.get(place_kind) == key:
            found[township, key].covered = number


def _count_venues(found: dict[Where, Tally], asked: Asked) -> None:
    """Organs, factories and schools: registered venues visited of those registered; none registered, no denominator."""
    code = {"place__code__gte": asked.county.code, "place__code__lt": asked.county.code_end}
    registered = Venue.objects.filter(**code, merged_into=None, kind__in=["gov_organ", "factory", "school"]).order_by()
    by_place = registered.values_list("kind", "place_id", "place__level", "place__parent_id").annotate(Count("id"))
    for kind, place, level, parent, number in by_place:
        tally = found[place if level == Level.TOWNSHIP else parent, kind]
        tally.total = (tally.total or 0) + number
    visited = _in_period(VenueMonth, asked).filter(venue__kind__in=["gov_organ", "factory", "school"])
    for township, kind, number in visited.values_list("township_id", "kind").annotate(Count("venue", distinct=True)):
        found[township, kind].covered = number


def _count_homes(found: dict[Where, Tally], asked: Asked, townships: list[Place]) -> None:
    """Households visited are an estimate of their own, beside the households there are."""
    homes = figures(Denominator.Indicator.HOUSEHOLDS, asked.today, under=asked.county)
    for township in townships:
        tally = found[township.pk, "household"]
        tally.covered, tally.total = tally.homes, total(homes, [township.pk])
