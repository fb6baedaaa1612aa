"""Which words does a person choose from, and do old statistics survive another edition's view?"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import given
from hypothesis import strategies as st

from campaign_site import terms
from campaign_site.terms.models import Term
from campaign_site.terms.seed import load_terms, seed_terms

SIX = ["gov_organ", "factory", "school", "household", "community", "village_town"]
COUNTS = st.dictionaries(st.sampled_from([*SIX, "outlet", "market_day"]), st.integers(0, 10_000))


@pytest.fixture
def words(db: None) -> None:
    load_terms()


def test_the_six_venue_kinds_stand_in_the_order_of_the_circular_and_outlets_came_later(words: None) -> None:
    assert terms.keys("venue_kind", dt.date(2016, 5, 1)) == SIX
    assert terms.keys("venue_kind") == [*SIX, "outlet"]
    assert terms.keys("venue_kind", edition="六进2016") == SIX
    assert list(Term.objects.of("venue_kind").values_list("key", flat=True)) == [*SIX, "outlet"]


def test_the_same_venue_kind_is_called_differently_in_each_edition(words: None) -> None:
    assert terms.label("venue_kind", "village_town") == "进村镇"
    assert terms.label("venue_kind", "village_town", "五进2021") == "进农村"
    assert terms.label("venue_kind", "village_town", "七进") == "进农村"
    assert terms.label("venue_kind", "never-heard-of") == "never-heard-of"


def test_every_recorded_venue_kind_has_its_place_in_every_view(words: None) -> None:
    for edition in ("五进2021", "七进"):
        assert set(terms.view("venue_kind", edition)) == set(terms.keys("venue_kind"))


def test_switching_to_the_five_shows_fewer_columns_and_the_same_total(words: None) -> None:
    counts = dict.fromkeys([*SIX, "outlet"], 10)

    five = terms.seen_as(counts, terms.view("venue_kind", "五进2021"))

    assert {group.label: count for group, count in five.items()} == {
        "进社区": 10,
        "进农村": 10,
        "进校园": 10,
        "进单位": 20,
        "进机构网点": 10,
        "未列入五进（进家庭）": 10,
    }


@given(COUNTS)
def test_no_view_loses_or_invents_a_count(counts: dict[str, int]) -> None:
    groups = {t.key: terms.Group(t.parent_key, t.label) for t in seed_terms() if t.edition == "五进2021"}

    assert sum(terms.seen_as(counts, groups).values()) == sum(counts.values())


def test_the_circulars_six_channels_carry_every_carrier_or_it_stands_outside(words: None) -> None:
    channels = terms.keys("channel")

    assert [terms.label("channel", key) for key in channels] == ["电视", "广播", "报刊", "网络", "电信", "公共交通设施"]
    assert {terms.parent("carrier", key) for key in terms.keys("carrier")} == {*channels, ""}
    assert terms.parent("carrier", "village_broadcast") == "radio"


def test_seven_risk_fields_three_content_kinds_three_ways_to_count_heads(words: None) -> None:
    assert [len(terms.keys(name)) for name in ("risk_field", "content_kind", "count_method")] == [7, 3, 3]
    assert terms.choices("count_method") == [("signed", "签到"), ("counted", "清点"), ("estimated", "估计")]


def test_a_word_the_office_replaced_keeps_its_old_days_and_is_not_loaded_again(words: None) -> None:
    change = dt.date(2027, 1, 1)
    Term.objects.filter(vocabulary="audience", key="self_employed").update(valid_to=change)
    Term.objects.create(
        vocabulary="audience", key="self_employed", label="个体工商户", edition="2027", valid_from=change, position=5
    )

    assert load_terms() == 0
    assert terms.label("audience", "self_employed") == "个体工商户"
    assert terms.label("audience", "self_employed", "2016") == "个体户"
    assert terms.keys("audience", dt.date(2026, 12, 31)) == terms.keys("audience", change)


def test_trying_a_load_writes_nothing(db: None) -> None:
    assert load_terms(dry_run=True) == len(seed_terms())
    assert not Term.objects.exists()


@contextmanager
def web_request() -> Iterator[None]:
    """What the server announces around a request; the test keeps its database connection, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        request_started.send(sender=None, environ={})
        yield
    finally:
        request_finished.send(sender=None)
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def test_a_request_reads_each_vocabulary_once(words: None, django_assert_num_queries) -> None:
    with web_request(), django_assert_num_queries(1):
        assert {terms.label("channel", key) for key in terms.keys("channel")} >= {"电视", "电信"}

    with django_assert_num_queries(2):
        terms.keys("channel")
        terms.keys("channel")
