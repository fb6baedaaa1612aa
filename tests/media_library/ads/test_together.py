"""What stands nowhere in the words, what never stands alone, what several points make together, and what speaks against."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from media_library.ads.rulebook import shipped
from media_library.ads.rules import Reading, Written, read

TODAY = date(2026, 10, 31)
LENDER = "私人放款，手续简单，来电即办，手机139****"


def reading(text: str, **given: Any) -> Reading:
    return read(Written(text, TODAY, **given), shipped())


def rules_of(seen: Reading) -> set[str]:
    return {hit.rule for hit in seen.hits if hit.counted}


def test_what_is_missing_stands_nowhere_and_shows_no_words():
    seen = reading("本司理财产品预期年化收益8.5%，十万起购，欢迎来电咨询")
    missing = next(hit for hit in seen.hits if hit.rule == "AD-R04")
    assert (missing.start, missing.end, missing.text, missing.before, missing.after) == (None, None, "", "", "")
    assert [clause.id for clause in missing.basis][0] == "AD-LAW-25-0"


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ("AD-R10", {"picture": "版面上方印国徽"}),
        ("AD-R17", {"complete": True}),
        ("AD-R46", {"carrier": "短信", "complete": True}),
        ("AD-R48", {"place": "县二小校内橱窗"}),
        ("AD-R49", {"place": "国道边电线杆"}),
    ],
)
def test_rules_about_picture_place_and_carrier_are_silent_without_them(rule, given):
    text = "股票老师带单，稳赚，加微信详谈"
    assert rule in rules_of(reading(text, **given))
    assert rule not in rules_of(reading(text))


def test_weak_signs_never_make_suspect_alone():
    weak = reading("某某消费金融有限公司个人贷款，年利率36%，欢迎来电咨询", carrier="sms", complete=True)
    assert {"AD-R40", "AD-R46"} <= rules_of(weak)
    assert (weak.suspect, weak.severity) == (False, None)
    assert 0 < weak.score < 0.3


def test_a_lender_without_licence_and_without_name_is_suspect():
    seen = reading(LENDER, complete=True)
    assert {"AD-R37", "AD-R17"} <= rules_of(seen)
    assert next(hit for hit in seen.hits if hit.rule == "AD-R17").suspect


def test_three_elements_together_are_critical_unless_only_named_people_got_it():
    text = "生态园招募投资人，保本保息，按季分红，咨询热线"
    open_offer, closed = reading(text), reading(text, closed_group=True)
    assert ([one.id for one in open_offer.composites], open_offer.severity) == (["AD-C01"], "critical")
    assert closed.composites == ()
    assert "CS-09" not in [signal.id for hit in closed.hits for signal in hit.counter_signals if signal.lifts]


def test_a_publisher_of_the_county_is_checked_too():
    text = "本店理财，保本保息，稳赚不赔"
    assert [one.id for one in reading(text, carrier="报纸").composites] == ["AD-C07"]
    assert reading(text, carrier="传单").composites == ()


@pytest.mark.parametrize(
    ("text", "suspect"),
    [
        ("某某银行三年期定期存款利率1.9%，存款保本保息，欢迎到网点办理", False),
        ("某某银行保本理财热销，收益有保证，欢迎到网点咨询", True),
        ("某某银行结构性存款，保本保收益，欢迎到网点咨询", True),
        ("某某银行理财零风险，欢迎到网点咨询", True),
        ("某某银行个人消费贷款，年化利率（单利）10.8%，以审批为准，欢迎咨询", False),
    ],
)
def test_a_licence_lifts_plain_deposits_only(text, suspect):
    assert reading(text).suspect is suspect


def test_hard_letters_make_a_point_one_level_less_grave():
    seen = read(Written("投资保本保息", TODAY, source="ocr"), shipped(), lambda start, end: 0.5)
    hit = next(hit for hit in seen.hits if hit.rule == "AD-R01")
    assert (hit.severity, [signal.id for signal in hit.counter_signals], hit.counted) == ("medium", ["CS-10"], True)


def test_gambling_is_a_hit_of_another_scope_and_cashing_out_is_not():
    gambling, cards = reading("百家乐真人荷官，首充送彩金"), reading("信用卡套现，空卡代还，一手操作，微信同号")
    assert ({hit.scope for hit in gambling.hits}, gambling.suspect) == ({"other"}, False)
    assert cards.suspect is True


def test_two_grave_points_outweigh_one_word_of_talk():
    assert reading("全球共享矿机，购买一台每天产币，静态收益1%，直推奖三代").suspect is True
    assert reading("为何比特币昨夜大跌？").suspect is False


def test_every_counter_signal_is_heard_by_some_rule():
    heard = {signal.id for rule in shipped().rules for signal in rule.counter}
    assert {"CS-01", "CS-02", "CS-03", "CS-04", "CS-05", "CS-06", "CS-07", "CS-08", "CS-09", "CS-10"} <= heard
