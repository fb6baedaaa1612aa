"""What does the plan ask of each unit, of each township, of the office when nobody else answers?"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_site.people.models import Unit, UnitGroup
from campaigns.plans.actions import import_circular
from campaigns.plans.confirming import PlanDates, confirm_circular
from campaigns.plans.matrix import build_matrix
from campaigns.plans.models import Campaign
from campaigns.plans.my_duties import duties_of
from campaigns.plans.sample.making import HERE
from tests import make
from tests.campaigns.plans import build

NOW = dt.datetime(2026, 10, 31, 1, tzinfo=dt.UTC)
PLAN = PlanDates("2026年规划", dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.fixture
def units(county):
    return build.sample_units(county)


@pytest.fixture
def plan(county, units):
    clerk = make.user("office", at=county.place, in_unit=units["打非办"])
    draft, _ = import_circular(clerk, (HERE / "circular.txt").read_bytes(), "circular.txt", now=NOW)
    return confirm_circular(draft, clerk, plan=PLAN)


def numbers(unit, part):
    return [one.duty.number.strip("（）") for one in duties_of(unit, Campaign.objects.all()) if one.part == part]


def test_every_township_bears_what_all_townships_bear(plan, units):
    for name in ("第1镇", "第2镇"):
        assert numbers(units[name], "lead") == ["一", "五", "十一", "十二", "十三"]
        assert numbers(units[name], "assist") == ["七", "十"]


def test_the_market_bureau_bears_what_its_predecessor_was_given(plan, units):
    assert numbers(units["市监局"], "lead") == ["五", "七", "十三"]
    assert numbers(Unit.objects.get(name="县工商局"), "lead") == []


def test_a_member_unit_that_leads_does_not_assist_as_well(plan, units):
    assert numbers(units["宣传部"], "lead") == ["十二", "十三"]
    assert numbers(units["宣传部"], "assist") == ["三", "十一"]


def test_duties_of_regulators_fall_to_the_office_until_there_is_one(plan, units, county):
    assert numbers(units["打非办"], "lead") == ["二", "三", "五", "六", "十", "十二", "十三"]
    education = make.unit("regulator", county.place, "教委")
    assert numbers(units["打非办"], "lead") == ["三", "五", "十", "十二", "十三"]
    assert numbers(education, "lead") == ["二", "六", "十二"]


def test_a_unit_reformed_after_the_plan_hands_its_duties_on(plan, units, county):
    heir = make.unit("other", county.place, "信访局")
    Unit.objects.filter(pk=units["信访办"].pk).update(successor=heir, valid_to=dt.date(2026, 7, 1))
    assert numbers(heir, "lead") == ["十一"]


def test_a_township_out_of_scope_has_no_duties(plan, units, county):
    plan.excluded.add(county.townships[1])
    assert numbers(units["第2镇"], "lead") == []
    assert len(numbers(units["第1镇"], "lead")) == 5


def test_a_duty_names_who_else_bears_it(plan, units):
    first = duties_of(units["第1镇"], Campaign.objects.all())[0]
    assert (first.printed_name, first.lead, first.assist) == (
        "各乡镇人民政府（街道办事处）",
        ["各乡镇（街道）"],
        ["打非办"],
    )


def test_the_matrix_has_thirteen_rows_and_a_column_for_each_bearer(plan):
    matrix = build_matrix(plan)
    labels = [column.label for column in matrix.columns]
    assert (len(matrix.rows), labels[0], labels[-2:]) == (13, "各乡镇（街道）", ["行业部门", "成员单位"])
    townships = matrix.columns[0]
    assert (len(labels), townships.lead, townships.assist) == (16, 5, 2)


def test_the_matrix_shows_what_a_unit_was_called(plan):
    formers = {column.label: column.former for column in build_matrix(plan).columns}
    assert (formers["市监局"], formers["宣传部"]) == ("县工商局", "")


def test_pages_cost_the_same_however_many_members(plan, units, county, django_assert_max_num_queries):
    township = units["第1镇"]
    with django_assert_max_num_queries(6) as before:
        duties_of(township, Campaign.objects.with_bounds())
    UnitGroup.objects.get(name__endswith="成员单位").members.add(*units.values())
    with django_assert_max_num_queries(6) as after:
        duties_of(township, Campaign.objects.with_bounds())
    assert len(before) == len(after)


def test_three_campaigns_cost_no_more_queries_than_one(plan, units, county):
    def cost():
        unit = Unit.objects.select_related("place").get(pk=units["第1镇"].pk)
        with CaptureQueriesContext(connection) as found:
            duties = duties_of(unit, Campaign.objects.with_bounds())
        return len(found), len(duties)

    alone = cost()
    for number in (1, 2):
        more = make.campaign(county.place, name=f"另一份{number}")
        more.excluded.add(county.townships[1])
        duty = more.duties.create(number="一", heading="宣传")
        duty.parties.create(part="lead", printed_name="第1镇", unit=units["第1镇"])
    assert cost() == (alone[0], alone[1] + 2)
