"""Disguised spellings are read as what they mean, and every sign knows where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_library.ads.normalise import normalise


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("保本保息", "保本保息"),
        ("保夲保息", "保本保息"),
        ("保 本 保 息", "保本保息"),
        ("保*本*保*息", "保本保息"),
        ("保\u200b本\u200d保\ufeff息", "保本保息"),
        ("保̶本̶", "保本"),
        ("零\n风险", "零风险"),
        ("１００％兑付", "100%兑付"),
        ("ＵＳＤＴ", "usdt"),
        ("穩賺不賠", "稳赚不赔"),
        ("稳zuan不赔", "稳赚不赔"),
        ("加徽信", "加微信"),
        ("理#财", "理财"),
        ("年囮", "年化"),
    ],
)
def test_a_disguise_is_taken_off(written: str, read: str) -> None:
    assert normalise(written).text == read


@pytest.mark.parametrize(
    "plain",
    ["投资有风险，入市须谨慎。", "本金100 元", "penguin 公司", "win-win 合作", "上半句。下半句", "甲\n\n乙"],
)
def test_plain_writing_stays_as_it_is(plain: str) -> None:
    assert normalise(plain).text.replace("\n", "") == plain.replace("\n", "").replace("，", ",")


def test_a_span_shows_the_original_spelling() -> None:
    written = "咨询：穩 zuan\u200b 不_賠，速来"
    read = normalise(written)

    start = read.text.index("不赔")

    assert written[slice(*read.span(start, start + 2))] == "不_賠"


def test_positions_count_code_points_beyond_the_basic_plane() -> None:
    written = "💰💰保夲𠮷"
    read = normalise(written)
    start = read.text.index("保本")
    assert read.span(start, start + 2) == (2, 4)


@given(
    st.text(alphabet=st.sampled_from("保夲本 息*\u200bzuan稳１％㎡\n。，ﷺ💰e\u0301"), max_size=60)
    | st.text(max_size=60)
)
def test_spans_stay_inside_and_in_order(text: str) -> None:
    read = normalise(text)

    assert len(read.text) == len(read.starts) == len(read.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(read.starts, read.ends, strict=True))
    assert list(read.starts) == sorted(read.starts)
    assert list(read.ends) == sorted(read.ends)
