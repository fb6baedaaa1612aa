"""What a county writes is checked before it is kept: words, patterns, examples, clauses."""

import datetime as dt

import pytest

from media_library.ads.county.content import as_rule, faults, wrong_examples
from media_library.ads.rulebook import shipped
from tests.media_library.ads.county.writing import content

DAY = dt.date(2026, 10, 20)


def test_a_sound_rule_has_no_faults_and_its_examples_hold():
    assert faults(content(), shipped()) == {}
    assert wrong_examples(as_rule("CW-1", content(), shipped()), shipped(), DAY) == ()


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"words": ["钱"]}, "words", "太短"),
        ({"words": ["１"]}, "words", "太短"),
        ({"words": [f"认养果树{n}" for n in range(5000)]}, "words", "写了 5000 个词"),
        ({"words": ["果" * 31]}, "words", "太长"),
        ({"words": []}, "words", "至少写一个词"),
        ({"words": [], "patterns": ["(果+)+$"]}, "patterns", "不限次数"),
        ({"words": [], "patterns": ["[一-龥]{1,20}"]}, "patterns", "固定的字"),
        ({"words": [], "patterns": ["果[一-龥]{0,9}"]}, "patterns", "太宽"),
        ({"words": [], "patterns": ["((a{0,9}){0,9}){0,9}b"]}, "patterns", "不能用"),
        ({"words": [], "patterns": ["认养("]}, "patterns", "读不懂"),
        ({"patterns": ["认养果树"] * 21}, "patterns", "最多 20 条"),
        ({"words": ["欢迎", "公告", "警惕", "报名"]}, "words", "太宽"),
        ({"basis": []}, "basis", "至少选一条"),
        ({"basis": ["NO-SUCH"]}, "basis", "不在条款表"),
        ({"severity": "grave"}, "severity", "级别"),
        ({"innocent": []}, "innocent", "正常的解释"),
        ({"hits": ["只有一句"]}, "hits", "至少要 2 句"),
        ({"misses": ["同一句", "同一句"]}, "misses", "各不相同"),
        ({"misses": ["长" * 501, "短"]}, "misses", "太长"),
    ],
)
def test_a_fault_names_its_field(changed, field, told):
    assert told in faults(content(**changed), shipped())[field][0]


def test_an_example_that_does_not_come_out_is_told():
    rule = as_rule("CW-1", content(hits=["本店卖柑橘", "柑橘园认养，欢迎来电"]), shipped())
    assert wrong_examples(rule, shipped(), DAY) == ("应当标出，没有标：本店卖柑橘",)


def test_words_are_found_in_disguise_and_only_beside_what_they_need():
    rule = as_rule(
        "CW-1", content(words=["認養果樹"], needs=["分红"], hits=["认#养果樹，分红", "认养果树，年年分红"]), shipped()
    )
    assert wrong_examples(rule, shipped(), DAY) == ()
    alone = as_rule("CW-1", content(words=["认养果树"], needs=["分红"], misses=["认养果树，体验农事"]), shipped())
    assert wrong_examples(alone, shipped(), DAY) == ("应当标出，没有标：柑橘园认养，一年分红一次，欢迎来电",)
