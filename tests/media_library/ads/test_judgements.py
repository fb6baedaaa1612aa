"""Does the desk say what the machine took a text to be, by which words, and what a rate comes to?"""

import pytest

from media_library.ads.judgements import ASKED, SAID, looked_at
from media_library.ads.rulebook import shipped

OFFER = "养老公寓预订，一万起存，月息一分五，保本保息，加王经理微信 138****0617"


def answers(text: str, **more) -> dict[str, str]:
    return {line.asked: line.answer for line in looked_at(text, **more).lines}


def test_an_offer_is_told_with_its_words_and_its_rate_a_year():
    looked = looked_at(OFFER)

    assert answers(OFFER)["是什么"] == "推销"
    assert answers(OFFER)["许了什么"] == "保证的回报"
    assert answers(OFFER)["有没有风险提示"] == "没有读到"
    assert any("保本" in words for line in looked.lines for words in line.words)
    assert looked.rates == ("“月息一分五” 合年 18%",)


def test_a_warning_is_told_from_an_offer():
    assert answers("谨防非法集资，凡是承诺保本高息的都是骗局，举报电话 110。区打非办宣")["是什么"] == "提醒别人当心"


@pytest.mark.parametrize("text", ["", "\u202e", "a" * 20_000, "HELLO WORLD, buy now", "保" * 20_000])
def test_no_text_stops_it(text):
    assert len(looked_at(text).lines) == len(ASKED)


def test_every_answer_over_all_examples_has_words_of_its_own():
    texts = [example.text for rule in shipped().rules for example in (*rule.hits, *rule.misses)]
    known = {word for answers in SAID.values() for word in answers.values()}

    assert {answer for text in texts for answer in answers(text).values()} <= known
