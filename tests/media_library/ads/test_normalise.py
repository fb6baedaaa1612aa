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
        ("V信:abc123", "微信:abc123"),
        ("➕V领取", "加微信领取"),
        ("提高威信", "提高威信"),
        ("加威信：abc", "加微信:abc"),
        ("禾斗技", "科技"),
        ("亻呆本亻呆息", "保本保息"),
        ("（工/禾呈/）", "(工程/)"),
        ("无抵，押，信用贷，款", "无抵押,信用贷款"),
        ("环保，本公司", "环保,本公司"),
        ("1️⃣5️⃣%", "15%"),
        ("㈠分利", "一分利"),
        ("①⑤%", "15%"),
        ("🅰股", "a股"),
        ("壹分伍", "一分五"),
        ("队伍壮大", "队伍壮大"),
        ("保a本b保c息", "保本保息"),
        ("【保】【本】保息", "保本保息"),
        ("保、本、保、息", "保本保息"),
        ("保\n本\n保\n息", "保本保息"),
        ("&#20445;本&nbsp;保息", "保本保息"),
        ("bǎo本", "保本"),
        ("蔻蔻：123456", "qq:123456"),
        ("加裙领股票", "加群领股票"),
        ("买条裙子", "买条裙子"),
        ("低息代款", "低息贷款"),
        ("时代款式", "时代款式"),
        ("年华15%", "年化15%"),
        ("1 5 %", "15%"),
        ("1O%", "10%"),
        ("2月3日4时5分", "2月3日4时5分"),
        ("ВТС", "btc"),
        ("\u202e保\u2066本", "保本"),
        ("比特毕", "比特币"),
        ("不 pei", "不赔"),
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


TRICKY = st.sampled_from("保夲本 息*\u200bzuan稳１％㎡\n。，ﷺ💰e\u0301亻言微vx信、代款裙加[]【】壹分oO5l%#2;貸贷禾急ำ")


@given(st.text(alphabet=TRICKY, max_size=60) | st.text(max_size=60))
def test_spans_stay_inside_and_in_order(text: str) -> None:
    read = normalise(text)

    assert len(read.text) == len(read.starts) == len(read.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(read.starts, read.ends, strict=True))
    assert list(read.starts) == sorted(read.starts)
    assert list(read.ends) == sorted(read.ends)


@given(st.text(alphabet=TRICKY, max_size=60))
def test_what_has_been_normalised_stays_as_it_is(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@pytest.mark.parametrize("sign", ["保", "*", "保*", "⑩", "\u200b", "1 ", "[保]", "保,", "&amp;"])
def test_a_sign_repeated_without_end_is_read_once_through(sign: str) -> None:
    read = normalise(sign * 20_000)
    assert len(read.text) == len(read.starts) <= 40_000
