"""What does a table of figures mean, line by line, and which of its lines contradict each other or the register?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count as CountOf

from campaign_site.places.figure_changes import Changes, Wanted
from campaign_site.places.figure_sheet import FIGURES, INDICATORS
from campaign_site.places.finding import Finder, NotFound, Said
from campaign_site.places.models import Denominator, Level, Place
from campaign_site.sheets_sent.plans import Plan
from campaign_site.tables_in.cells import Code, WrongCell
from campaign_site.tables_in.declared import Row
from campaign_site.tables_in.reading import read

MOST_QUESTIONS = 50


def plan_figures(content: bytes, seat: Place, *, today: dt.date, filename: str = "") -> Plan:
    """Return what a table of figures would change for the places under `seat`; raises UnreadableTable.

    A blank figure is no figure; a figure needs a day not after `today` and a source. Nothing is written here.
    """
    sent = read(FIGURES, content, filename=filename)
    finder = Finder(seat, said_in(sent.rows))
    faults = list(sent.faults)
    wanted = [one for row in sent.rows for one in figures_in(row, finder, today=today, faults=faults)]
    faults += contradictions(wanted)
    changes = Changes.of(wanted)
    faults += changes.clashes()
    if not wanted and not faults:
        faults.append("表里没有一个数。空着的格不会写入；请填好再传。")
    return Plan(
        lines=list(changes.lines()),
        faults=sorted(faults, key=line_of),
        questions=list(doubts(wanted))[:MOST_QUESTIONS],
        remarks=sent.remarks,
        corrects=changes.corrects(),
        write=changes.write,
    )


def line_of(fault: str) -> int:
    """Return the line a fault speaks of, the table's own faults first."""
    digits = fault.removeprefix("第 ").partition(" ")[0]
    return int(digits) if digits.isdigit() else 10**6 if fault.startswith("…") else 0


def said_in(rows: Iterable[Row]) -> Iterator[Said]:
    """Yield every place the rows name, those counted together among them."""
    for row in rows:
        yield said_by(row.values)
        for name in row.values.get("together", ()):  # type: ignore[attr-defined]
            yield named_together(name)


def said_by(values: dict[str, Any]) -> Said:
    return Said(values.get("code"), values.get("township", ""), values.get("village", ""))


def named_together(name: str, beside: Place | None = None) -> Said:
    """Return what one of the places counted together is called: a code, or a name of the level of the place beside it."""
    try:
        return Said(Code().read(name))
    except WrongCell:
        village = beside is not None and beside.parent is not None and beside.level == Level.VILLAGE
        return Said(None, beside.parent.short_name, name) if village else Said(None, name)


def figures_in(row: Row, finder: Finder, *, today: dt.date, faults: list[str]) -> Iterator[Wanted]:
    """Yield the figures of a row; what is wrong with it is added to `faults`."""
    values: dict[str, Any] = row.values
    if not any(indicator.value in values for indicator in INDICATORS):
        return
    try:
        place = finder.find(said_by(values))
        others = tuple(finder.find(named_together(name, place)) for name in values.get("together", ()))
    except NotFound as error:
        faults.append(f"第 {row.line} 行：{error}。")
        return
    if place in others or len(set(others)) < len(others):
        faults.append(f"第 {row.line} 行“合计的地方”：写了两次同一个地方，请只写其余的。")
        return
    for indicator in INDICATORS:
        if indicator.value in values:
            counted_on = values.get(f"{indicator.value}_on", values.get("counted_on"))
            source = values.get(f"{indicator.value}_source", values.get("source"))
            if said := lacks(indicator, counted_on, source, today=today):
                faults.append(f"第 {row.line} 行“{FIGURES.column(indicator.value).label}”：{said}。")
            else:
                first, *rest = sorted((place, *others), key=lambda one: one.code)
                yield Wanted(row.line, first, tuple(rest), indicator.value, values[indicator.value], counted_on, source)


def lacks(indicator: Denominator.Indicator, counted_on: dt.date | None, source: str | None, *, today: dt.date) -> str:
    """Say what a figure lacks; empty when it has all."""
    label = FIGURES.column(indicator.value).label
    if counted_on is None:
        return f"没有统计时点，请填“{label}时点”或“统计时点”"
    if counted_on > today:
        return f"统计时点 {counted_on} 还没有到，请核对年份"
    return "" if source else f"没有出处，请填“{label}出处”或“出处”"


def contradictions(wanted: list[Wanted]) -> Iterator[str]:
    """Yield where two lines give a place a figure of the same indicator and day, alone or together with others."""
    seen: dict[tuple[int, str, dt.date], Wanted] = {}
    for one in wanted:
        for place in (one.place, *one.others):
            first = seen.setdefault((place.pk, one.indicator, one.counted_on), one)
            if first is not one:
                label = FIGURES.column(one.indicator).label
                yield f"第 {one.line} 行“{label}”：{place.short_name} {one.counted_on} 的数第 {first.line} 行已经有了，请留一个。"
                break


def doubts(wanted: list[Wanted]) -> Iterator[str]:
    """Yield what a person should look at: parts that do not add up, more old people or households than people."""
    alone = {(one.place.pk, one.indicator, one.counted_on): one for one in wanted if not one.others}
    for one in alone.values():
        people = alone.get((one.place.pk, "population", one.counted_on))
        if one.indicator in ("elderly", "households") and people is not None and one.value > people.value:
            label = FIGURES.column(one.indicator).label
            yield f"第 {one.line} 行：{one.place.short_name}的{label} {one.value} 比常住人口 {people.value} 还多，请核对。"
    yield from sums(wanted)


def sums(wanted: list[Wanted]) -> Iterator[str]:
    """Yield where all places right below another are in the table and do not add up to its figure; two queries."""
    parts: dict[tuple[int, str, dt.date], list[Wanted]] = defaultdict(list)
    for one in wanted:
        if one.place.parent_id is not None:
            parts[one.place.parent_id, one.indicator, one.counted_on].append(one)
    parents = {parent for parent, _, _ in parts}
    below = dict(
        Place.objects.filter(parent__in=parents, exists_to=None)
        .values_list("parent")
        .annotate(CountOf("pk"))
        .order_by()
    )
    stored = Denominator.objects.filter(place__in=parents, shared_with=None).select_related("place")
    wholes = {(row.place_id, row.indicator, row.counted_on): (row.place, row.value) for row in stored}
    wholes |= {one.key: (one.place, one.value) for one in wanted if not one.others}
    for (parent, indicator, day), some in sorted(parts.items()):
        whole = wholes.get((parent, indicator, day))
        counted = sum(1 + len(one.others) for one in some)
        if whole is not None and counted == below.get(parent) and sum(one.value for one in some) != whole[1]:
            total = sum(one.value for one in some)
            label = FIGURES.column(indicator).label
            yield f"{whole[0].short_name}的{label}（{day}）是 {whole[1]}，下面 {counted} 个合计 {total}，差 {abs(whole[1] - total)}，请核对。"
