"""Does the calendar agree with the State Council's notices, and do terms end on the right day?"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedules import workdays

DAYS = st.dates(date(2016, 1, 1), date(2026, 12, 31))
WORKED_WEEKENDS = {
    2016: "02-06 02-14 06-12 09-18 10-08 10-09",
    2017: "01-22 02-04 04-01 05-27 09-30",
    2018: "02-11 02-24 04-08 04-28 09-29 09-30 12-29",
    2019: "02-02 02-03 04-28 05-05 09-29 10-12",
    2020: "01-19 04-26 05-09 06-28 09-27 10-10",
    2021: "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
WEEKDAYS_OFF = {
    2016: "01-01 02-08/02-12 04-04 05-02 06-09/06-10 09-15/09-16 10-03/10-07",
    2017: "01-02 01-27/02-02 04-03/04-04 05-01 05-29/05-30 10-02/10-06",
    2018: "01-01 02-15/02-21 04-05/04-06 04-30/05-01 06-18 09-24 10-01/10-05 12-31",
    2019: "01-01 02-04/02-08 04-05 05-01/05-03 06-07 09-13 10-01/10-07",
    2020: "01-01 01-24/01-31 04-06 05-01/05-05 06-25/06-26 10-01/10-08",
    2021: "01-01 02-11/02-17 04-05 05-03/05-05 06-14 09-20/09-21 10-01/10-07",
    2022: "01-03 01-31/02-04 04-04/04-05 05-02/05-04 06-03 09-12 10-03/10-07",
    2023: "01-02 01-23/01-27 04-05 05-01/05-03 06-22/06-23 09-29/10-06",
    2024: "01-01 02-12/02-16 04-04/04-05 05-01/05-03 06-10 09-16/09-17 10-01/10-07",
    2025: "01-01 01-28/02-04 04-04 05-01/05-05 06-02 10-01/10-08",
    2026: "01-01/01-02 02-16/02-23 04-06 05-01/05-05 06-19 09-25 10-01/10-07",
}
NOTICE = """
year = {year}
source = "测试用表，不是通知原文"
[[arrangement]]
name = "元旦"
from = {year}-01-01
to = {year}-01-03
[[arrangement]]
name = "春节、清明节、劳动节、端午节"
from = {year}-05-01
to = {year}-05-04
work_on = [{worked}]
[[arrangement]]
name = "国庆节、中秋节"
from = {year}-10-01
to = {year}-10-07
"""


def year_days(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


def written_days(year: int, text: str) -> set[date]:
    days: set[date] = set()
    for part in text.split():
        first, _, last = part.partition("/")
        span = year_days(year)
        days.update(d for d in span if f"{year}-{first}" <= d.isoformat() <= f"{year}-{last or first}")
    return days


@pytest.mark.parametrize("year", WORKED_WEEKENDS)
def test_every_adjusted_day_of_a_year_agrees_with_the_notice(year: int) -> None:
    weekend_worked = {day for day in year_days(year) if day.weekday() >= 5 and workdays.is_workday(day)}
    weekday_off = {day for day in year_days(year) if day.weekday() < 5 and not workdays.is_workday(day)}

    assert weekend_worked == written_days(year, WORKED_WEEKENDS[year])
    assert weekday_off == {day for day in written_days(year, WEEKDAYS_OFF[year]) if day.weekday() < 5}


def test_spring_festival_2020_was_extended_to_the_second_of_february() -> None:
    assert not workdays.is_workday(date(2020, 2, 1))
    assert not workdays.is_workday(date(2020, 2, 2))
    assert workdays.next_workday(date(2020, 1, 23)) == date(2020, 2, 3)


@pytest.mark.parametrize(
    ("received_on", "n", "due_on"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # the Saturday before Spring Festival is worked
        (date(2026, 2, 14), 7, date(2026, 3, 3)),  # nine days off, then Saturday 28 February is worked
        (date(2026, 9, 30), 7, date(2026, 10, 15)),
        (date(2016, 1, 25), 15, date(2016, 2, 18)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),  # Sunday 4 January is worked
    ],
)
def test_a_term_in_working_days_skips_holidays_and_counts_worked_weekends(
    received_on: date, n: int, due_on: date
) -> None:
    assert workdays.due_after_workdays(received_on, n) == due_on


def test_a_term_in_calendar_days_that_ends_in_a_holiday_ends_on_the_next_working_day() -> None:
    assert workdays.due_after_days(date(2026, 7, 3), 90) == date(2026, 10, 8)
    assert workdays.due_after_days(date(2026, 7, 1), 30) == date(2026, 7, 31)


@pytest.mark.parametrize("term", [workdays.due_after_workdays, workdays.due_after_days])
def test_a_term_of_no_days_is_refused(term) -> None:
    with pytest.raises(ValueError, match="办理时限至少是 1"):
        term(date(2026, 7, 1), 0)


def test_the_due_day_lasts_until_midnight_in_shanghai() -> None:
    due_on = date(2026, 10, 31)

    assert not workdays.is_overdue(due_on, datetime(2026, 10, 31, 15, 59, tzinfo=UTC))
    assert workdays.is_overdue(due_on, datetime(2026, 10, 31, 16, 0, tzinfo=UTC))
    assert workdays.days_overdue(due_on, datetime(2026, 11, 2, 16, 0, tzinfo=UTC)) == 3


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="时区"):
        workdays.shanghai_day(datetime(2026, 10, 31, 12, 0))


def test_an_unknown_year_says_which_file_to_add() -> None:
    with pytest.raises(workdays.UnknownYear, match="schedules/holidays/2031.toml"):
        workdays.is_workday(date(2031, 5, 6))


@given(DAYS.filter(lambda day: day < date(2026, 6, 1)), st.integers(0, 60))
def test_counting_back_the_days_of_a_term_gives_the_term(day: date, n: int) -> None:
    assert workdays.workdays_between(day, workdays.add_workdays(day, n)) == n


@given(DAYS, DAYS, DAYS)
def test_spans_of_working_days_add_up(a: date, b: date, c: date) -> None:
    assert workdays.workdays_between(a, b) + workdays.workdays_between(b, c) == workdays.workdays_between(a, c)


@given(DAYS.filter(lambda day: date(2016, 2, 1) < day < date(2026, 12, 1)))
def test_the_day_before_the_next_working_day_is_never_skipped_work(day: date) -> None:
    following = workdays.next_workday(day)

    assert workdays.is_workday(following)
    assert workdays.add_workdays(following, -1) == (day if workdays.is_workday(day) else workdays.add_workdays(day, -1))


def test_a_table_adds_a_year_and_the_last_december(tmp_path: Path) -> None:
    notice = NOTICE.format(year=2031, worked="2031-05-10").replace("from = 2031-01-01", "from = 2030-12-31")
    (tmp_path / "2030.toml").write_text(NOTICE.format(year=2030, worked="2030-05-12"), encoding="utf-8")
    (tmp_path / "2031.toml").write_text(notice, encoding="utf-8")

    calendar = workdays.calendar_from(tmp_path)

    assert calendar.is_workday(date(2031, 5, 10))
    assert not calendar.is_workday(date(2030, 12, 31))
    assert calendar.is_workday(date(2030, 12, 30))


def test_a_table_replaces_the_whole_year_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "2026.toml").write_text(NOTICE.format(year=2026, worked="2026-05-10"), encoding="utf-8")

    calendar = workdays.calendar_from(tmp_path)

    assert calendar.is_workday(date(2026, 5, 10))
    assert not calendar.is_workday(date(2026, 5, 9))


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("year = 2031", "year = 2032", "与文件名相同"),
        ("year = 2031", "year =", "不是可读的 TOML"),
        ("国庆节、中秋节", "国庆节", "缺少中秋节"),
        ("to = 2031-05-04", "to = 2031-04-30", "首尾相差"),
        ("to = 2031-05-04", 'to = "五月四日"', "要写成日期"),
        ("[2031-05-10]", "[2031-05-12]", "不是周末"),
        ("[2031-05-10]", "[2031-05-03]", "同时写成了放假日"),
        ("[2031-05-10]", "2031-05-10", "日期的列表"),
        ("from = 2031-10-01", "from = 2031-10-02", "2031-10-01"),
        ("[2031-05-10]", "[2033-05-14]", "不是2031年"),
        ("[[arrangement]]", "[arrangements]", "不是可读的 TOML"),
    ],
)
def test_a_wrong_table_is_refused_with_the_line_to_mend(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    path = tmp_path / "2031.toml"
    path.write_text(NOTICE.format(year=2031, worked="2031-05-10").replace(was, becomes), encoding="utf-8")

    with pytest.raises(workdays.BrokenTable, match=says):
        workdays.read_table(path)


def test_the_tables_of_this_installation_can_be_read() -> None:
    assert set(range(2016, 2027)) <= workdays.calendar_from(workdays.TABLES).years
