"""What stands on the board: columns, one row per township in its own order, the county's row, the legend?"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, Max, Sum
from django.urls import reverse

from campaign_site.places.models import Place
from campaign_site.terms import vocabularies
from campaigns.coverage import board_channels, board_six
from campaigns.coverage.arithmetic import STATE_WORDS, Band, State, is_fresh, state_over
from campaigns.coverage.board_asked import Asked
from campaigns.coverage.board_cells import NOT_THERE, Square, Tally, reach_square, share_square
from campaigns.coverage.board_months import month_squares, months_between
from campaigns.coverage.gap_facts import KINDS_OF_VILLAGE, SIX
from campaigns.coverage.gaps import Gap
from campaigns.coverage.measures import CoverageMeasures
from campaigns.coverage.models import Cell, Dimension, VillageMonth, next_month
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
    villages: list["VillageRow"] = field(default_factory=list)
    is_open: bool = False
    toggle: str = ""
    expected: bool = True

    @property
    def filed_word(self) -> str:
        """What was filed; who lies outside every campaign of that month is not asked."""
        return STATE_WORDS[self.filed] if self.expected or self.filed is not State.MISSING else "不在范围"

    @property
    def fifth(self) -> bool:
        return self.order % 5 == 0

    @property
    def bands(self) -> set[Band]:
        return {square.band for square in self.squares}


@dataclass(frozen=True)
class VillageRow:
    """One village of an opened township: when it was last reached, by kind."""

    place: Place
    squares: list[Square]


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
    rows = [Row(n, place, filed.get(place.pk, State.MISSING)) for n, place in enumerate(townships, start=1)]
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
    places = Place.objects.filter(pk__in=[row.place.pk for row in rows]).filter(covered_on(asked_on))
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


def kinds(asked: Asked) -> list[tuple[str, str]]:
    """Return key and label of the six kinds of the circular, in its order."""
    return [
        (key, vocabularies.label("venue_kind", key))
        for key in vocabularies.keys("venue_kind", asked.today, edition=SIX)
    ]


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


def village_rows(township: Place, asked: Asked, measures: CoverageMeasures) -> list[VillageRow]:
    """Return the township's villages with the last counted day of each kind: fresh, stale, or never."""
    villages = asked.in_scope(Place.objects.under(township).villages().existing(asked.today)).order_by("code")
    seen = VillageMonth.objects.filter(township=township, dimension=Dimension.VENUE, last_on__lte=asked.today)
    last = {(v, k): day for v, k, day in seen.order_by().values_list("village_id", "key").annotate(Max("last_on"))}
    return [
        VillageRow(
            village,
            [_day_square(village, key, last.get((village.pk, key)), asked.today, measures) for key, _ in kinds(asked)],
        )
        for village in villages
    ]


def _day_square(village: Place, key: str, last: dt.date | None, today: dt.date, measures: CoverageMeasures) -> Square:
    if KINDS_OF_VILLAGE.get(key, village.kind) != village.kind:
        return NOT_THERE
    if last is None:
        asked_for = key in KINDS_OF_VILLAGE or key == "household"
        return Square(Band.GAP, "未到", word="缺口") if asked_for else NOT_THERE
    fresh = is_fresh(last, today, days=measures.fresh_days(key))
    text = f"{last:%m-%d}" if last.year == today.year else f"{last:%y-%m-%d}"
    return Square(Band.OK if fresh else Band.GAP, text, word="还有效" if fresh else "已过期")


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
