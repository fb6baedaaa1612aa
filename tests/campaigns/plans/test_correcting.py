"""Does a corrected circular change what it corrects and nothing else?"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from campaigns.plans.actions import import_circular
from campaigns.plans.confirming import PlanDates, confirm_circular
from campaigns.plans.correcting import confirm_correction, differences_of
from campaigns.plans.editing import Hand, add_measure, edit_measure, leave_out
from campaigns.plans.mapped import matches_of, measures_of
from campaigns.plans.models import Campaign, Duty, DutyParty
from campaigns.plans.naming import map_names
from campaigns.plans.succession import say_corrects
from campaigns.plans.worked import read_values
from tests import make
from tests.campaigns.plans import build

NOW = dt.datetime(2026, 10, 31, 1, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 1)
PLAN = PlanDates("2026年规划", dt.date(2026, 1, 1), dt.date(2026, 12, 31))
MEASURES = {
    "一": ("宣传。逐村讲明白。", "县打非办、县委宣传部负责，县公安局协助"),
    "二": ("巡查。逐街看广告。", "县工商局负责"),
    "三": ("报送。每月报数字。", "各乡镇人民政府（街道办事处）负责"),
}


def text(measures, title="关于2026年分工的通知"):
    lines = [f"{number}、{body}\n责任分工：{who}。" for number, (body, who) in measures.items()]
    return "\n".join([title, *lines]).encode()


@pytest.fixture
def clerk(county):
    return make.user("office", at=county.place, in_unit=build.sample_units(county)["打非办"])


@pytest.fixture
def plan(clerk):
    draft = import_circular(clerk, text(MEASURES), "a.txt", now=NOW)[0]
    return confirm_circular(draft, clerk, plan=PLAN)


def corrected(clerk, measures, name="b.txt", **more):
    return import_circular(clerk, text(measures, **more), name, now=NOW)[0]


def rows(plan):
    return {duty.number: duty.pk for duty in plan.duties.standing()}


def test_only_what_was_corrected_changes(clerk, plan):
    before = rows(plan)
    Duty.objects.filter(number="三").update(deadline=DAY, deliverable="月报")
    third = list(DutyParty.objects.filter(duty__number="三").values())
    draft = corrected(clerk, MEASURES | {"一": ("宣传。逐村逐户讲明白。", "县公安局负责，县打非办协助")})
    (found,) = differences_of(draft)
    assert (found.kind, found.fields) == ("changed", (("内容", "逐村讲明白。", "逐村逐户讲明白。"),))
    assert set(found.parties) == {"县打非办：负责 → 协助", "不再负责：县委宣传部", "县公安局：协助 → 负责"}
    assert confirm_correction(draft, clerk, day=DAY) == plan
    assert rows(plan) == before
    assert plan.duties.get(number="一").body == "逐村逐户讲明白。"
    kept = plan.duties.get(number="三")
    assert (kept.deadline, kept.deliverable) == (DAY, "月报")
    assert list(DutyParty.objects.filter(duty=kept).values()) == third


def test_who_keeps_a_part_keeps_the_row(clerk, plan):
    party = DutyParty.objects.get(printed_name="县公安局")
    draft = corrected(clerk, MEASURES | {"一": ("宣传。逐村讲明白。", "县打非办、县公安局负责")})
    confirm_correction(draft, clerk, day=DAY)
    party.refresh_from_db()
    assert party.part == "lead"
    assert not DutyParty.objects.filter(printed_name="县委宣传部").exists()


def test_what_is_gone_ends_with_a_reason_and_what_is_new_is_added(clerk, plan):
    before = rows(plan)
    gone = {number: said for number, said in MEASURES.items() if number != "二"}
    draft = corrected(clerk, gone | {"四": ("约谈。把负责人请来谈。", "县公安局负责")})
    assert [one.kind for one in differences_of(draft)] == ["added", "removed"]
    confirm_correction(draft, clerk, day=DAY)
    ended = Duty.objects.get(pk=before["二"])
    assert (ended.ended_on, ended.end_reason) == (DAY, "《关于2026年分工的通知》更正后不再列入")
    assert list(rows(plan)) == ["一", "三", "四"]
    assert not DutyParty.objects.borne_by(make.unit("market", ended.campaign.included.get(), "市监局")).exists()


def test_a_measure_put_in_front_renumbers_and_keeps_every_row(clerk, plan):
    before = rows(plan)
    shifted = {
        "一": ("部署。先开会。", "县打非办负责"),
        "二": MEASURES["一"],
        "三": MEASURES["二"],
        "四": MEASURES["三"],
    }
    confirm_correction(corrected(clerk, shifted), clerk, day=DAY)
    after = rows(plan)
    assert [after["二"], after["三"], after["四"]] == [before["一"], before["二"], before["三"]]
    assert [duty.number for duty in plan.duties.standing()] == ["一", "二", "三", "四"]


def test_confirming_a_correction_twice_changes_nothing_more(clerk, plan):
    draft = corrected(clerk, MEASURES | {"二": ("巡查。只看网上。", "县工商局负责")})
    confirm_correction(draft, clerk, day=DAY)
    state = list(Duty.objects.order_by("pk").values())
    assert confirm_correction(draft, clerk, day=DAY) == plan
    assert corrected(clerk, MEASURES | {"二": ("巡查。只看网上。", "县工商局负责")}) == draft
    again = corrected(
        clerk, MEASURES | {"二": ("巡查。只看网上。 ", "县工商局负责")}, "c.txt", title="关于2026年分工的通知\n"
    )
    assert differences_of(again) == []
    confirm_correction(again, clerk, day=DAY)
    same = [{**row, "source_id": again.pk} for row in state]
    assert list(Duty.objects.order_by("pk").values()) == same
    assert Campaign.objects.count() == 1


def test_names_and_edits_of_the_old_circular_are_carried_over(clerk, county):
    strange = MEASURES | {"二": ("巡查。逐街看广告。", "县巡查队负责")}
    old = corrected(clerk, strange)
    office = matches_of(old)[0].key
    map_names(old, Hand(clerk, NOW), {"县巡查队": office})
    leave_out(old, Hand(clerk, NOW), "m2")
    edit_measure(old, Hand(clerk, NOW), "m0", measures_of(old)[0].values | {"deliverable": "台账"})
    add_measure(old, Hand(clerk, NOW), read_values({"number": "九", "heading": "另加", "lead": ["县法院"]}), after="m0")
    map_names(old, Hand(clerk, NOW), {"县法院": office})
    confirm_circular(old, clerk, plan=PLAN)
    new = corrected(clerk, strange | {"二": ("巡查。逐街逐店看广告。", "县巡查队负责")}, "new.txt")
    assert new.mapping["县巡查队"] == office
    assert [(one.title, one.left_out) for one in measures_of(new)] == [
        ("宣传", False), ("另加", False), ("巡查", False), ("报送", True)
    ]  # fmt: skip
    assert [one.new.title for one in differences_of(new)] == ["巡查"]


def test_a_correction_may_be_said_by_hand_and_taken_back(clerk, plan):
    draft = corrected(clerk, MEASURES, title="一份换了标题的通知")
    assert draft.corrects is None
    say_corrects(draft, Hand(clerk, NOW), plan.sources.get())
    assert (draft.corrects, differences_of(draft)) == (plan.sources.get(), [])
    say_corrects(draft, Hand(clerk, NOW), None)
    assert draft.corrects is None


def test_one_circular_is_corrected_once(clerk, plan):
    first = corrected(clerk, MEASURES | {"二": ("巡查。只看网上。", "县工商局负责")})
    second = corrected(clerk, MEASURES | {"二": ("巡查。只看街上。", "县工商局负责")}, "c.txt")
    confirm_correction(first, clerk, day=DAY)
    with pytest.raises(ValidationError, match="已经被另一份更正过"):
        confirm_correction(second, clerk, day=DAY)
    assert plan.duties.get(number="二").body == "只看网上。"
    with pytest.raises(ValidationError, match="还没有被更正过"):
        say_corrects(second, Hand(clerk, NOW), plan.sources.get(pk=first.corrects_id))


def test_a_correction_is_looked_at_and_confirmed_on_the_screen(clerk, plan, signed_in, settings):
    settings.DEMO, settings.DEMO_TODAY = True, DAY
    draft = corrected(clerk, MEASURES | {"二": ("巡查。只看网上。", "县公安局负责")})
    office, address = signed_in(clerk), f"/admin/plans/circulars/{draft.pk}/"
    page = office.get(address).content.decode()
    assert "有 1 项不同" in page
    assert "<del>逐街看广告。</del> → <ins>只看网上。</ins>" in page
    assert "不再负责：县工商局" in page
    office.post(address, {"correct": "1", "corrects": ""})
    assert "有 1 项不同" not in office.get(address).content.decode()
    office.post(address, {"correct": "1", "corrects": str(plan.sources.get().pk)})
    told = office.post(address, {"confirm": "1", "seen": "1"})
    assert "请刷新页面，看过再确认" in told.content.decode()
    draft.refresh_from_db()
    matrix = office.post(address, {"confirm": "1", "seen": str(draft.version)}, follow=True).content.decode()
    assert "已照更正改好“2026年规划”" in matrix
    assert plan.duties.get(number="二").body == "只看网上。"
