"""Do states, bands, freshness and priority hold for any numbers?"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.coverage.arithmetic import (
    TERMS,
    Band,
    State,
    band,
    is_fresh,
    per_cent,
    priority,
    risk_band,
    staleness,
    state_of,
    state_over,
    weighted_share,
)

DAY = dt.date(2026, 5, 3)
WEIGHTS = {"population": 0.35, "aged": 0.20, "risk": 0.25, "staleness": 0.20}
days = st.dates(dt.date(2016, 1, 1), dt.date(2100, 1, 1))
shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("events", "zero_filed", "state"),
    [(3, False, "reported"), (3, True, "reported"), (0, True, "zero"), (0, False, "missing")],
)
def test_three_states(events, zero_filed, state):
    assert state_of(events, zero_filed=zero_filed) == state


@pytest.mark.parametrize(
    ("states", "over"),
    [
        ([], "missing"),
        (["zero", "reported", "missing"], "reported"),
        (["zero", "zero"], "zero"),
        (["zero", "missing"], "missing"),
    ],
)
def test_a_period_is_zero_only_when_every_month_was_filed(states, over):
    assert state_over([State(state) for state in states]) == over


@pytest.mark.parametrize(
    ("covered", "total", "state", "expected"),
    [
        (9, 10, State.REPORTED, Band.OK),
        (89, 100, State.REPORTED, Band.WATCH),
        (6, 10, State.REPORTED, Band.WATCH),
        (59, 100, State.REPORTED, Band.GAP),
        (0, 4, State.ZERO, Band.GAP),
        (0, 4, State.MISSING, Band.VOID),
        (7, None, State.REPORTED, Band.NONE),
        (0, 0, State.REPORTED, Band.NONE),
    ],
)
def test_bands_stand_at_90_and_60(covered, total, state, expected):
    assert band(covered, total, state) is expected


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(1, 100), st.integers(1, 100))
def test_more_covered_never_lowers_the_band(covered, total, a, b):
    order = [Band.GAP, Band.WATCH, Band.OK]
    limits = {"ok_from": max(a, b), "watch_from": min(a, b)}
    if total:
        less, more = band(covered, total, State.REPORTED, **limits), band(covered + 1, total, State.REPORTED, **limits)
        assert order.index(less) <= order.index(more)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_only_the_whole_shows_as_100(covered, total):
    covered = min(covered, total)
    assert 0 <= per_cent(covered, total) <= 100
    assert (per_cent(covered, total) == 100) == (covered == total)
    assert per_cent(covered, 0) is per_cent(covered, None) is None


def test_day_180_is_fresh_and_day_181_is_a_gap():
    assert is_fresh(DAY, dt.date(2026, 10, 30), days=180)
    assert not is_fresh(DAY, dt.date(2026, 10, 31), days=180)
    assert not is_fresh(None, DAY, days=180)


@given(days, st.integers(1, 800), st.integers(0, 2000))
def test_freshness_ends_exactly_on_its_first_stale_day(last_on, allowed, later):
    today = last_on + dt.timedelta(days=later)
    assert is_fresh(last_on, today, days=allowed) == (later <= allowed)
    assert 0 <= staleness(last_on, today, days=allowed) <= 1


@given(st.fixed_dictionaries({term: st.none() | shares for term in TERMS}))
def test_parts_add_up_and_missing_terms_are_named(terms):
    found = priority(terms, WEIGHTS)
    assert 0 <= found.score <= 100.001
    assert found.score == pytest.approx(sum(found.parts.values()), abs=0.001)
    assert set(found.parts) | set(found.missing) == set(TERMS)
    assert {term for term in TERMS if terms[term] is None} == set(found.missing)


@given(st.sets(st.sampled_from(TERMS), min_size=1), shares)
def test_a_missing_term_neither_helps_nor_harms(known, value):
    found = priority(dict.fromkeys(known, value), WEIGHTS)
    assert found.score == pytest.approx(100 * value, abs=0.001)


def test_priority_of_a_village_by_hand():
    found = priority({"population": 0.5, "aged": None, "risk": 0.2, "staleness": 1.0}, WEIGHTS)
    assert found.score == pytest.approx(100 * (0.35 * 0.5 + 0.25 * 0.2 + 0.20) / 0.80, abs=0.001)
    assert found.missing_words == "老龄"


@pytest.mark.parametrize(("risk", "word"), [(None, "不详"), (0.9, "偏高"), (0.5, "一般"), (0.1, "偏低")])
def test_townships_see_a_word_of_their_risk(risk, word):
    assert risk_band(risk) == word


def test_three_streets_with_one_figure_are_one_group():
    groups = {frozenset({"汉丰", "文峰", "云枫"}): 196528, frozenset({"镇东"}): 18819, frozenset({"大德"}): 30000}
    reached = {"汉丰": True, "文峰": True, "云枫": False, "镇东": True}
    assert weighted_share(reached, groups) == (18819, 215347)
    assert weighted_share({**reached, "云枫": True}, groups) == (215347, 215347)
    assert weighted_share({"汉丰": True}, {}) is None
