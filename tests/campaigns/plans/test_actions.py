"""How does a circular become a plan, and what is refused on the way?"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from campaign_site.audit.models import AuditEntry
from campaigns.plans.actions import import_circular, void_circular
from campaigns.plans.confirming import PlanDates, confirm_circular, unlike_numbers
from campaigns.plans.editing import Hand
from campaigns.plans.mapped import measures_of
from campaigns.plans.models import Campaign, Duty, DutyParty, SourceDocument
from campaigns.plans.naming import map_names
from campaigns.plans.sample.making import HERE
from tests import make
from tests.campaigns.plans import build

NOW = dt.datetime(2026, 10, 31, 1, tzinfo=dt.UTC)
SAMPLE = (HERE / "circular.docx").read_bytes()
PLAN = PlanDates("2026年规划", dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.fixture
def clerk(county):
    units = build.sample_units(county)
    return make.user("office", at=county.place, in_unit=units["打非办"])


@pytest.fixture
def draft(clerk):
    return import_circular(clerk, SAMPLE, "circular.docx", now=NOW)[0]


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        (["3", "3（2）", "3"], ["3", "3（2）", "3（3）"]),
        (["3", "3", "3（2）", "3（2）"], ["3", "3（3）", "3（2）", "3（2）（2）"]),
        (["", "第1项", ""], ["第1项", "第1项（2）", "第3项"]),
    ],
)
def test_repeated_numbers_are_told_apart_from_those_printed(clerk, printed, kept):
    head = "序号\t任务\t牵头单位"
    text = "\n".join(["任务分解表", head, *(f"{at}\t任务{at}\t县打非办" for at in range(1, len(printed) + 1))])
    draft = import_circular(clerk, text.encode(), "a.txt", now=NOW)[0]
    measures = measures_of(draft)
    for measure, number in zip(measures, printed, strict=True):
        measure.values["number"] = number
    assert unlike_numbers(measures) == kept


def test_a_number_that_stands_in_the_plan_already_is_named_as_the_cause(draft, clerk, county):
    plan = make.campaign(county.place)
    Duty.objects.create(campaign=plan, source=draft, number="（一）", heading="宣传")
    with pytest.raises(ValidationError, match="编号相同的任务"):
        confirm_circular(draft, clerk, plan=plan)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_circular_becomes_a_draft_with_every_name_mapped(draft, clerk):
    assert (draft.state, draft.unit, draft.uploaded_by) == ("draft", clerk.unit, clerk)
    assert draft.file.read() == SAMPLE
    assert len(draft.mapping) == 18
    assert all(draft.mapping.values())


def test_the_same_bytes_are_kept_once(draft, clerk):
    again, new = import_circular(clerk, SAMPLE, "改了名.docx", now=NOW)
    assert (again, new, SourceDocument.objects.count()) == (draft, False, 1)


def test_confirming_makes_the_thirteen_duties(draft, clerk):
    campaign = confirm_circular(draft, clerk, plan=PLAN)
    assert (campaign.duties.count(), DutyParty.objects.count()) == (13, 48)
    first = campaign.duties.get(number="（五）")
    assert [str(party) for party in first.parties.filter(part="lead")] == [
        "县打非办负责",
        "县工商局负责",
        "县公安局负责",
        "各乡镇人民政府（街道办事处）负责",
    ]


def test_confirming_twice_makes_nothing_twice(draft, clerk):
    campaign = confirm_circular(draft, clerk, plan=PLAN)
    assert confirm_circular(draft, clerk, plan=PLAN) == campaign
    assert (Campaign.objects.count(), Duty.objects.count()) == (1, 13)


def test_every_step_is_on_record(draft, clerk):
    map_names(draft, Hand(clerk, NOW), {"县综治办": draft.mapping["县信访办"]})
    confirm_circular(draft, clerk, plan=PLAN)
    steps = AuditEntry.objects.filter(action__startswith="plans.").values_list("action", "actor_name")
    assert list(steps.order_by("id")) == [
        ("plans.import_circular", clerk.name),
        ("plans.map_names", clerk.name),
        ("plans.confirm_circular", clerk.name),
    ]


def test_a_chosen_unit_bears_the_duty(draft, clerk):
    map_names(draft, Hand(clerk, NOW), {"县综治办": draft.mapping["县信访办"], "没有的名称": "unit:1"})
    campaign = confirm_circular(draft, clerk, plan=PLAN)
    party = DutyParty.objects.get(duty__campaign=campaign, printed_name="县综治办")
    assert str(party.unit) == "信访办"


def test_an_unknown_name_stops_the_confirmation(clerk):
    text = "关于分工的通知\n一、宣传。多讲。\n责任分工：县打非办、县气象局负责。".encode()
    document, _ = import_circular(clerk, text, "a.txt", now=NOW)
    with pytest.raises(ValidationError, match="县气象局"):
        confirm_circular(document, clerk, plan=PLAN)
    assert not Campaign.objects.exists()


def test_a_second_plan_of_the_same_name_is_refused_whole(draft, clerk, county):
    make.campaign(county.place, name="2026年规划")
    with pytest.raises(ValidationError, match="请换一个名称"):
        confirm_circular(draft, clerk, plan=PLAN)
    draft.refresh_from_db()
    assert (draft.state, Duty.objects.count()) == ("draft", 0)


def test_mapping_ends_with_the_confirmation(draft, clerk):
    confirm_circular(draft, clerk, plan=PLAN)
    with pytest.raises(ValidationError, match="有人先办了"):
        map_names(draft, Hand(clerk, NOW), {"县综治办": draft.mapping["县信访办"]})


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"", "文件是空的"), (b"MZ\0", "程序文件"), ("没有分工。".encode(), "没有读到责任分工")]
)
def test_rubbish_leaves_nothing_behind(clerk, content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        import_circular(clerk, content, "x.txt", now=NOW)
    assert not SourceDocument.objects.exists()


def test_without_an_office_there_is_nowhere_to_put_it(db):
    with pytest.raises(ValidationError, match="还没有打非办"):
        import_circular(None, SAMPLE, "circular.docx", now=NOW)


def test_numbers_that_repeat_or_lack_are_told_apart(clerk):
    rows = ["序号\t任务\t内容\t牵头单位", "1\t讲课\t多讲\t县打非办", "1\t巡查\t多看\t县公安局", "\t走访\t多走\t县法院"]
    document, _ = import_circular(clerk, "\n".join(["分解表", *rows]).encode(), "表.txt", now=NOW)
    campaign = confirm_circular(document, clerk, plan=PLAN)
    assert [duty.number for duty in campaign.duties.all()] == ["1", "1（2）", "3"]


def test_two_counties_may_import_the_same_circular(draft, db):
    elsewhere = make.place(500101000000, "万州区", 6)
    other, new = import_circular(make.user("office", at=elsewhere), SAMPLE, "circular.docx", now=NOW)
    assert (new, other.unit.place, SourceDocument.objects.count()) == (True, elsewhere, 2)


def test_a_plan_too_large_for_one_screen_is_refused(clerk):
    lines = [f"{number}.任务。要办好。\n责任单位：县{number}局" for number in range(1, 502)]
    text = "\n".join(["关于分工的通知", "各乡镇：", *lines])
    with pytest.raises(ValidationError, match="请分成几份再导入"):
        import_circular(clerk, text.encode(), "大.txt", now=NOW)


def test_a_void_circular_may_be_handed_in_again(draft, clerk):
    void_circular(draft, clerk, reason="传错了文件")
    again, new = import_circular(clerk, SAMPLE, "circular.docx", now=NOW)
    draft.refresh_from_db()
    assert (draft.state, draft.void_reason, new, again.state) == ("void", "传错了文件", True, "draft")


def test_nothing_is_void_without_a_reason_or_after_confirmation(draft, clerk):
    with pytest.raises(ValidationError, match="请写作废的理由"):
        void_circular(draft, clerk, reason=" ")
    confirm_circular(draft, clerk, plan=PLAN)
    with pytest.raises(ValidationError, match="有人先办了"):
        void_circular(draft, clerk, reason="传错了")


def test_a_void_circular_cannot_be_confirmed(draft, clerk):
    void_circular(draft, clerk, reason="传错了文件")
    with pytest.raises(ValidationError, match="有人先办了"):
        confirm_circular(draft, clerk, plan=PLAN)
    assert not Campaign.objects.exists()
