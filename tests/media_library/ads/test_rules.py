"""The rules mark what their own examples say, explain it, and keep quiet where a person would."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_library.ads.rulebook import Example, Rule, shipped
from media_library.ads.rules import MOST_HITS, Reading, Written, read

TODAY = date(2026, 10, 31)
HITS = [(rule, example) for rule in shipped().rules for example in rule.hits]
MISSES = [(rule, example) for rule in shipped().rules for example in rule.misses]


def reading(text: str, on: date = TODAY, speaker: str = "", **given: Any) -> Reading:
    return read(Written(text, on, speaker=speaker, **given), shipped())


def names(pairs: list[tuple[Rule, Example]]) -> list[str]:
    return [f"{rule.id}: {example.text[:18]}" for rule, example in pairs]


@pytest.mark.parametrize(("rule", "example"), HITS, ids=names(HITS))
def test_a_rule_marks_its_examples(rule: Rule, example: Example) -> None:
    hits = [hit for hit in reading(example.text, **dict(example.given)).hits if hit.rule == rule.id and hit.counted]
    assert example.marked in [hit.text for hit in hits]
    assert all(hit.basis for hit in hits)


@pytest.mark.parametrize(("rule", "example"), MISSES, ids=names(MISSES))
def test_a_rule_lets_its_counter_examples_pass(rule: Rule, example: Example) -> None:
    seen = reading(example.text, **dict(example.given))
    assert [hit.text for hit in seen.hits if hit.rule == rule.id and hit.counted] == []


def test_a_hit_shows_where_it_stands_and_on_what_it_rests() -> None:
    text = "诚邀乡亲：入股养殖，穩 zuan不賠，名额仅二十户。"

    hit = next(hit for hit in reading(text).hits if hit.rule == "AD-R02")

    assert (hit.rule, hit.text, text[hit.start : hit.end]) == ("AD-R02", "穩 zuan不賠", "穩 zuan不賠")
    assert (hit.before, hit.after) == ("诚邀乡亲：入股养殖，", "，名额仅二十户。")
    assert [clause.label for clause in hit.basis][0] == "《广告法》第二十五条第（一）项"
    assert hit.score_parts == {"points": 0.6, "confidence": 1.0, "counter": 1.0, "total": 0.6}


def test_a_warning_keeps_its_hits_for_spot_checks_without_counting_them() -> None:
    seen = reading("凡是承诺保本高息的投资，都是骗局。")
    assert [(hit.text, [s.id for s in hit.counter_signals], hit.score) for hit in seen.hits] == [
        ("保本高息", ["CS-01"], 0)
    ]
    assert (seen.suspect, seen.severity, seen.score) == (False, None, 0)


def test_what_is_lifted_never_crowds_out_what_counts() -> None:
    seen = reading("我们不承诺保本高息。" * 60 + "本店理财，保本高息，欢迎来电。")
    counted = [hit for hit in seen.hits if hit.rule == "AD-R01" and hit.counted]
    assert [hit.before[-5:] for hit in counted] == ["本店理财，"]
    assert len([hit for hit in seen.hits if hit.rule == "AD-R01" and not hit.counted]) == MOST_HITS


@pytest.mark.parametrize("harmless", ["本季收益见公告。", "街上环保本周查。"], ids=["an anchor", "an excepted word"])
def test_harmless_repeats_up_front_hide_no_later_promise(harmless: str) -> None:
    seen = reading(harmless * 300 + "养殖项目诚邀入股，保证每年收益，保本。")
    assert [hit.text for hit in seen.hits if hit.rule == "AD-R01"] == ["保证每年收益", "保本"]


def test_a_warning_word_does_not_cover_an_offer() -> None:
    seen = reading("谨防假冒！本店理财保本保息，名额有限，欲购从速，不是骗局。")
    assert [hit.text for hit in seen.hits if hit.counted] == ["保本保息"]


def test_an_office_may_speak_in_its_own_name() -> None:
    text = "政府支持项目有没有，先打电话问一问，再投资。"
    assert reading(text, speaker="某县打非办").suspect is False
    assert reading(text, speaker="某某投资咨询公司").suspect is True


@pytest.mark.parametrize(
    ("on", "laws"),
    [
        (date(2026, 1, 1), {"AD-LAW-25-1", "SAIC-61-2", "SAIC-190-NO-RISK", "PBC-316-3-5"}),
        (date(2021, 4, 28), {"AD-LAW-2015-25-1", "SAIC-61-2", "SAIC-190-NO-RISK", "PBC-316-3-5"}),
        (date(2016, 4, 12), {"AD-LAW-2015-25-1", "SAIC-190-NO-RISK"}),
        (date(2015, 8, 31), {"SAIC-190-NO-RISK"}),
    ],
)
def test_the_law_of_the_advertisements_day_counts(on: date, laws: set[str]) -> None:
    (hit,) = reading("投资保本保息", on).hits
    assert {clause.id for clause in hit.basis} == laws


def test_without_a_law_in_force_there_is_no_hit() -> None:
    assert reading("投资保本保息", date(2007, 6, 1)).hits == ()


def test_doubtful_letters_weigh_less() -> None:
    seen = read(Written("投资保本保息", TODAY, source="ocr"), shipped(), lambda start, end: 0.5)
    assert (seen.hits[0].source, seen.hits[0].confidence, seen.score) == ("ocr", 0.5, 0.3)


def test_several_points_raise_the_score_below_one() -> None:
    seen = reading("政府扶持项目，保本保息，稳赚不赔，加入就分红。")
    assert ([hit.rule for hit in seen.hits], seen.score) == (["AD-R09", "AD-R32", "AD-R01", "AD-R02"], 0.968)


def test_a_word_repeated_without_end_is_marked_fifty_times() -> None:
    seen = reading("保本" * 10_000)
    assert (len(seen.hits), seen.suspect, seen.score) == (50, True, 1)


@given(
    st.text(alphabet=st.sampled_from("保本息零风险稳赚不赔政府项目投资理财，。“”不是骗局 *\u200b穩zuan"), max_size=80)
)
def test_every_hit_is_a_stretch_of_the_original(text: str) -> None:
    for hit in reading(text).hits:
        assert text[hit.start : hit.end] == hit.text != ""
        assert text.startswith(hit.before + hit.text + hit.after, hit.start - len(hit.before))
