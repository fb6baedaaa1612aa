"""A pattern that could make a scan slow is refused with a sentence; a safe one names the letters it needs."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_library.ads.rulebook import shipped
from media_library.ads.rulebook.pattern_safety import anchors, pattern_safety, width


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("(a+)+b", "不限次数"),
        ("(?:保本|保)*息", "不限次数"),
        ("保.*本", "不限次数"),
        ("((?:保|本){1,9}){2,9}息", "重复里面又套着重复"),
        (r"(保)本\1", "与前面相同"),
        ("保?", "什么也不写"),
        ("", "什么也不写"),
        ("[^,]{1,30}", "没有固定的字"),
        ("(保", "读不懂"),
        ("[息-保]", "读不懂"),
        ("保.{0,300}本", "最多能找到"),
        ("保.{0,40}本.{0,40}息.{0,40}利", "数不清"),
        ("(?:保|.){40}本息", "数不清"),
        ("(?:保?.){24}本息", "数不清"),
        ("(?:保|.)" * 20 + "本息", "数不清"),
        ("(?=(?:保|.){40}本息)保", "数不清"),
        ("(?i:(?:ab|AB|.b){20})本息", "数不清"),
        ("保" * 3_000, "太长"),
        ("(" * 500 + "保" + ")" * 500, ""),
    ],
)
def test_a_dangerous_pattern_is_refused(pattern: str, says: str) -> None:
    fault = pattern_safety(pattern)
    assert says in fault
    assert bool(fault) is bool(says) or says == ""


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("保本(?:保息)?", {"保本", "保本保息"}),
        ("(?:月|年)息[一二]分", {"月息一分", "月息二分", "年息一分", "年息二分"}),
        ("(?:保证|承诺)[^,]{0,6}(?:收益|回报)", {"收益", "回报"}),
        (r"\d{1,2}%", {"%"}),
    ],
)
def test_a_safe_pattern_names_its_anchors(pattern: str, needs: set[str]) -> None:
    assert pattern_safety(pattern) == ""
    found = anchors(pattern)
    assert found == needs or {len(one) for one in found} == {2}


@given(st.text(alphabet="保本(|)[]{}0,3?*+.^$\\a", max_size=24))
def test_any_pattern_is_judged_and_what_passes_is_quick(pattern: str) -> None:
    if pattern_safety(pattern):
        return
    assert anchors(pattern)
    assert 1 <= width(pattern) <= 200
    begun = perf_counter()
    re.search(pattern, "保本" * 500 + "a" * 500)
    assert perf_counter() - begun < 5


@pytest.mark.parametrize(
    "pattern", ["(?:保本|保息|高息){2,9}", "(?:第?一期){1,3}保本", "(?:保证|承诺|确保)(?:收益|回报)"]
)
def test_alternatives_of_which_one_text_fits_one_are_safe(pattern: str) -> None:
    assert pattern_safety(pattern) == ""


def test_every_shipped_pattern_is_safe() -> None:
    patterns = [pattern for rule in shipped().rules for find in rule.finds for pattern in find.patterns]
    assert len(patterns) > 60
    assert [pattern for pattern in patterns if pattern_safety(pattern)] == []
