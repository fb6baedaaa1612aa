"""Which days are working days in China, and on which day is something due or overdue?

The years 2004–2026 come from the package chinesecalendar, checked against the State Council's notices (tests);
later years, and any correction, come from `holidays/<year>.toml`. Days are dates in Asia/Shanghai throughout.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from chinese_calendar.constants import holidays as packaged_rest
from chinese_calendar.constants import workdays as packaged_work

TABLES = Path(__file__).parent / "holidays"
SHANGHAI = ZoneInfo("Asia/Shanghai")
SATURDAY = 5
ONE_DAY = timedelta(days=1)
LEGAL_HOLIDAYS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")


class UnknownYear(ValueError):
    """No holiday table is kept for a year; the message says in Chinese what to add."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"还没有{year}年的节假日安排，算不出工作日。请按国务院办公厅公布的通知，"
            f"添加文件 schedules/holidays/{year}.toml（格式见 schedules/holidays/README.md）。"
        )
        self.year = year


class BrokenTable(ValueError):
    """A holiday table cannot be used; the message says in Chinese which line to mend."""


@dataclass(frozen=True)
class Table:
    """One year's notice: weekdays and weekends given off, and weekend days that are worked (调休)."""

    year: int
    rest: frozenset[date]
    work: frozenset[date]


@dataclass(frozen=True)
class Calendar:
    """All kept years together."""

    years: frozenset[int]
    rest: frozenset[date]
    work: frozenset[date]

    def is_workday(self, day: date) -> bool:
        if day.year not in self.years:
            raise UnknownYear(day.year)
        return day in self.work or (day.weekday() < SATURDAY and day not in self.rest)


def read_table(path: Path) -> Table:
    """The notice written down in `<year>.toml`; raises BrokenTable with the reason."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenTable(f"{path.name} 不是可读的 TOML 文件：{error}") from error
    if str(written.get("year")) != path.stem or not written.get("source"):
        raise BrokenTable(f"{path.name} 要写 year（与文件名相同）和 source（通知的名称与文号）。")
    arrangements = _arrangements(path.name, written.get("arrangement"))
    rest = frozenset(day for each in arrangements for day in _days_off(path.name, each))
    work = frozenset(day for each in arrangements for day in _days_worked(path.name, each))
    _refuse_contradictions(path.name, written["year"], rest, work)
    return Table(written["year"], rest, work)


def _arrangements(file_name: str, written: Any) -> list[dict[str, Any]]:
    if not isinstance(written, list) or not all(isinstance(each, dict) for each in written):
        raise BrokenTable(f"{file_name} 的每项安排要写成一段 [[arrangement]]。")
    missing = [name for name in LEGAL_HOLIDAYS if not any(name in str(each.get("name")) for each in written)]
    if missing:
        raise BrokenTable(f"{file_name} 缺少{'、'.join(missing)}的安排；七个节日都要写，合并放假的写在一个 name 里。")
    return written


def _days_off(file_name: str, arrangement: dict[str, Any]) -> list[date]:
    first, last = arrangement.get("from"), arrangement.get("to")
    if type(first) is not date or type(last) is not date or not first <= last <= first + timedelta(days=15):
        raise BrokenTable(
            f"{file_name} 中{arrangement.get('name')}的 from、to 要写成日期，如 2027-01-01，首尾相差不过半月。"
        )
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _days_worked(file_name: str, arrangement: dict[str, Any]) -> list[date]:
    days = arrangement.get("work_on", [])
    if not isinstance(days, list) or not all(type(day) is date for day in days):
        raise BrokenTable(f"{file_name} 中{arrangement.get('name')}的 work_on 要写成日期的列表，如 [2027-01-09]。")
    return days


def _refuse_contradictions(file_name: str, year: int, rest: frozenset[date], work: frozenset[date]) -> None:
    """A notice speaks of its own year and, around New Year, of the last December; only weekends become working days."""
    for day in sorted(rest | work):
        if day.year != year and (day.year, day.month) != (year - 1, 12):
            raise BrokenTable(f"{file_name} 中的 {day} 不是{year}年的日期。")
    for day in sorted(work):
        if day.weekday() < SATURDAY or day in rest:
            raise BrokenTable(f"{file_name} 中 {day} 写成了上班日，但它不是周末，或同时写成了放假日。")
    for day in (date(year, 1, 1), date(year, 5, 1), date(year, 10, 1)):
        if day not in rest:
            raise BrokenTable(f"{file_name} 没有把 {day} 写成放假日，请对照通知原文。")


def calendar_from(folder: Path) -> Calendar:
    """The package's years with every table of the folder laid over; a table replaces its whole year."""
    years = {day.year for day in packaged_rest}
    rest, work = set(packaged_rest), set(packaged_work)
    for table in sorted((read_table(path) for path in folder.glob("*.toml")), key=lambda table: table.year):
        rest = ({day for day in rest if day.year != table.year} - table.work) | table.rest
        work = ({day for day in work if day.year != table.year} - table.rest) | table.work
        years.add(table.year)
    return Calendar(frozenset(years), frozenset(rest), frozenset(work))


@lru_cache(maxsize=1)
def kept_calendar() -> Calendar:
    """The calendar of this installation, read once; raises BrokenTable (the start-up check shows it)."""
    return calendar_from(TABLES)


def is_workday(day: date) -> bool:
    """Is this a working day, adjusted weekends (调休) included? Raises UnknownYear."""
    return kept_calendar().is_workday(day)


def add_workdays(day: date, n: int) -> date:
    """The n-th working day after `day`, which is itself not counted (before it when n < 0); n = 0 is `day` itself."""
    step = ONE_DAY if n > 0 else -ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_workday(day)
    return day


def next_workday(day: date) -> date:
    """The first working day after `day`."""
    return add_workdays(day, 1)


def workdays_between(a: date, b: date) -> int:
    """How many working days lie after `a`, up to and including `b`; negative when `b` is before `a`."""
    if b < a:
        return -workdays_between(b, a)
    return sum(is_workday(a + timedelta(days=n)) for n in range(1, (b - a).days + 1))


def due_after_workdays(received_on: date, n: int) -> date:
    """The last day to do something within n 工作日 of a day; that day is not counted (民法典 第二百零一条)."""
    if n < 1:
        raise ValueError("办理时限至少是 1 个工作日。")
    return add_workdays(received_on, n)


def due_after_days(received_on: date, n: int) -> date:
    """The last day of a term of n calendar days; a term ending on a day off ends on the next working day (民法典 第二百零三条)."""
    if n < 1:
        raise ValueError("办理时限至少是 1 日。")
    last = received_on + timedelta(days=n)
    return last if is_workday(last) else next_workday(last)


def shanghai_day(moment: datetime) -> date:
    """The calendar day of an aware moment in Asia/Shanghai."""
    if moment.tzinfo is None:
        raise ValueError("时刻必须带时区。")
    return moment.astimezone(SHANGHAI).date()


def days_overdue(due_on: date, moment: datetime) -> int:
    """Whole calendar days past the due day at this moment, in Asia/Shanghai; 0 while it is not overdue."""
    return max(0, (shanghai_day(moment) - due_on).days)


def is_overdue(due_on: date, moment: datetime) -> bool:
    """Is the due day over, by the calendar of Asia/Shanghai? The due day itself counts to its last minute."""
    return days_overdue(due_on, moment) > 0
