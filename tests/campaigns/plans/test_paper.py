"""Does a plan that leaves as a circular read back to the same plan?"""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.plans.actions import import_circular
from campaigns.plans.circular.reading import read_circular
from campaigns.plans.confirming import PlanDates, confirm_circular
from campaigns.plans.editing import Hand
from campaigns.plans.mapped import matches_of
from campaigns.plans.models import Duty
from campaigns.plans.naming import map_names
from campaigns.plans.paper import Clause, clause_read, clauses_of, write_campaign, write_plan
from media_library.documents.reading import read_document
from tests import make
from tests.campaigns.plans import build

NOW = dt.datetime(2026, 10, 31, 1, tzinfo=dt.UTC)
NUMERALS = "一二三四五六七八九"
BODIES = [
    "县打非办",
    "县公安局",
    "县教育局",
    "县委宣传部",
    "各乡镇人民政府（街道办事处）",
    "有关行业主（监）管部门",
    "区委宣传部（区文明办）",
]
DEADLINES = [("", ""), ("", "长期坚持"), ("2026-06-30", "6月底前"), ("2026-12-31", "2026年底前"), ("2026-11-05", "")]
WORDS = ["逐村宣传", "排查广告", "处置线索", "报送情况", "讲清套路", "约谈负责人"]


@st.composite
def duties(draw, number, section):
    lead = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=3, unique=True))
    assist = [name for name in draw(st.lists(st.sampled_from(BODIES), max_size=3, unique=True)) if name not in lead]
    deadline, text = draw(st.sampled_from(DEADLINES))
    heading = draw(st.sampled_from(WORDS)) + draw(st.sampled_from(["", "到户", "到边"]))
    body = f"{draw(st.sampled_from(WORDS))}，{draw(st.sampled_from(WORDS))}，做到不漏一户。"
    return Clause(number, section, heading, body, tuple(lead), tuple(assist), deadline, text)


@st.composite
def plans(draw):
    """A plan of one to three parts, numbered through or nested under its measures."""
    found, count = [], 0
    for part in range(draw(st.integers(1, 3))):
        section = f"{NUMERALS[part]}、{draw(st.sampled_from(['明确重点', '压实责任', '加强宣传']))}"
        for _ in range(draw(st.integers(1, 3))):
            number = f"（{NUMERALS[count]}）"
            count += 1
            found.append(draw(duties(number, section)))
            below = draw(st.integers(0, 2))
            found.extend(draw(duties(f"{number}{n + 1}", section)) for n in range(below))
    return found


@settings(max_examples=40, deadline=None)
@given(plans())
def test_any_plan_reads_back_to_itself(plan):
    paper = write_plan("关于2026年任务分工的通知", plan)
    assert paper.different == ()
    read = [clause_read(one) for one in read_circular(read_document(paper.content, "a.docx").blocks).measures]
    kept = [(one.number, one.section, one.heading, one.body, one.lead, one.assist, one.deadline) for one in read]
    assert kept == [
        (one.number, one.section, one.heading, one.body, one.lead, one.assist, one.deadline) for one in plan
    ]


def test_numbers_of_a_table_leave_in_a_table():
    plan = [
        Clause("1", "", "讲课", "多讲", ("县公安局",), (), "", ""),
        Clause("1（2）", "", "巡查", "1.多看\n2.多走", ("县公安局",), ("县打非办",), "2026-05-31", "5月底前"),
    ]
    assert write_plan("2026年任务分解表", plan).different in ((), ("1（2）",))
    assert read_document(write_plan("2026年任务分解表", plan).content, "a.docx").tables


def test_what_cannot_be_read_back_is_named():
    odd = Clause("九十九之一", "没有编号的部分", "任务", "内容", ("县甲局",), (), "", "")
    assert write_plan("通知", [odd]).different == ("九十九之一",)


def test_an_empty_plan_is_a_paper_with_a_title():
    paper = write_plan("通知", [])
    assert (paper.different, read_document(paper.content, "a.docx").paragraphs) == ((), ["通知"])


def test_a_plan_too_long_to_be_read_back_says_so_and_leaves_all_the_same(clerk, signed_in, county):
    duty = build.duty(county.place)
    duty.parties.create(part="lead", printed_name="县打非办", unit=clerk.unit)
    Duty.objects.update(body="多讲。" * 200_000)
    address = f"/admin/plans/paper/{duty.campaign_id}/"
    told = signed_in(clerk).get(address)
    assert told.status_code == 200
    assert "1 项任务都没有核对过" in told.content.decode()
    assert "再导入时系统会说：文件有 60 万字" in told.content.decode()
    assert signed_in(clerk).get(f"{address}?anyway=1").content.startswith(b"PK")


def imported(clerk, content, name):
    draft = import_circular(clerk, content, name, now=NOW)[0]
    unknown = {match.name: f"unit:{clerk.unit_id}" for match in matches_of(draft) if not match.key}
    map_names(draft, Hand(clerk, NOW), unknown)
    return confirm_circular(draft, clerk, plan=PlanDates(name, dt.date(2016, 1, 1), dt.date(2016, 12, 31)))


@pytest.fixture
def clerk(county):
    return make.user("office", at=county.place, in_unit=build.sample_units(county)["打非办"])


def test_the_plan_of_2016_reads_back_to_itself(clerk, reference_data):
    plan = imported(clerk, (reference_data / "kaixian_circular_2016.docx").read_bytes(), "a.docx")
    paper = write_campaign(plan)
    assert paper.different == ()
    again = read_circular(read_document(paper.content, "b.docx").blocks)
    assert [clause_read(one) for one in again.measures] == clauses_of(plan)
    assert again.frame.date == "2016-01-23"


def test_the_file_is_loaded_from_the_screen_and_put_on_record(clerk, signed_in, county):
    duty = build.duty(county.place)
    duty.parties.create(part="lead", printed_name="县打非办", unit=clerk.unit)
    answer = signed_in(clerk).get(f"/admin/plans/paper/{duty.campaign_id}/")
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    Duty.objects.update(number="九十九之一", section="没有编号")
    told = signed_in(clerk).get(f"/admin/plans/paper/{duty.campaign_id}/").content.decode()
    assert "九十九之一" in told
    assert signed_in(clerk).get(f"/admin/plans/paper/{duty.campaign_id}/?anyway=1").content.startswith(b"PK")
