"""What stands on the board: columns, one row per township in its own order, the county's row, the legend?"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, Sum
from django.urls import reverse

from campaign_site.places.models import Place
from campaigns.coverage import board_channels, board_six
from campaigns.coverage.arithmetic import STATE_WORDS, Band, State, state_over
from campaigns.coverage.board_asked import Asked
from campaigns.coverage.board_cells import NOT_THERE, Square, Tally, reach_square, share_square
from campaigns.coverage.board_ended import endings
from campaigns.coverage.board_months import month_squares, months_between
from campaigns.coverage.board_six import kinds
from campaigns.coverage.board_villages import VillageRow, village_rows
from campaigns.coverage.gap_facts import KINDS_OF_VILLAGE
from campaigns.coverage.gaps import Gap
from campaigns.coverage.measures import CoverageMeasures
from campaigns.coverage.models import Cell, Dimension, next_month
from campaigns.placements.models import NATIVE_UNITS, Channel
from campaigns.plans.running import covered_on


@dataclass(frozen=True)
class Column:
    """One column of the board."""

    key: str
    label: str
    unit: str = ""
    estimate: bool = False


@dataclass
class Row:
    """One township: its place in the order, what it filed for the last month due, its squares and open gaps."""

    order: int
    place: Place
    filed: State
    squares: list[Square] = field(default_factory=list)
    gaps: int = 0
    villages: list[VillageRow] = field(default_factory=list)
    is_open: bool = False
    toggle: str = ""
    expected: bool = True
    ended: str = ""

    @property
    def name(self) -> str:
        """What the township is called, and when it ended if it did."""
        return f"{self.place.short_name}（{self.ended}）" if self.ended else self.place.short_name

    @property
    def filed_word(self) -> str:
        """What was filed; who lies outside every campaign of that month is not asked."""
        if self.expected or self.filed is not State.MISSING:
            return STATE_WORDS[self.filed]
        return "已撤销" if self.ended else "不在范围"

    @property
    def fifth(self) -> bool:
        return self.order % 5 == 0

    @property
    def bands(self) -> set[Band]:
        return {square.band for square in self.squares}


@dataclass
class Board:
    """Everything one screen, print or export of the board shows."""

    asked: Asked
    columns: list[Column]
    rows: list[Row]
    total: list[Square]
    reach: list[board_channels.CountyReach] = field(default_factory=list)
    summed: str = ""
    filed: str = ""
    gaps: int = 0

    @property
    def legend(self) -> list[tuple[Band, int]]:
        counted = Counter(square.band for row in self.rows for square in row.squares if square is not NOT_THERE)
        return [(one, counted[one]) for one in Band]

    def groups(self) -> list[list[Row]]:
        """Return the rows five by five, as they are printed."""
        return [self.rows[at : at + 5] for at in range(0, len(self.rows), 5)]


def build(asked: Asked, measures: CoverageMeasures) -> Board:
    """Return the board; the same number of queries for one township and for forty."""
    townships = list(asked.townships())
    filed = dict(_filed(asked))
    ended = endings(townships)
    rows = [
        Row(n, place, filed.get(place.pk, State.MISSING), ended=ended.get(place.pk, ""))
        for n, place in enumerate(townships, start=1)
    ]
    _count_gaps(rows)
    _say_expected(rows, asked)
    board = {"six": _six, "chan": _channels, "months": _months}[asked.tab](asked, rows, measures)
    for row in rows:
        row.is_open = asked.tab == "six" and row.place.code_text == asked.opened
        row.toggle = asked.address(open=None if row.is_open else row.place.code_text)
        row.villages = village_rows(row.place, asked, measures) if row.is_open else []
    wanted_of = [row for row in rows if row.expected]
    board.filed = f"{sum(row.filed is not State.MISSING for row in wanted_of)}/{len(wanted_of)}"
    board.gaps = sum(row.gaps for row in rows)
    if asked.only:
        wanted = {Band.GAP, Band.VOID} if asked.only == "gap" else {Band.VOID}
        board.rows = [row for row in rows if row.bands & wanted]
    return board


def _filed(asked: Asked) -> Iterable[tuple[int, State]]:
    code = {"township__code__gte": asked.county.code, "township__code__lt": asked.county.code_end}
    cells = Cell.objects.filter(**code, month=asked.report_month, dimension=Dimension.VENUE, key="all")
    return ((township, State(state)) for township, state in cells.values_list("township_id", "state"))


def _say_expected(rows: list[Row], asked: Asked) -> None:
    """A report of the last month due is expected of the townships that a campaign of that month covers."""
    if asked.campaign is not None:
        return
    asked_on = next_month(asked.report_month) - dt.timedelta(days=1)
    places = Place.objects.filter(pk__in=[row.place.pk for row in rows]).filter(covered_on(asked_on)).existing(asked_on)
    expected = set(places.values_list("pk", flat=True))
    for row in rows:
        row.expected = row.place.pk in expected


def _count_gaps(rows: list[Row]) -> None:
    places = [row.place.pk for row in rows]
    by = Gap.objects.open().filter(township__in=places).order_by().values_list("township_id")
    gaps = dict(by.annotate(Count("id")))
    for row in rows:
        row.gaps = gaps.get(row.place.pk, 0)


def records_url(place: Place, asked: Asked, dimension: str, key: str) -> str:
    """Return where the records behind a number are listed."""
    span = {"from": f"{asked.first:%Y-%m}", "to": f"{asked.last:%Y-%m}"}
    query = {"place": place.code_text, "dimension": dimension, "key": key} | span
    return f"{reverse('coverage:records')}?{urlencode(query)}"


def _six(asked: Asked, rows: list[Row], measures: CoverageMeasures) -> Board:
    found, states = board_six.tallies(asked, [row.place for row in rows])
    columns = [Column(key, label, board_six.UNITS.get(key, ""), key == "household") for key, label in kinds(asked)]
    totals = {column.key: Tally() for column in columns}
    for row in rows:
        state = state_over(states.get(row.place.pk, []))
        for column in columns:
            tally = found[row.place.pk, column.key]
            if column.key in KINDS_OF_VILLAGE and not tally.total:
                row.squares.append(NOT_THERE)
                continue
            url = records_url(row.place, asked, "venue", column.key)
            row.squares.append(share_square(tally, state, measures, records=url, percent=column.estimate))
            if state is not State.MISSING:
                totals[column.key].add(tally)
    if len(rows) < 2:
        return Board(asked, columns, rows, [])
    spoken = State.REPORTED if any(states.values()) else State.MISSING
    total = []
    for column in columns:
        url = records_url(asked.county, asked, "venue", column.key) if asked.whole_county else ""
        total.append(share_square(totals[column.key], spoken, measures, records=url, percent=column.estimate))
    return Board(asked, columns, rows, total, summed="全区" if asked.whole_county else "所列镇街")


def _channels(asked: Asked, rows: list[Row], measures: CoverageMeasures) -> Board:
    found = board_channels.reaches(asked)
    columns = [Column(key, Channel(key).label, unit) for key, unit in NATIVE_UNITS.items()]
    for row in rows:
        for column in columns:
            reach = found[row.place.pk, column.key]
            url = records_url(row.place, asked, "channel", column.key)
            row.squares.append(
                reach_square(
                    events=reach.events, amount=reach.amount, unproven=reach.unproven, state=reach.state, records=url
                )
            )
    return Board(asked, columns, rows, [], board_channels.county_reach(asked, [row.place for row in rows], found))


def _months(asked: Asked, rows: list[Row], measures: CoverageMeasures) -> Board:
    months = months_between(asked)
    found = month_squares(asked, months)
    for row in rows:
        row.squares = [found.get((row.place.pk, month), Square(Band.VOID)) for month in months]
    return Board(asked, [Column(f"{month:%Y-%m}", f"{month:%y-%m}", "场") for month in months], rows, [])


def trend(asked: Asked) -> list[tuple[str, dict[dt.date, int]]]:
    """Return for each of the six kinds how many events the county's townships held, month by month, where any spoke."""
    code = {"township__code__gte": asked.county.code, "township__code__lt": asked.county.code_end}
    cells = Cell.objects.filter(
        **code, month__gte=months_between(asked)[0], month__lte=asked.last, dimension=Dimension.VENUE
    )
    if asked.campaign is not None:
        cells = cells.filter(township__in=asked.townships().order_by().values("pk"))
    by = cells.exclude(state=State.MISSING).order_by().values_list("key", "month").annotate(Sum("events"))
    found: dict[str, dict[dt.date, int]] = {}
    for key, month, events in by:
        found.setdefault(key, {})[month] = events
    return [(label, found.get(key, {})) for key, label in kinds(asked)]
