"""Which rows stand in the gap list, and what does each one need to be judged at a glance?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from campaign_site.people.scoping import rows_for
from campaign_site.places.models import Place, code_number
from campaigns.coverage import gap_words
from campaigns.coverage.arithmetic import State
from campaigns.coverage.gaps import Gap, GapQuerySet, GapReason
from campaigns.coverage.measures import CoverageMeasures
from campaigns.coverage.models import ALL, Cell, Dimension, month_of, next_month
from campaigns.outreach.models import Event
from campaigns.supervision.models import GapTask

PER_PAGE = 10
MOST_NAMED = 12  # silent townships named in one sentence
MOST_CHOICES = 200  # more than any county has townships; beyond it the address still takes a code
KINDS = {"village": "村社没到", "venue": "六进没到", "audience": "重点对象没到", "channel": "媒介没到"}


@dataclass(frozen=True)
class Sieve:
    """What the address of the gap list asks for; anything not understood asks for nothing."""

    kind: str
    township: int | None
    never: str
    untasked: bool
    silent: bool

    @classmethod
    def of(cls, query: Any) -> "Sieve":
        never = query.get("why", "")
        return cls(
            kind=query.get("kind") if query.get("kind") in KINDS else "",
            township=code_number(query.get("township", "")),
            never=never if never in ("never", "stale") else "",
            untasked=query.get("untasked") == "1",
            silent=query.get("silent") == "1",
        )

    @property
    def township_text(self) -> str:
        return f"{self.township:012d}" if self.township else ""


@dataclass
class GapRow:
    """One place of the list with its sentence, its score and what was already asked."""

    gap: Gap
    rank: int
    reasons: list[GapReason]
    why: SafeString
    task: GapTask | None
    asked: int
    waiting: int
    records: str

    @property
    def labels(self) -> list[str]:
        return [gap_words.label_of(reason) for reason in self.reasons]

    @property
    def parts(self) -> list[tuple[str, int]]:
        return gap_words.parts_of(self.gap)

    @property
    def bar(self) -> list[tuple[int, float, float]]:
        return gap_words.bar_of(self.gap)


def due_month(today: dt.date) -> dt.date:
    """Return the month last due: the one that ended with or before today."""
    return month_of(month_of(today + dt.timedelta(days=1)) - dt.timedelta(days=1))


def reported(today: dt.date) -> QuerySet[Cell]:
    """Return the cells that say which townships spoke for the month last due, with events or a zero report."""
    cells = Cell.objects.filter(month=due_month(today), dimension=Dimension.VENUE, key=ALL)
    return cells.exclude(state=State.MISSING)


def silent_townships(user: Any, today: dt.date) -> QuerySet[Place]:
    """Return the townships with open gaps that said nothing: listed apart, for not told is not not gone."""
    gaps = rows_for(user, Gap.objects.open()).exclude(township__in=reported(today).values("township"))
    return Place.objects.filter(pk__in=gaps.values("township")).order_by("code")


def sifted(user: Any, sieve: Sieve, today: dt.date) -> GapQuerySet:
    """Return the open gaps the user may see and asked for, most urgent first."""
    spoken = reported(today).values("township")
    rows = rows_for(user, Gap.objects.open())
    rows = rows.exclude(township__in=spoken) if sieve.silent else rows.filter(township__in=spoken)
    reasons = GapReason.objects.open().filter(gap=OuterRef("pk"))
    if sieve.kind:
        rows = rows.filter(Exists(reasons.filter(kind=sieve.kind)))
    if sieve.never:
        rows = rows.filter(Exists(reasons.filter(last_on__isnull=sieve.never == "never")))
    if sieve.township:
        rows = rows.filter(township__code=sieve.township)
    if sieve.untasked:
        rows = rows.filter(~Exists(GapTask.objects.waiting().filter(gap=OuterRef("pk"))))
    return rows.select_related("place", "township").ranked()


def gap_page(rows: GapQuerySet, number: str | None, *, today: dt.date, measures: CoverageMeasures) -> Page:
    """Return one page whose objects are GapRows; the same number of queries for one row and for ten."""
    page = Paginator(rows, PER_PAGE).get_page(number)
    gaps = list(page.object_list)
    reasons = _by_gap(GapReason.objects.open().filter(gap__in=gaps).order_by("kind", "key"))
    tasks = _by_gap(GapTask.objects.waiting().filter(gap__in=gaps))
    month = month_of(today)
    asked = _counts(GapTask.objects.asked_in(month, next_month(month)), "township", {gap.township_id for gap in gaps})
    waiting = _counts(Event.objects.filter(state=Event.State.SUBMITTED), "place", {gap.place_id for gap in gaps})
    page.object_list = [
        GapRow(
            gap=gap,
            rank=rank,
            reasons=reasons[gap.pk],
            why=gap_words.why(gap, reasons[gap.pk], today=today, measures=measures),
            task=next(iter(tasks[gap.pk]), None),
            asked=asked.get(gap.township_id, 0),
            waiting=waiting.get(gap.place_id, 0),
            records=_records(gap, today),
        )
        for rank, gap in enumerate(gaps, start=page.start_index())
    ]
    return page


def _records(gap: Gap, today: dt.date) -> str:
    """Return where the last twelve months' records of the place are listed."""
    span = {"from": f"{today.replace(day=1, year=today.year - 1):%Y-%m}", "to": f"{today:%Y-%m}"}
    query = {"place": gap.place.code_text, "dimension": Dimension.VENUE.value, "key": ALL} | span
    return f"{reverse('coverage:records')}?{urlencode(query)}"


def _by_gap(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.gap_id].append(row)
    return found


def _counts(rows: QuerySet[Any], column: str, among: set[int]) -> dict[int, int]:
    return dict(rows.filter(**{f"{column}__in": among}).order_by().values_list(column).annotate(Count("id")))
