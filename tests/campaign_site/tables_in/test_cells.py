"""Is a cell read as the office meant it, and refused with the way to mend it?"""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign_site.tables_in.cells import Choice, Code, Count, Day, Phone, Word, WrongCell, is_blank

JUNE = dt.date(2026, 6, 15)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *(
            (0, 0),
            ("0", 0),
            (1234.0, 1234),
            ("1,234", 1234),
            ("１，２３４", 1234),
            (" 1234 户", 1234),
            ("3.2万", 32000),
        ),
        *(("12万户", 120000), ("'56", 56), ("1.2亿", 120_000_000), ("5千", 5000)),
    ],
)
def test_a_count_is_read_as_offices_write_it(cell, value) -> None:
    assert Count("户").read(cell) == value


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        *(
            ("-3", "负数"),
            ("1.5", "整数"),
            ("约300", "不是数"),
            ("1.2E+5", "科学记数"),
            (JUNE, "格式改成"),
            (True, "要写数"),
        ),
        *(("99999999999", "太大"), ("３００多", "不是数"), ("1/0", "不是数")),
    ],
)
def test_a_wrong_count_says_how_to_mend_it(cell, says) -> None:
    with pytest.raises(WrongCell, match=says):
        Count("户").read(cell)


@pytest.mark.parametrize(
    "cell",
    [
        *(JUNE, dt.datetime(2026, 6, 15, 8), 46188.0, "46188", "2026-06-15", "2026/6/15", "2026.6.15", "20260615"),
        *(
            "2026年6月15日",
            "２０２６年６月１５日",
            "二〇二六年六月十五日",
            "2026-06-15 00:00:00",
            "2026年 6月 15日",
            20260615.0,
        ),
    ],
)
def test_a_day_is_read_in_every_way_it_is_written(cell) -> None:
    assert Day().read(cell) == JUNE


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_reads_back_from_every_form(day) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    forms = (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}", float(serial))
    assert {Day().read(form) for form in forms} == {day}


@pytest.mark.parametrize(
    ("cell", "says"),
    [("2026-02-30", "没有“2026-02-30”这一天"), ("2026年13月1日", "没有"), ("六月", "不是日期"), ("2026年6月", "不是日期"), ("1026-01-01", "年份不对"), (True, "不是日期")],
)  # fmt: skip
def test_an_impossible_day_is_refused(cell, says) -> None:
    with pytest.raises(WrongCell, match=says):
        Day().read(cell)


def test_a_day_of_another_year_than_the_sheets_is_doubted() -> None:
    assert "不在本表的 2025 年" in Day("later").doubt(JUNE, 2025)
    assert Day("later").doubt(dt.date(2024, 12, 31), 2025) == ""
    assert "不在本表的 2025 年" in Day("any").doubt(dt.date(2024, 12, 31), 2025)
    assert Day("later").doubt(JUNE, None) == Day().doubt(JUNE, 2025) == ""


@pytest.mark.parametrize("cell", ["500154101000", 500154101000.0, "500154101", "５００１５４１０１０００", " 500154 101000", "500154101000.0"])  # fmt: skip
def test_a_code_is_read_whole(cell) -> None:
    assert Code().read(cell) == 500154101000


@pytest.mark.parametrize(
    ("cell", "says"), [("5.00154E+11", "科学记数.*文本"), ("50015410100", "现在 11 位"), ("汉丰", "区划代码"), ("000154101000", "区划代码")]
)  # fmt: skip
def test_a_mangled_code_says_what_excel_did(cell, says) -> None:
    with pytest.raises(WrongCell, match=says):
        Code().read(cell)


def test_only_an_office_telephone_is_taken() -> None:
    assert [Phone().read(cell) for cell in ("023-52212345", "（023）52212345", "52212345转12")] == ["023-52212345", "02352212345", "52212345-12"]  # fmt: skip
    for mobile in ("13912345678", 13912345678.0, "139-1234-5678"):
        with pytest.raises(WrongCell, match="手机号"):
            Phone().read(mobile)


def test_words_choices_and_blanks() -> None:
    assert Word(6).read(" 第一　镇\n") == "第一 镇"
    with pytest.raises(WrongCell, match="最多 2 个字"):
        Word(2).read("第一镇")
    with pytest.raises(WrongCell, match="可选：镇、乡"):
        Choice({"镇": "a", "乡": "b"}).read("街道")
    assert [is_blank(cell) for cell in ("", None, " — ", "/", 0, "0", "零")] == [True] * 4 + [False] * 3
