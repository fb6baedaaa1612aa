"""Can the office change what was read, apart from the reading, and is the second of two people told?"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from campaign_site.audit.models import AuditEntry
from campaigns.plans.actions import import_circular
from campaigns.plans.confirming import PlanDates, confirm_circular
from campaigns.plans.editing import Hand, Overtaken, add_measure, edit_measure, leave_out
from campaigns.plans.mapped import measures_of
from campaigns.plans.worked import read_values
from tests import make
from tests.campaigns.plans import build

NOW = dt.datetime(2026, 10, 31, 1, tzinfo=dt.UTC)
PLAN = PlanDates("2026年规划", dt.date(2026, 1, 1), dt.date(2026, 12, 31))
TEXT = (
    "关于分工的通知\n一、宣传。多讲。\n责任分工：县打非办负责。\n二、巡查。多看。\n责任分工：县公安局负责。\n请照办。"
)


@pytest.fixture
def clerk(county):
    return make.user("office", at=county.place, in_unit=build.sample_units(county)["打非办"])


@pytest.fixture
def draft(clerk):
    return import_circular(clerk, TEXT.encode(), "a.txt", now=NOW)[0]


def values(**more):
    return read_values({"number": "一", "heading": "宣传", "body": "多讲。", "lead": ["县打非办"]}) | more


def test_an_edit_lies_over_the_reading_and_says_who(draft, clerk):
    edit_measure(draft, Hand(clerk, NOW, seen=1), "m0", values(heading="宣传到户", deliverable="台账"))
    first = measures_of(draft)[0]
    assert (first.title, first.by, first.changed) == ("宣传到户", clerk.name, [("任务", "宣传"), ("交什么", "")])
    assert (draft.reading["measures"][0]["heading"], draft.version) == ("宣传", 2)
    entry = AuditEntry.objects.get(action="plans.edit_measure")
    assert entry.after["m0"]["fields"] == {"heading": "宣传到户", "deliverable": "台账"}


def test_the_plan_is_made_of_what_the_office_left_in(draft, clerk):
    leave_out(draft, Hand(clerk, NOW), "m1")
    line = next(at for at, line in enumerate(draft.reading["lines"]) if line["text"] == "请照办。")
    add_measure(draft, Hand(clerk, NOW), values(number="三", heading="照办", lead=["县气象局"]), line=line)
    with pytest.raises(ValidationError, match="县气象局"):
        confirm_circular(draft, clerk, plan=PLAN)
    edit_measure(draft, Hand(clerk, NOW), "a1", values(number="三", heading="照办", deadline="2026-11-30"))
    campaign = confirm_circular(draft, clerk, plan=PLAN)
    made = campaign.duties.values_list("number", "heading", "deadline", "measure")
    assert list(made) == [("一", "宣传", None, "m0"), ("三", "照办", dt.date(2026, 11, 30), "a1")]


def test_the_second_of_two_is_told_and_nothing_is_lost(draft, clerk, county):
    other = make.user("office", at=county.place, in_unit=clerk.unit, name="李雷")
    edit_measure(draft, Hand(other, NOW, seen=1), "m0", values(heading="先存的"))
    with pytest.raises(Overtaken, match="李雷在 10-31 09:00 先改了这一项"):
        edit_measure(draft, Hand(clerk, NOW, seen=1), "m0", values(heading="后存的"))
    draft.refresh_from_db()
    assert measures_of(draft)[0].title == "先存的"


def test_two_people_at_two_measures_do_not_meet(draft, clerk):
    edit_measure(draft, Hand(clerk, NOW, seen=1), "m0", values(heading="甲"))
    edit_measure(draft, Hand(clerk, NOW, seen=1), "m1", values(number="二", heading="乙"))
    assert [one.title for one in measures_of(draft)] == ["甲", "乙"]


def test_a_line_becomes_a_measure_once(draft, clerk):
    add_measure(draft, Hand(clerk, NOW), values(number="三"), line=5)
    with pytest.raises(Overtaken, match="已经把这一行做成任务"):
        add_measure(draft, Hand(clerk, NOW), values(number="三"), line=5)


def test_an_edit_taken_back_is_no_change(draft, clerk):
    edit_measure(draft, Hand(clerk, NOW), "m0", values(heading="别的"))
    edit_measure(draft, Hand(clerk, NOW), "m0", read_values(draft.reading["measures"][0]))
    assert measures_of(draft)[0].changed == []


@pytest.mark.parametrize("key", ["m9", "a1", "m", "m99999999999", "x"])
def test_a_measure_that_is_not_there_is_refused(draft, clerk, key):
    with pytest.raises(ValidationError, match="来文里没有这一项"):
        leave_out(draft, Hand(clerk, NOW), key)


def test_nothing_changes_after_the_confirmation(draft, clerk):
    confirm_circular(draft, clerk, plan=PLAN)
    with pytest.raises(ValidationError, match="已经确认或作废"):
        leave_out(draft, Hand(clerk, NOW), "m0")


def test_whoever_confirms_an_older_state_is_refused(draft, clerk):
    seen = type(draft).objects.get(pk=draft.pk)
    leave_out(draft, Hand(clerk, NOW), "m1")
    with pytest.raises(ValidationError, match="请刷新页面，看过再确认"):
        confirm_circular(seen, clerk, plan=PLAN)


def test_a_circular_goes_into_a_plan_that_is_there(draft, clerk, county):
    plan = make.campaign(county.place)
    assert confirm_circular(draft, clerk, plan=plan) == plan
    assert plan.duties.count() == 2
