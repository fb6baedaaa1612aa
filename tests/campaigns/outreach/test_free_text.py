"""Which words may stand beside an event, and which numbers of private people may not?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.outreach.free_text import cleaned, complaint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "正逢赶场，散场后又来了一些人",
        "2026-10-20 15:00 到 16:30，发折页 120 份、海报 30 张",
        "两个院坝同时开，一共 380 人",
        "见渝处非发〔2026〕12 号、国发〔2015〕59 号",
        "第一排 30 40 50 60 70 80 90 人",
        "2025-2026 两年",
        "明月村塆里",
    ],
)
def test_ordinary_words_may_stand(text):
    assert complaint(text, limit=300) == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("张大爷 500234194903071234", "身份证号"),
        ("身份证50023419490307123X说的", "身份证号"),
        ("老证 500234490307123", "身份证号"),
        ("５００２３４１９４９０３０７１２３４", "身份证号"),
        ("打 13812345678 找他", "电话号码"),
        ("138 1234 5678", "电话号码"),
        ("138-1234-5678", "电话号码"),
        ("+8613812345678", "电话号码"),
        ("座机 023-52221234", "电话号码"),
        ("卡号 6222 0211 0000 1234 567", "银行卡号"),
        ("讲得好👍", "表情符号"),
        ("好✅", "表情符号"),
        ("坏\x00字", "特殊字符"),
        ("响\x07铃", "特殊字符"),
    ],
)
def test_private_numbers_and_unprintable_signs_are_refused(text, word):
    assert word in complaint(text, limit=300)


def test_a_hundred_kilobytes_are_refused_with_both_numbers():
    assert complaint("字" * 100_000, limit=300) == "写了 100000 个字，最多 300 个字。请只留要紧的。"


def test_unseen_joiners_fall_away():
    assert cleaned(" 明\u200b月\ufeff村 ") == "明月村"


@given(st.text(max_size=200))
def test_no_text_breaks_the_check(text):
    assert isinstance(complaint(cleaned(text), limit=100), str)


@given(st.integers(1, 99999), st.sampled_from(["人", "份", "户", "人次", "张"]))
def test_plain_counts_are_never_taken_for_private_numbers(number, unit):
    assert complaint(f"一共 {number} {unit}", limit=100) == ""
