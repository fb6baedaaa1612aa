"""Does the whole wording speak for what no word gave away and against what is only talk, and can it be learned again?"""

import datetime as dt

import pytest

from media_library.ads.normalise import normalise
from media_library.ads.rulebook import shipped
from media_library.ads.rules import Written, read
from media_library.ads.weighing import WeightsBroken, read_weights, shipped_weights
from media_library.ads.weighing.learning import Lesson, learn
from media_library.ads.weighing.standing import RULE_OF, speaks_against
from media_library.management.commands.learn_weights import lessons_without

DAY = dt.date(2026, 11, 23)
COVERT = "我们这条街的姐妹都在做，投一份每天点几下，第二天就回来一点，带一个人再给一份"
TOLD = "民警提醒：凡在群里说“免征信、当天放款、仅需身份证”的，请直接拉黑，别交一分钱"


def seen(text: str):
    return read(Written(text, DAY), shipped())


def test_what_no_word_gives_away_stands_on_a_rule_and_a_clause():
    found = seen(COVERT)
    (hit,) = [hit for hit in found.hits if hit.suspect]
    assert hit.text == COVERT[hit.start : hit.end]
    assert hit.basis
    assert hit.score_parts["words"]
    assert 0.6 < hit.score_parts["weighed"] <= 1
    assert found.severity != "critical"


def test_a_warning_that_quotes_is_not_suspect():
    assert not seen(TOLD).suspect


@pytest.mark.parametrize("text", ["", "你好", "今天下午三点开会", "0" * 3000, "。" * 3000])
def test_nothing_is_made_of_nothing(text):
    assert not seen(text).suspect


def test_an_outright_promise_of_a_bank_stands():
    assert seen("某某银行结构性存款，保本保收益，欢迎到网点咨询").suspect


def test_county_rules_are_not_doubted():
    weighed = shipped_weights().weigh("今天下午三点开会")
    facts = {"genre": "news"}
    assert speaks_against(weighed, "AD-R12", "medium", facts)
    assert not speaks_against(weighed, "BD-1", "medium", facts)


def test_every_ground_stands_on_a_rule_of_the_book():
    known = {rule.id for rule in shipped().rules if rule.alone and not rule.scope}
    assert set(shipped_weights().heads[1:]) == set(RULE_OF)
    assert set(RULE_OF.values()) <= known


def test_the_same_lessons_give_the_same_weights_and_order_the_texts():
    lessons = [
        Lesson("本金安全月月有钱领", suspect=True, grounds=frozenset({"other"})),
        Lesson("今天小区停水", suspect=False),
    ] * 3
    first = learn(lessons)
    assert first == learn(lessons)
    weights = read_weights(first)
    assert weights.weigh("本金安全").share > 0.5 > weights.weigh("小区停水").share


def test_the_shipped_weights_are_what_the_texts_teach():
    lessons = list(lessons_without([]))
    again, kept = read_weights(learn(lessons)), shipped_weights()
    texts = [normalise(lesson.text).text for lesson in lessons[::40]]
    assert max(abs(again.weigh(text).share - kept.weigh(text).share) for text in texts) < 0.02


@pytest.mark.parametrize("data", [b"", b"suspect", b"suspect:1\n\xe4\xb8\x80\tx", b"suspect:1\n\xe4\xb8\x80\t100\t0"])
def test_a_broken_file_says_so(data):
    with pytest.raises(WeightsBroken, match="权重文件"):
        read_weights(data)
