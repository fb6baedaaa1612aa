"""Can a clerk do all of it on the screen without JavaScript, also over a thousand rows and with hostile words?"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_site.people.models import UnitAlias
from campaigns.plans.actions import import_circular
from campaigns.plans.mapped import matches_of, measures_of
from campaigns.plans.matching import Match
from tests import make
from tests.campaigns.plans import build

NOW = dt.datetime(2026, 10, 31, 1, tzinfo=dt.UTC)
TEXT = "关于分工的通知\n各镇：\n一、宣传。多讲。\n责任分工：县打非办、县委督查室负责。\n请照办。"


@pytest.fixture
def clerk(county, settings):
    settings.DEMO, settings.DEMO_TODAY = True, dt.date(2026, 10, 31)
    return make.user("office", at=county.place, in_unit=build.sample_units(county)["打非办"])


@pytest.fixture
def office(clerk, signed_in):
    return signed_in(clerk)


def handed_in(clerk, text=TEXT):
    return import_circular(clerk, text.encode(), "a.txt", now=NOW)[0]


def address(draft, *more):
    return f"/admin/plans/circulars/{draft.pk}/{''.join(f'{one}/' for one in more)}"


def sent(**more):
    usual = {
        "number": "一",
        "heading": "宣传",
        "body": "多讲。",
        "lead": "县打非办\n县委督查室",
        "assist": "",
        "seen": "1",
    }
    return usual | more


def page(response):
    return response.content.decode()


def test_a_measure_is_opened_edited_and_stored_in_its_place(office, clerk):
    draft = handed_in(clerk)
    assert 'name="deliverable"' in page(office.get(address(draft) + "?edit=m0"))
    told = office.post(address(draft, "measures", "m0"), sent(heading="宣传到户", deadline="2026-10-01"), follow=True)
    assert "宣传到户" in page(told)
    assert "任务原读作“宣传”" in page(told)
    assert "期限原读作“（空）”" in page(told)


def test_the_second_of_two_sees_both_writings_and_may_store_again(office, clerk, county, signed_in):
    draft = handed_in(clerk)
    other = signed_in(make.user("office", at=county.place, in_unit=clerk.unit, name="李雷"))
    other.post(address(draft, "measures", "m0"), sent(heading="李雷写的"))
    told = office.post(address(draft, "measures", "m0"), sent(heading="周敏写的"))
    assert told.status_code == 409
    assert "李雷在" in page(told)
    assert "周敏写的" in page(told)
    assert "现在的写法：一 <b>李雷写的</b>" in page(told)
    office.post(address(draft, "measures", "m0"), sent(heading="周敏写的", seen="2"))
    draft.refresh_from_db()
    assert measures_of(draft)[0].title == "周敏写的"


def test_a_measure_is_left_out_and_taken_back(office, clerk):
    draft = handed_in(clerk)
    assert "收回来" in page(office.post(address(draft, "measures", "m0"), {"out": "1"}, follow=True))
    refused = office.post(
        address(draft), {"confirm": "1", "name": "规划", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    )
    assert "没有一项任务留下来" in page(refused)
    assert "收回来" not in page(office.post(address(draft, "measures", "m0"), {"back": "1"}, follow=True))


def test_a_line_left_over_becomes_a_measure(office, clerk):
    draft = handed_in(clerk)
    line = next(at for at, one in enumerate(draft.reading["lines"]) if one["text"] == "请照办。")
    form = page(office.get(address(draft) + f"?line={line}"))
    assert "请照办。</textarea>" in form
    office.post(address(draft, "measures", f"line-{line}"), sent(number="二", heading="照办"))
    draft.refresh_from_db()
    assert [one.values["number"] for one in measures_of(draft)] == ["一", "二"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"lead": ""}, "没有写谁负责"),
        ({"heading": "", "body": ""}, "至少写一样"),
        ({"deadline": "2026-02-30"}, "期限"),
        ({"lead": "长" * 101}, "不超过 100 字"),
    ],
)
def test_what_makes_no_measure_is_refused_with_a_sentence(office, clerk, wrong, sentence):
    draft = handed_in(clerk)
    refused = office.post(address(draft, "measures", "m0"), sent(**wrong))
    assert refused.status_code == 422
    assert sentence in page(refused)
    draft.refresh_from_db()
    assert draft.edits == {}


def test_one_tap_settles_a_name_and_remembers_it(office, clerk):
    draft = handed_in(clerk)
    shown = page(office.get(address(draft)))
    take = shown.partition('name="take" value="')[2].partition('"')[0]
    assert "还有 1 处没对应" in shown
    told = office.post(address(draft), {"take": take, f"remember-{take.split()[0]}": "1"}, follow=True)
    assert "1 个记成了别名" in page(told)
    assert UnitAlias.objects.filter(name="县委督查室", unit__short_name="督查室").exists()


def test_a_new_unit_and_a_group_are_registered_from_the_draft(office, clerk):
    draft = handed_in(clerk)
    assert "“县委督查室”指谁" in page(office.get(address(draft, "names", Match("县委督查室").mark)))
    bad = office.post(address(draft, "names", Match("县委督查室").mark), {"group": "1"})
    assert "请至少勾一个单位" in page(bad)
    good = {"unit": "1", "name": "县委督查室", "short_name": "督查队", "kind": "other"}
    assert "有了对应" in page(office.post(address(draft, "names", Match("县委督查室").mark), good, follow=True))


SHIFTING = (
    "关于分工的通知\n一、宣传。多讲。\n责任分工：县甲委负责。\n二、排查。多看。\n责任分工：县乙委负责。\n"
    "三、督查。多问。\n责任分工：县丙委负责。"
)


@pytest.mark.parametrize("way", ["list", "take"])
def test_a_choice_stays_with_its_name_when_a_colleague_leaves_a_measure_out(office, clerk, way):
    draft = handed_in(clerk, SHIFTING)
    field, unit = f"name-{Match('县乙委').mark}", clerk.unit
    chosen = {field: f"unit:{unit.pk}"} if way == "list" else {"take": f"{field} unit:{unit.pk}"}
    office.post(address(draft, "measures", "m0"), {"out": "1", "seen": "1"})
    assert office.post(address(draft), chosen).status_code == 302
    draft.refresh_from_db()
    assert {match.name: match.unit for match in matches_of(draft)} == {"县乙委": unit, "县丙委": None}


def test_a_choice_for_a_name_that_is_gone_is_refused(office, clerk):
    draft = handed_in(clerk, SHIFTING)
    mark, key = Match("县甲委").mark, f"unit:{clerk.unit.pk}"
    office.post(address(draft, "measures", "m0"), {"out": "1", "seen": "1"})
    for sent_late in ({f"name-{mark}": key}, {"take": f"name-{mark} {key}"}, {"name-1": key}):
        refused = office.post(address(draft), sent_late)
        assert (refused.status_code, "已不在这份来文里" in page(refused)) == (422, True)
    new = {"unit": "1", "name": "县甲委", "short_name": "甲委", "kind": "other"}
    for told in (
        office.get(address(draft, "names", mark), follow=True),
        office.post(address(draft, "names", mark), new, follow=True),
    ):
        assert "已不在这份来文里" in page(told)
    draft.refresh_from_db()
    assert [match.unit for match in matches_of(draft)] == [None, None]


def test_a_suggestion_of_no_known_unit_is_refused(office, clerk):
    draft = handed_in(clerk)
    refused = office.post(address(draft), {"take": f"name-{Match('县委督查室').mark} unit:99999999"})
    assert (refused.status_code, "不在可选的单位里" in page(refused)) == (422, True)


def test_the_form_offers_every_kind_of_file_the_reader_takes(office):
    assert 'accept=".docx,.doc,.wps,.txt,.md"' in page(office.get("/admin/plans/circulars/"))


def test_hostile_names_are_text(office, clerk):
    draft = handed_in(clerk, "关于分工的通知\n一、宣传。多讲。\n责任分工：<script>alert(1)</script>局负责。")
    shown = page(office.get(address(draft)))
    assert "<script>alert" not in shown


def test_a_thousand_rows_cost_no_more_queries_than_one_and_are_parted(office, clerk):
    lines = [f"{n}\t任务{n}\t把第{n}件事办好\t县打非办\t县第{n % 300}局" for n in range(1, 1001)]
    head = "序号\t任务\t内容\t牵头单位\t配合单位"
    big = handed_in(clerk, "\n".join(["任务分解表", head, *lines]))
    small = handed_in(clerk)
    counted = []
    for draft in (small, big):
        office.get(address(draft))
        with CaptureQueriesContext(connection) as found:
            shown = page(office.get(address(draft)))
        counted.append(len(found))
    assert counted[0] == counted[1] <= 30
    assert "读出 1000 项任务" in shown
    assert shown.count("<article") == 60
    assert len(shown) < 400_000
