"""Are exactly the missing places found, and found to be filled?"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_site.clock import machine_now
from campaign_site.places.acts import Act
from campaign_site.places.unions import merge
from campaign_site.terms.seed import load_terms
from campaigns.coverage.gap_finding import look_daily, pay_checks
from campaigns.coverage.gap_priority import CountyWeights
from campaigns.coverage.gaps import Gap, GapCheck, GapReason
from campaigns.coverage.measures import CoverageMeasures
from campaigns.coverage.models import AudiencePresence
from campaigns.coverage.recounting import recount_all
from campaigns.outreach.models import Event
from campaigns.plans.models import Campaign
from tests import make

TODAY = dt.date(2026, 10, 31)
KINDS = ("gov_organ", "factory", "school", "household", "village_town")
CHANNELS = ("tv", "radio", "press", "web", "telecom", "transport")


@pytest.fixture
def town(county):
    load_terms()
    return county


def look(today=TODAY):
    recount_all(clock=machine_now, progress=lambda slab, changed: None)
    look_daily(today=today, now=machine_now())
    pay_checks(clock=machine_now, today=today)


def open_facts(kind):
    rows = GapReason.objects.open().filter(kind=kind).order_by("gap__place__code", "key")
    return [(reason.gap.place.short_name, reason.key) for reason in rows.select_related("gap__place")]


def fill_townships(town):
    """Let every kind and channel reach both townships, at the townships' own seats."""
    for township in town.townships:
        for kind in KINDS:
            make.event(township, venue_kind=kind)
    for channel in CHANNELS:
        make.placement(town.place, *town.townships, channel=channel)


def test_each_village_no_event_ever_reached_is_a_gap(town):
    make.event(town.village(0, 0))
    look()
    assert open_facts("village") == [(n, "all") for n in ("1镇2村", "1镇3村", "2镇1村", "2镇2村", "2镇3村")]


def test_day_181_of_a_village_is_a_gap_and_day_180_is_not(town):
    make.event(town.village(), held_on=dt.date(2026, 5, 3))
    look(today=dt.date(2026, 10, 30))
    assert ("1镇1村", "all") not in open_facts("village")
    look(today=dt.date(2026, 10, 31))
    assert ("1镇1村", "all") in open_facts("village")


def test_kinds_and_channels_are_gaps_of_the_township(town):
    fill_townships(town)
    Event.objects.filter(township=town.townships[1], venue_kind="factory").update(state="returned", remark="是哪一家？")
    look()
    assert open_facts("venue") == [("第2镇", "factory")]
    assert open_facts("channel") == []


def test_an_audience_is_a_gap_only_where_it_is_present(town):
    for village in town.villages[town.townships[0].pk]:
        make.event(village, audiences=["elderly"] if village.name == "1镇1村" else [])
    AudiencePresence.objects.create(place=town.village(0, 0), audience="elderly")
    AudiencePresence.objects.create(place=town.village(0, 1), audience="elderly")
    look()
    assert open_facts("audience") == [("1镇2村", "elderly")]


def test_one_row_per_place_holds_all_its_reasons(town):
    AudiencePresence.objects.create(place=town.village(), audience="elderly")
    look()
    gap = Gap.objects.get(place=town.village())
    assert (gap.open_reasons, gap.reasons.count()) == (2, 2)
    assert gap.last_on is None


def test_a_counting_event_closes_with_a_link_and_a_fall_reopens_the_same_fact(town):
    look()
    event = make.event(town.village())
    look()
    reason = GapReason.objects.get(gap__place=town.village(), kind="village")
    assert (reason.closed_on, reason.closed_by_event) == (TODAY, event)
    Event.objects.filter(pk=event.pk).update(state="void", void_reason="没有办成")
    look()
    reason.refresh_from_db()
    assert (reason.closed_on, reason.closed_by_event, reason.reopened) == (None, None, 1)


def test_another_event_takes_over_when_the_closing_one_falls(town):
    look()
    first = make.event(town.village(), held_on=dt.date(2026, 10, 22))
    look()
    second = make.event(town.village(), held_on=dt.date(2026, 10, 20))
    Event.objects.filter(pk=first.pk).update(state="void", void_reason="没有办成")
    look()
    reason = GapReason.objects.get(gap__place=town.village(), kind="village")
    assert (reason.closed_on, reason.closed_by_event) == (TODAY, second)


def test_a_visit_that_grows_stale_again_is_a_new_fact(town):
    look()
    make.event(town.village())
    look()
    look(today=TODAY + dt.timedelta(days=400))
    rows = GapReason.objects.filter(gap__place=town.village(), kind="village").order_by("id")
    assert [row.closed_on for row in rows] == [TODAY, None]


def test_a_look_that_was_given_up_is_tried_again_after_half_a_day(town):
    look()
    tomorrow, now = TODAY + dt.timedelta(days=1), machine_now()
    GapCheck.objects.update(owed_since=now, given_up_at=now, attempts=5)
    assert look_daily(today=tomorrow, now=now) == 0
    assert look_daily(today=tomorrow, now=now + dt.timedelta(hours=12)) == 2
    assert GapCheck.objects.owing().count() == 2


def test_the_fall_of_a_record_is_seen_in_an_older_reason_too(town):
    look()
    event = make.event(town.village())
    look()
    look(today=TODAY + dt.timedelta(days=400))
    Event.objects.filter(pk=event.pk).update(state="void", void_reason="没有办成")
    look(today=TODAY + dt.timedelta(days=400))
    rows = GapReason.objects.filter(gap__place=town.village(), kind="village").order_by("id")
    assert [(row.closed_on, row.closed_by_event) for row in rows] == [(TODAY, None), (None, None)]
    assert Gap.objects.owing().filter(place=town.village()).exists()


def test_a_channel_carried_long_ago_keeps_its_last_day(town):
    long_ago = {"starts_on": dt.date(2026, 1, 5), "ends_on": dt.date(2026, 1, 20)}
    make.placement(town.place, *town.townships, channel="radio", **long_ago)
    make.placement(town.place, *town.townships, channel="tv")
    look()
    radio, tv = (GapReason.objects.filter(kind="channel", key=key) for key in ("radio", "tv"))
    assert list(radio.values_list("last_on", flat=True)) == [dt.date(2026, 1, 20)] * 2
    assert not tv.exists()


def test_what_the_county_carried_is_read_once_for_all_its_townships(town):
    fill_townships(town)
    look()
    GapCheck.objects.owe(machine_now())
    with CaptureQueriesContext(connection) as queries:
        pay_checks(clock=machine_now, today=TODAY)
    assert sum('FROM "campaigns_placement"' in query["sql"] for query in queries) == 1


def test_only_places_of_a_running_campaign_are_in_scope(town):
    plan = Campaign.objects.create(
        kind="year", name="年度计划", starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31)
    )
    plan.included.set([town.townships[0]])
    plan.excluded.set([town.village(0, 2)])
    look()
    assert [name for name, _ in open_facts("village")] == ["1镇1村", "1镇2村"]
    assert set(GapReason.objects.values_list("campaign", flat=True)) == {plan.pk}


def test_looking_again_changes_nothing(town):
    make.event(town.village())
    look()
    before = list(GapReason.objects.values()), list(Gap.objects.values("place", "score", "open_reasons"))
    look()
    assert (list(GapReason.objects.values()), list(Gap.objects.values("place", "score", "open_reasons"))) == before


def test_few_risk_signals_are_not_known_rather_than_low(town):
    few, many = town.townships
    measures = CoverageMeasures.load()
    county = CountyWeights({}, {}, {few.pk: 4, many.pk: 10}, 0, TODAY, measures)
    assert (county.risk_of(few), county.risk_of(many)) == (None, 1.0)
    priority, risk = county.score(few, few, [])
    assert (risk, "risk" in priority.missing) == (None, True)


def test_the_longest_uncovered_goes_first_and_unknown_terms_are_named(town):
    make.event(town.village(0, 1), held_on=dt.date(2025, 1, 5))
    look()
    villages = Gap.objects.open().filter(place__level=12).ranked()
    assert [gap.place.short_name for gap in villages][-1] == "1镇2村"
    assert villages[0].missing_terms == ["人口", "老龄", "风险"]
    assert villages[0].score == 100


def test_of_a_whole_country_only_the_counties_served_are_looked_at(town):
    other = make.place(500155000000, "梁平区", 6)
    far = make.place(500155101000, "远镇", 9, other)
    make.unit("office", town.place)
    look_daily(today=TODAY, now=machine_now())
    assert set(GapCheck.objects.values_list("township", flat=True)) == {one.pk for one in town.townships}

    make.campaign(far)
    look_daily(today=TODAY, now=machine_now())
    assert GapCheck.objects.filter(township=far).exists()


def test_a_named_act_on_a_place_owes_its_county_a_look(town):
    look()
    assert not GapCheck.objects.owing().exists()
    act = Act(on=TODAY, today=TODAY, reason="渝府〔2026〕1号")
    merge([town.townships[1]], into=town.townships[0], act=act)
    assert GapCheck.objects.owing().filter(township=town.townships[0]).exists()
