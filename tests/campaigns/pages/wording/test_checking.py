"""Are wrong and stale words seen, and right ones left alone?"""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.pages.wording.checking import articles, check, rules

HERE = Path(__file__).parent
ROOT = HERE.parents[3]
PLANTED = [line.split("|") for line in (HERE / "planted.txt").read_text(encoding="utf-8").splitlines()]
CORRECT = (HERE / "correct.txt").read_text(encoding="utf-8").splitlines()


def our_sentences() -> list[str]:
    """Sentences the product itself shows: its first cases, its handbook, what the rules say to reviewers."""
    folders = ["campaigns/pages/*.toml", "docs/*.md", "README.zh-CN.md", "campaigns/demo/*.toml"]
    paths = [path for folder in folders for path in sorted(ROOT.glob(folder)) if path.name != "ads.toml"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    text = re.sub(r"`[^`]*`[，、 ]*|\([^)]*\)|<[^>]*>|[*_#|>【】\[\]\"]", "", text)
    return list(dict.fromkeys(re.findall(r"[\u4e00-\u9fff][^。！？；\n]{7,120}", text)))


@pytest.mark.parametrize(("rule", "marked"), PLANTED, ids=[f"{n}-{rule}" for n, (rule, _) in enumerate(PLANTED)])
def test_a_planted_mistake_is_found_where_it_stands(rule, marked):
    start, end = marked.index("【"), marked.index("】") - 1
    text = marked.replace("【", "").replace("】", "")
    assert [f.rule for f in check(text) if f.start < end and start < f.end] == [rule]


@pytest.mark.parametrize("sentence", CORRECT)
def test_a_correct_sentence_is_left_alone(sentence):
    assert [(f.rule, f.text) for f in check(sentence)] == []


def test_of_three_hundred_correct_sentences_at_most_three_are_doubted():
    sentences = [*CORRECT, *our_sentences()]
    doubted = [s for s in sentences if check(s)]
    assert len(sentences) >= 300
    assert len(doubted) <= 3, doubted


def test_every_rule_says_why_and_what_instead():
    assert [rule.id for rule in rules() if not (rule.why and rule.write)] == []
    assert len({rule.id for rule in rules()}) == len(rules())
    assert {rule for rule, _ in PLANTED} >= {rule.id for rule in rules()}
    assert articles()


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_no_day_of_the_calendar_is_called_impossible(day):
    assert check(f"活动定在{day.year}年{day.month}月{day.day}日。") == ()


@given(st.text(max_size=200))
def test_any_text_is_answered_with_stretches_of_it(text):
    assert all(text[f.start : f.end] == f.text for f in check(text))


def test_a_long_text_is_answered_quickly_enough_to_wait_for():
    assert check("防范非法集资，" * 20_000) == ()
