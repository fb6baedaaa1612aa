"""Does the scope of a campaign drive every denominator, and follow places that are split, merged or renamed?"""

import datetime as dt

import pytest
from django.urls import reverse

from campaign_site.places import changes, unions
from campaign_site.places.acts import Act, NewPlace, Part
from campaign_site.places.models import Place
from campaigns.coverage.gap_facts import Scope
from campaigns.desks import figures
from campaigns.plans.models import Campaign
from campaigns.plans.my_duties import covering_of
from campaigns.plans.scope import ScopeCount, bounds_of, count_scopes
from tests import make

JUNE = dt.date(2026, 6, 15)


@pytest.fixture
def forty(db):
    return make.county(townships=40, villages=2)


@pytest.fixture
def tree(forty):
    """The plan of 2026 for 40 townships without 2, its June month and 15 June day."""
    year = make.campaign(forty.place)
    year.excluded.set(forty.townships[38:])
    month = Campaign.objects.create(
        kind="month", name="宣传月", parent=year, starts_on=dt.date(2026, 6, 1), ends_on=dt.date(2026, 6, 30)
    )
    day = Campaign.objects.create(kind="day", name="宣传日", parent=month, starts_on=JUNE, ends_on=JUNE)
    return year, month, day


def said(campaign, day=JUNE):
    fetched = Campaign.objects.with_bounds().get(pk=campaign.pk)
    return count_scopes({0: (bounds_of([fetched])[fetched.pk], day)})[0].said


def townships(campaign, day=JUNE):
    return campaign.scope().existing(day).townships()


def test_forty_without_two_are_thirty_eight_in_year_month_and_day(tree):
    for one in tree:
        assert said(one) == "40 个镇街减 2 个 = 38 个，76 个村（社区）"
        assert townships(one).count() == 38


def test_gaps_and_duties_ask_nothing_of_who_is_left_out(forty, tree):
    scope = Scope.on(JUNE)
    assert [scope.covers(one) for one in (forty.townships[0], forty.townships[38])] == [True, False]
    left_out = make.unit("township", forty.townships[39])
    assert covering_of(list(tree), left_out) == []


def test_the_board_of_a_campaign_divides_by_its_places(forty, tree, signed_in, settings):
    settings.DEMO, settings.DEMO_TODAY = True, JUNE
    tree[0].excluded.add(forty.village(0, 0))
    office = signed_in(make.user("office", at=forty.place))
    board = office.get(reverse("coverage:board"), {"span": f"c{tree[1].pk}"}).context["board"]
    assert board.filed == "0/38"
    assert [row.place.name for row in board.rows][-1] == "第38镇"
    opened = {"span": f"c{tree[1].pk}", "open": forty.townships[0].code_text}
    first = office.get(reverse("coverage:board"), opened).context["board"].rows[0]
    assert [row.place.name for row in first.villages] == ["1镇2村"]


def test_reports_are_expected_of_the_places_in_scope(forty, tree, signed_in, settings):
    settings.DEMO, settings.DEMO_TODAY = True, JUNE
    clerk = make.user("office", at=forty.place)
    board = signed_in(clerk).get(reverse("coverage:board")).context["board"]
    assert board.filed == "0/38"
    assert [board.rows[at].filed_word for at in (37, 38)] == ["未报", "不在范围"]
    box = figures.reports(clerk, JUNE)
    assert [(line.name, line.value) for line in box.figures][2] == ("未报", "38")


def test_one_query_counts_all_scopes(tree, django_assert_num_queries):
    fetched = list(Campaign.objects.with_bounds())
    with django_assert_num_queries(2):
        bounds = bounds_of(fetched)
        count_scopes({one.pk: (bounds[one.pk], JUNE) for one in fetched})


def act(on="2026-03-01"):
    return Act(on=dt.date.fromisoformat(on), today=JUNE, reason="某批复")


def test_a_renamed_place_stays_left_out(forty, tree):
    changes.rename(forty.townships[38], name="新名镇", act=act())
    assert townships(tree[0]).count() == 38
    assert not townships(tree[0]).filter(name="新名镇").exists()


def test_what_is_split_off_a_place_left_out_stays_out(forty, tree):
    part = Part(NewPlace("分出镇", "镇"), (forty.village(38, 1),))
    unions.split(forty.townships[38], parts=[part], act=act())
    assert townships(tree[0]).count() == 38
    assert said(tree[0]) == "41 个镇街减 3 个 = 38 个，76 个村（社区）"


def test_two_places_left_out_that_become_one_stay_out(forty, tree):
    unions.merge(forty.townships[38:], into=NewPlace("合并镇", "镇"), act=act())
    assert said(tree[0]) == "39 个镇街减 1 个 = 38 个，76 个村（社区）"


def test_a_place_in_scope_that_takes_one_in_stays_in_scope(forty, tree):
    unions.merge([forty.townships[38]], into=forty.townships[0], act=act())
    assert said(tree[0]) == "39 个镇街减 1 个 = 38 个，78 个村（社区）"


def test_places_named_one_by_one_are_followed_by_their_heirs(forty, tree):
    month = tree[1]
    month.included.set(forty.townships[:3])
    unions.split(forty.townships[0], parts=[Part(NewPlace("分出镇", "镇"), (forty.village(0, 1),))], act=act())
    unions.merge(forty.townships[1:3], into=NewPlace("合并镇", "镇"), act=act("2026-04-01"))
    assert {one.name for one in townships(month)} == {"第1镇", "分出镇", "合并镇"}


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (ScopeCount(), "还没有选地方"),
        (ScopeCount(40, 0, 535, 0), "40 个镇街，535 个村（社区）"),
        (ScopeCount(40, 2, 535, 16), "40 个镇街减 2 个 = 38 个，519 个村（社区）"),
        (ScopeCount(40, 0, 535, 3), "40 个镇街，535 个村（社区）减 3 个 = 532 个"),
        (ScopeCount(0, 0, 3, 0), "3 个村（社区）"),
    ],
)
def test_the_sentence_on_a_scope(count, sentence):
    assert count.said == sentence


def test_a_part_reaches_no_further_than_what_is_above_it(forty, tree):
    month = tree[1]
    elsewhere = make.place(500101000000, "万州区", 6)
    month.included.set([forty.townships[0], forty.townships[39], elsewhere])
    assert [one.short_name for one in month.scope().townships()] == ["第1镇"]
    month.included.set([forty.place.parent or elsewhere])
    assert not month.scope().exists()


def test_past_days_keep_the_places_they_had(forty, tree):
    gone = forty.townships[0]
    Place.objects.filter(pk=gone.pk).update(exists_to=dt.date(2026, 3, 1))
    assert townships(tree[0], dt.date(2026, 1, 5)).count() == 38
    assert townships(tree[0]).count() == 37
