"""What stands in the cells of one township-month, counted from the records alone?

The same answer pays a debt, proves the stored numbers and counts a month up to a day: nothing else counts.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from campaign_site.places.models import Place, PlaceVersion
from campaign_site.terms import vocabularies
from campaigns.coverage.arithmetic import State, state_of
from campaigns.coverage.models import ALL, Dimension, MonthlyReport, next_month
from campaigns.outreach.models import COUNTING, Event, EventAudience
from campaigns.placements.models import NATIVE_UNITS, Placement
from campaigns.placements.reach import RuleBook, rule_book

Numbers = dict[str, Any]
HEADS = {"signed": "signed", "counted": "counted", "estimated": "estimated"}


@dataclass
class SlabCount:
    """All rows of one slab, by their natural keys, as plain values that compare."""

    cells: dict[tuple[str, str], Numbers] = field(default_factory=dict)
    villages: dict[tuple[int, str, str], tuple[int, dt.date]] = field(default_factory=dict)
    venues: dict[tuple[int, str], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Span:
    """One township from a month's first day up to, not on, `end`; `end` is the next month's first day, or earlier."""

    township: Place
    month: dt.date
    end: dt.date

    @classmethod
    def whole(cls, township: Place, month: dt.date) -> "Span":
        return cls(township, month, next_month(month))

    def events(self) -> Any:
        return Event.objects.filter(
            township=self.township, held_on__gte=self.month, held_on__lt=self.end, state__in=COUNTING
        )

    def villages(self) -> frozenset[int]:
        """Return the villages that belonged to the township in the span: the denominator, and all that can be covered.

        Where a village was on the last day says its version of that day; one without a version lies where it lies today.
        """
        alive = Q(exists_from=None) | Q(exists_from__lt=self.end), Q(exists_to=None) | Q(exists_to__gt=self.month)
        villages = Place.objects.villages().filter(*alive)
        then = PlaceVersion.objects.as_of(self.end - dt.timedelta(days=1))
        told = then.filter(place=OuterRef("pk"))
        here = villages.filter(pk__in=then.filter(parent=self.township).values("place"))
        untold = villages.under(self.township).exclude(Exists(told))
        return frozenset(here.values_list("pk", flat=True)) | frozenset(untold.values_list("pk", flat=True))


def county_code(place: Place) -> int:
    """Return the 12-digit code of the county in which a place lies."""
    return place.code // 10**6 * 10**6


def blank(state: State, villages_total: int | None) -> Numbers:
    """Return the numbers of a cell with nothing in it."""
    zero = dict.fromkeys(("events", "villages_covered", "signed", "counted", "estimated", "households", "amount"), 0)
    return zero | {"unproven": 0, "rules": "", "state": state.value, "villages_total": villages_total}


def count(span: Span, *, county: "CountyMonth | None" = None) -> SlabCount:
    """Return what stands in the slab; `county` spares the shared reading when many townships are counted in turn."""
    found = SlabCount()
    reached: dict[tuple[str, str], set[int]] = defaultdict(set)
    groups = _venue_groups(span)
    total = sum(row["n"] for row in groups)
    state = state_of(total, zero_filed=_zero_filed(span))
    villages = span.villages()
    villages_total = len(villages) or None
    for key in (ALL, *vocabularies.keys("venue_kind", span.month), *sorted({row["venue_kind"] for row in groups})):
        found.cells[Dimension.VENUE, key] = blank(state, villages_total)
    for row in groups:
        for key in (ALL, row["venue_kind"]):
            _add_group(found.cells[Dimension.VENUE, key], row)
            if row["place_id"] in villages:
                _reach(found, reached, (Dimension.VENUE, key), row)
    for row in _audience_groups(span):
        cell = found.cells.setdefault((Dimension.AUDIENCE, row["key"]), blank(state, villages_total))
        cell["events"] += row["n"]
        if row["place_id"] in villages:
            _reach(found, reached, (Dimension.AUDIENCE, row["key"]), row)
    for where, villages in reached.items():
        found.cells[where]["villages_covered"] = len(villages)
    found.venues = {(row["site"], row["venue_kind"]): row["n"] for row in _venue_visits(span)}
    found.cells |= (county or CountyMonth.of(span.township, span.month, span.end)).channel_cells(span.township)
    return found


def _venue_groups(span: Span) -> list[Numbers]:
    by = span.events().order_by().values("place_id", "venue_kind", "count_method")
    sums = {"n": Count("id"), "last": Max("held_on"), "heads": Sum("attendance"), "homes": Sum("households")}
    return list(by.annotate(**sums))


def _audience_groups(span: Span) -> list[Numbers]:
    rows = EventAudience.objects.filter(event__in=span.events()).order_by()
    by = rows.values("key", place_id=F("event__place_id"))
    return list(by.annotate(n=Count("id"), last=Max("event__held_on")))


def _venue_visits(span: Span) -> list[Numbers]:
    """Return how often each registered venue was reached; a merged venue's events are its survivor's."""
    rows = span.events().filter(venue__isnull=False).order_by()
    by = rows.annotate(site=Coalesce("venue__merged_into_id", "venue_id")).values("site", "venue_kind")
    return list(by.annotate(n=Count("id")))


def _zero_filed(span: Span) -> bool:
    filed = MonthlyReport.objects.filter(place=span.township, month=span.month, subject=MonthlyReport.OUTREACH)
    return filed.exists()


def _add_group(cell: Numbers, row: Numbers) -> None:
    cell["events"] += row["n"]
    cell["households"] += row["homes"] or 0
    if row["count_method"] in HEADS:
        cell[HEADS[row["count_method"]]] += row["heads"] or 0


def _reach(found: SlabCount, reached: dict[tuple[str, str], set[int]], where: tuple[str, str], row: Numbers) -> None:
    reached[where].add(row["place_id"])
    events, last = found.villages.get((row["place_id"], *where), (0, row["last"]))
    found.villages[row["place_id"], *where] = (events + row["n"], max(last, row["last"]))


@dataclass(frozen=True)
class CountyMonth:
    """What the outlets of one county carried in a span, and by which rules it reaches its townships."""

    county: int
    start: dt.date
    end: dt.date
    placements: list[Placement]
    zeros: frozenset[str]
    book: RuleBook

    @classmethod
    def of(cls, place: Place, start: dt.date, end: dt.date) -> "CountyMonth":
        """Read it for the county in which `place` lies, in four queries."""
        first = county_code(place)
        here = Q(outlet__unit__place__code__gte=first, outlet__unit__place__code__lt=first + 10**6)
        standing = Placement.objects.standing().running(start, end).filter(here).select_related("outlet").order_by("id")
        placements = list(standing)
        filed = MonthlyReport.objects.filter(place__code=first, month=start).exclude(subject=MonthlyReport.OUTREACH)
        zeros = frozenset(filed.values_list("subject", flat=True))
        return cls(first, start, end, placements, zeros, rule_book(p.outlet_id for p in placements))

    def channel_cells(self, township: Place) -> dict[tuple[str, str], Numbers]:
        """Return one cell per channel: the proved placements that reach the township, and those without a proof.

        The channel was reported when any outlet of the county entered something for it: then 0 means not reached.
        """
        cells = {}
        for key in NATIVE_UNITS:
            own = [p for p in self.placements if p.outlet.channel == key]
            cells[str(Dimension.CHANNEL), key] = self._cell(key, own, township)
        return cells

    def _cell(self, key: str, own: list[Placement], township: Place) -> Numbers:
        cell = blank(state_of(len(own), zero_filed=key in self.zeros), None)
        ruled = [(placement, self.book.rule_for(placement, self.start)) for placement in own]
        reaching = [(p, rule) for p, rule in ruled if self.book.reaches(rule, township.pk)]
        counted = [(p, rule) for p, rule in reaching if p.proof_kind]
        cell["events"] = len(counted)
        cell["amount"] = sum(placement.amount(self.start, self.end) for placement, _ in counted)
        cell["unproven"] = len(reaching) - len(counted)
        cell["rules"] = " ".join(str(rule) for rule in sorted({rule for _, rule in counted if rule}))[:200]
        return cell
