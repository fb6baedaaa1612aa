"""Which day does a printed date or limit mean?"""

import pytest

from campaigns.plans.circular.dates import iso_day, last_day, limit_in, limit_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016年1月23日", "2016-01-23"),
        ("二〇二三年五月九日", "2023-05-09"),
        ("二○二四年十一月三十日", "2024-11-30"),
        ("2024.2.26", "2024-02-26"),
        ("2024年2月30日", None),
    ],
)
def test_dates_in_any_print(text, day):
    assert iso_day(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022年5月31日前", "2022-05-31"),
        ("6月底前", "2024-06-30"),
        ("2月", "2024-02-29"),
        ("2020年底前", "2020-12-31"),
        ("6月1日至30日", "2024-06-30"),
        ("5月20日至6月5日", "2024-06-05"),
        ("3月、6月、9月", "2024-09-30"),
        ("2024年3月—12月", "2024-12-31"),
        ("全年", "2024-12-31"),
        ("长期坚持", None),
        ("每月25日前", None),
        ("13月底前", None),
    ],
)
def test_limits_mean_their_last_day(text, day):
    assert last_day(text, 2024) == day


def test_a_limit_without_any_year_is_no_day():
    assert last_day("6月底前", None) is None


def test_the_last_limit_of_a_sentence_counts():
    assert limit_in("6月20日前报名单，9月底前办完。") == "9月底前"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("每季度末月20日前汇总。", "每季度末月20日前"),
        ("每月巡查，6月底前建账。", "6月底前"),
        ("2027年，出台办法。", "2027年"),
        ("从2019年1月1日起实施。", None),
        ("每人每年一次。", None),
    ],
)
def test_limits_within_a_sentence(body, words):
    assert limit_in(body) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [("4月底前建立,动态更新", "4月底前"), ("长期坚持", "长期坚持"), ("3月、6月、9月", "3月、6月、9月"), ("", None)],
)
def test_a_label_gives_the_words_of_its_limit(value, words):
    assert limit_of(value) == words
