"""What does the office read in the gap list, and what does a township?"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_site.clock import machine_now
from campaign_site.terms.seed import load_terms
from campaigns.coverage.gaps import Gap
from campaigns.coverage.recounting import recount_all
from tests import make

TODAY = dt.date(2026, 10, 31)
GAPS = "supervision:gaps"


@pytest.fixture
def town(county, settings):
    """Both townships have spoken for October."""
    settings.DEMO_TODAY = TODAY
    load_terms()
    for township in county.townships:
        make.event(township)
    recount_all(clock=machine_now, progress=lambda slab, changed: None)
    return county


def page(signed_in, user, **query):
    return signed_in(user).get(reverse(GAPS), query).content.decode()


def test_the_sentence_says_why_with_its_numbers(town, signed_in):
    gap = make.gap(town.village(), score=77, parts={"population": 52, "staleness": 25}, missing="aged risk")
    gap.reasons.update(last_on=dt.date(2026, 5, 3))
    shown = page(signed_in, make.user("office", at=town.place))
    assert "上次 2026-05-03，今天是第 <b>181 天</b>，转为缺口" in shown
    assert "得分 <b>77</b>" in shown
    assert "缺老龄、风险，不计入" in shown


def test_a_township_reads_a_band_of_risk_and_no_parts(town, signed_in):
    make.gap(town.village(), score=77, parts={"risk": 25.0}, risk=0.9)
    make.gap(town.village(1), score=50)
    shown = page(signed_in, make.user("township", at=town.townships[0]))
    assert "所在镇街风险<b>偏高</b>" in shown
    assert "得分" not in shown
    assert "2镇1村" not in shown
    assert "派补课任务</a>" not in shown


def test_the_most_urgent_first_and_ties_by_the_longest_uncovered(town, signed_in):
    make.gap(town.village(0, 0), score=40, last_on=dt.date(2026, 1, 1))
    make.gap(town.village(0, 1), score=40, last_on=None)
    make.gap(town.village(0, 2), score=90)
    shown = page(signed_in, make.user("office", at=town.place))
    assert shown.index("1镇3村") < shown.index("1镇2村") < shown.index("1镇1村")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"kind": "audience"}, ["1镇2村"]),
        ({"township": "500154102000"}, ["2镇1村"]),
        ({"why": "stale"}, ["2镇1村"]),
        ({"why": "never"}, ["1镇1村", "1镇2村"]),
        ({"untasked": "1"}, ["1镇2村", "2镇1村"]),
        ({"kind": "x", "township": "x", "p": "x"}, ["1镇1村", "1镇2村", "2镇1村"]),
    ],
)
def test_filters_stand_in_the_address(town, signed_in, query, names):
    make.gap_task(town.village(0, 0))
    make.gap(town.village(0, 1), kind="audience", key="elderly")
    make.gap(town.village(1, 0)).reasons.update(last_on=dt.date(2026, 1, 1))
    shown = page(signed_in, make.user("office", at=town.place), **query)
    assert [name for name in ("1镇1村", "1镇2村", "2镇1村") if f">{name}</a>" in shown] == names


def test_a_silent_township_is_listed_apart(county, settings, signed_in):
    settings.DEMO_TODAY = TODAY
    load_terms()
    make.event(county.townships[0])
    recount_all(clock=machine_now, progress=lambda slab, changed: None)
    make.gap(county.village(0))
    make.gap(county.village(1))
    office = make.user("office", at=county.place)
    shown = page(signed_in, office)
    assert "未报的第2镇不在此列：没报不等于没去，先催报" in shown
    assert ">2镇1村</a>" not in shown
    assert ">2镇1村</a>" in page(signed_in, office, silent="1")


def test_a_record_that_waits_for_approval_is_said(town, signed_in):
    make.gap(town.village())
    make.event(town.village(), state="submitted")
    assert "有记录待审" in page(signed_in, make.user("office", at=town.place))


def test_one_row_and_three_cost_the_same(town, signed_in):
    browser = signed_in(make.user("office", at=town.place))
    make.gap(town.village(0, 0), kind="audience", key="elderly")
    browser.get(reverse(GAPS))
    with CaptureQueriesContext(connection) as one:
        browser.get(reverse(GAPS))
    make.gap_task(town.village(0, 1))
    make.gap(town.village(1, 0), kind="audience", key="elderly")
    with CaptureQueriesContext(connection) as three:
        assert browser.get(reverse(GAPS)).context["page"].paginator.count == 3
    assert len(three) == len(one)


def test_a_long_list_is_turned_page_by_page(town, signed_in):
    for number in range(12):
        make.gap(make.place(500154101300 + number, f"加{number}村", 12, town.townships[0], kind="村"))
    shown = page(signed_in, make.user("office", at=town.place))
    assert "第 1 页，共 2 页" in shown
    assert Gap.objects.open().count() == 12
