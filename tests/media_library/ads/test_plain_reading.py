"""Does everybody who asks get a plain reason for what the rules see, and never a verdict?"""

import datetime as dt
import re

import pytest

from media_library.ads.early_guilt import early_guilt
from media_library.ads.plain_reading import read_plainly, words_for
from media_library.ads.rulebook import shipped
from media_library.ads.rules import Written, read

TODAY = dt.date(2026, 10, 31)
JARGON = re.compile(r"规则|命中|正则|构成|认定|条款|违法|AD-|严重|得分")
HITS = [(rule.id, one.text) for rule in shipped().rules for one in rule.hits if not one.given]


@pytest.mark.parametrize("rule", [rule.id for rule in shipped().rules])
def test_every_rule_has_plain_words_of_its_own(rule):
    words = words_for(rule)

    assert words != words_for("any")
    assert all((words.head, words.say, words.fair))
    assert not JARGON.search(words.head + words.say)
    assert not early_guilt(words.head + words.say + words.fair)


@pytest.mark.parametrize(("rule", "text"), HITS)
def test_a_rules_own_example_gets_its_plain_reason(rule, text):
    reading = read_plainly(text, TODAY)
    found = read(Written(text, TODAY), shipped())
    counted = (
        {hit.rule for hit in found.hits if hit.counted} if any(h.counted and h.alone for h in found.hits) else set()
    )
    signs = {sign.rule: sign for sign in reading.signs}

    assert counted <= set(signs)
    assert all(sign.words == words_for(id) != words_for("any") for id, sign in signs.items())
    assert "".join(piece.text for piece in reading.pieces) == text
    assert {span.number for piece in reading.pieces for span in piece.spans} == {
        s.number for s in reading.signs if s.quoted
    }


@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        ("我妈被人拉去听课，说存两万每月返三百，保本保息，是真的吗？", "保本保息"),
        ("有人叫我入股养殖场，一年分红两成，本金随时退，能投吗", "入股"),
        ("邻居说投一万每月返三百，零风险，靠谱吗", "零风险"),
        ("请问一下，群里说买原始股马上上市翻十倍，可信吗？", "原始股"),
    ],
)
def test_whoever_only_asks_about_an_offer_is_answered_about_it(asked, marked):
    reading = read_plainly(asked, TODAY)

    assert marked in "".join(piece.text for piece in reading.pieces if piece.spans)
    assert "".join(piece.text for piece in reading.pieces) == asked


def test_a_friendly_word_alone_is_no_sign():
    assert read_plainly("叔叔阿姨们，周六上午社区医院来义诊，量血压，不卖东西。", TODAY).signs == ()


def test_a_countys_own_rule_falls_back_to_a_general_sentence():
    assert words_for("KZ-001").say.startswith("这样的话")


def test_a_warning_to_others_is_not_marked():
    reading = read_plainly("谨防非法集资：凡是承诺保本高息的都是骗局，千万不要参与。", TODAY)

    assert reading.signs == ()
    assert reading.warns


@pytest.mark.parametrize("text", ["", " \n", "赶场天在便民服务中心办医保，请带身份证", "\u202e保", "a" * 5000])
def test_harmless_and_odd_texts_make_no_sign(text):
    reading = read_plainly(text, TODAY)

    assert reading.signs == ()
    assert "".join(piece.text for piece in reading.pieces) == text
