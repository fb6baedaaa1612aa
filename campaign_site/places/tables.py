"""What stands in a table of places, seats or figures, and which lines of it are wrong?"""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from campaign_site.places.models import Denominator, Level, PlaceVersion, code_number

T = TypeVar("T")
MOST_FAULTS = 20


class WrongTable(ValueError):
    """A table cannot be loaded; `faults` holds one Chinese sentence per wrong line, at most twenty."""

    def __init__(self, faults: list[str], *, count: int = 0) -> None:
        """Take the sentences; `count` is how many there are when only the first were kept."""
        count = count or len(faults)
        more = f"（另有 {count - MOST_FAULTS} 处）" if count > MOST_FAULTS else ""
        self.faults = faults[:MOST_FAULTS]
        super().__init__("表格有误，没有载入：" + "".join(self.faults) + more)


@dataclass(frozen=True)
class VersionRow:
    """One place in one edition; `place` and `parent` are the codes by which the table itself calls places (its newest edition)."""

    line: int
    place: int
    level: Level
    valid_from: dt.date
    precision: str
    code: int
    name: str
    kind: str
    parent: int | None
    founded: bool


@dataclass(frozen=True)
class SeatRow:
    """Where the seat of a place lies, WGS84 degrees."""

    line: int
    place: int
    lon: float
    lat: float


@dataclass(frozen=True)
class FigureRow:
    """One counted figure of one place, or of several places together."""

    line: int
    places: tuple[int, ...]
    indicator: str
    value: int
    counted_on: dt.date
    source: str


def read_versions(lines: Iterable[str]) -> list[VersionRow]:
    """Return the rows of a CSV `place,level,valid_from,precision,code,name,kind,parent,founded`; raises WrongTable.

    `level` is province, city, county, township or village; days are ISO; `founded` is yes where the place is new in that edition.
    """
    rows = _read(lines, _version)
    faults = list(_contradictions(rows))
    if faults:
        raise WrongTable(faults)
    return rows


def read_seats(lines: Iterable[str]) -> list[SeatRow]:
    """Return the rows of a CSV `place,lon,lat,source`; raises WrongTable."""
    return _read(lines, _seat)


def read_figures(lines: Iterable[str]) -> list[FigureRow]:
    """Return the rows of a CSV `places,indicator,value,counted_on,source`, codes apart by spaces; raises WrongTable."""
    return _read(lines, _figure)


def _read(lines: Iterable[str], build: Callable[[int, dict[str, str]], T]) -> list[T]:
    rows: list[T] = []
    faults: list[str] = []
    table = csv.DictReader(lines, strict=True)
    try:
        for record in table:
            try:
                rows.append(build(table.line_num, record))
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                faults.append(f"第 {table.line_num} 行：{_reason(error)}。")
    except csv.Error as error:
        faults.append(f"第 {table.line_num} 行：不是完整的 CSV（{error}）。")
    if faults:
        raise WrongTable(faults)
    return rows


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"缺少或不认识 {error.args[0]}"
    return "有一格缺少或写法不对" if str(error).isascii() else str(error)


def _code(text: str | None) -> int:
    number = code_number(text or "")
    if number is None:
        raise ValueError(f"“{text}”不是 6、9 或 12 位区划代码")
    return number


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"“{text}”不是 2016-07-31 这样的日期") from error


def _word(text: str, most: int) -> str:
    word = text.strip()
    if not 1 <= len(word) <= most:
        raise ValueError(f"文字要有 1 到 {most} 个字，现在是“{word[:20]}”")
    return word


def _version(line: int, record: dict[str, str]) -> VersionRow:
    level = Level[record["level"].upper()]
    row = VersionRow(
        line=line,
        place=_code(record["place"]),
        level=level,
        valid_from=_day(record["valid_from"]),
        precision=PlaceVersion.Precision(record["precision"]).value,
        code=_code(record["code"]),
        name=_word(record["name"], 60),
        kind=record["kind"].strip()[:10],
        parent=_code(record["parent"]) if record["parent"] else None,
        founded=record["founded"] == "yes",
    )
    if row.place % 10 ** (12 - level):
        raise ValueError(f"代码 {row.place} 与级别“{level.label}”不符")
    return row


def _seat(line: int, record: dict[str, str]) -> SeatRow:
    row = SeatRow(line, _code(record["place"]), float(record["lon"]), float(record["lat"]))
    if not (70 < row.lon < 140 and 0 < row.lat < 60):
        raise ValueError("经纬度不在中国范围内，或前后写反了")
    return row


def _figure(line: int, record: dict[str, str]) -> FigureRow:
    return FigureRow(
        line=line,
        places=tuple(_code(code) for code in record["places"].split()) or (_code(""),),
        indicator=Denominator.Indicator(record["indicator"]).value,
        value=_count(record["value"]),
        counted_on=_day(record["counted_on"]),
        source=_word(record["source"], 200),
    )


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError(f"“{text}”不是 0 或正整数；没有数就不要写这一行")
    return int(text)


def _contradictions(rows: list[VersionRow]) -> Iterator[str]:
    """Yield what no single line shows: unknown parents, two rows for one day, a last code that is not the place's."""
    by_place: dict[int, list[VersionRow]] = {}
    for row in rows:
        by_place.setdefault(row.place, []).append(row)
    levels = {row.place: row.level for row in rows}
    for row in rows:
        if row.parent in levels and levels[row.parent] >= row.level:
            yield f"第 {row.line} 行：上级 {row.parent} 的级别不比它高。"
    for place, versions in by_place.items():
        versions.sort(key=lambda row: row.valid_from)
        for earlier, later in pairwise(versions):
            if earlier.valid_from == later.valid_from:
                yield f"第 {later.line} 行：{place} 在 {later.valid_from} 已有第 {earlier.line} 行。"
        if versions[-1].code != place:
            yield f"第 {versions[-1].line} 行：最后一版的代码应当就是 {place}。"
