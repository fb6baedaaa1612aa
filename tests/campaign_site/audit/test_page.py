"""Can the office and the auditor look through the trail, and take it out for Excel?"""

import pytest

from campaign_site.audit.models import AuditEntry
from campaign_site.audit.recording import record
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(county, signed_in):
    return signed_in(make.user("auditor", at=county.place))


@pytest.fixture
def told(county):
    clerk, unit = make.user("market", at=county.place, name="王芳"), make.unit("market", county.place, "市场监管局")
    record(clerk, "unit.change", unit, before={"name": "县工商局"}, after={"name": "区市场监管局"}, reason="机构改革")
    record(clerk, "site.refused", None, after={"path": "/admin/audit/"}, result=AuditEntry.Result.REFUSED)
    return unit


def listed(browser, **query) -> str:
    return browser.get("/admin/audit/results/", query).content.decode()


def test_the_newest_entries_stand_in_plain_words(auditor, told):
    page = auditor.get("/admin/audit/").content.decode()

    assert "修改单位" in page
    assert "访问被拒绝" in page
    assert "只增不改" in page


@pytest.mark.parametrize(
    "query",
    [{"actor_name": "王芳", "result": "refused"}, {"action": "site.ref"}, {"actor_name": "王芳", "target_model": ""}],
)
def test_filters_find_the_refusal(auditor, told, query):
    assert "访问被拒绝" in listed(auditor, **query)


@pytest.mark.parametrize(
    "query",
    [
        {"actor_name": "李明"},
        {"action": "unit."},
        {"target_model": "campaign_site.unit"},
        {"result": "failed"},
        {"at_from": "2000-01-01", "at_to": "2000-12-31"},
    ],
)
def test_filters_leave_the_refusal_out(auditor, told, query):
    assert "访问被拒绝" not in listed(auditor, **query)


def test_an_entry_shows_before_beside_after(auditor, told):
    entry = AuditEntry.objects.get(action="unit.change", reason="机构改革")

    page = auditor.get(f"/admin/audit/inspect/{entry.pk}/").content.decode()

    assert '<th scope="row">全称</th><td>县工商局</td><td>区市场监管局</td>' in page
    assert "机构改革" in page
    assert "修改单位（unit.change）" in page


def test_the_sheet_opens_in_excel_and_taking_it_out_is_on_record(auditor, told):
    answer = auditor.get("/admin/audit/?export=csv&actor_name=王芳&result=refused")

    sheet = b"".join(answer.streaming_content)
    assert sheet.startswith("\ufeff".encode())
    heading, line = sheet.decode("utf-8-sig").splitlines()
    assert heading.startswith("链上位置,时间,操作人")
    assert "王芳" in line
    assert AuditEntry.objects.get(action="site.exported").after["query"]["actor_name"] == "王芳"


def test_a_cell_that_computes_is_defused(auditor, county):
    record(make.user("market", at=county.place, name="=1+1"), "story.tell", None)

    sheet = b"".join(auditor.get("/admin/audit/?export=csv&action=story").streaming_content).decode("utf-8-sig")

    assert ",'=1+1," in sheet


def test_the_number_of_queries_does_not_grow_with_the_entries(auditor, told, django_assert_max_num_queries):
    auditor.get("/admin/audit/results/")
    with django_assert_max_num_queries(8):
        listed(auditor, action="unit.change")
    for number in range(30):
        record(None, "unit.change", told, after={"position": number})
    with django_assert_max_num_queries(8):
        listed(auditor, action="unit.change")


def test_the_menu_leads_the_auditor_there_and_nobody_to_a_closed_door(auditor, county, signed_in):
    clerk = signed_in(make.user("township", at=county.townships[0]))

    assert "/admin/audit/" in auditor.get("/admin/").content.decode()
    page = clerk.get("/admin/").content.decode()
    assert "/admin/audit/" not in page
    assert "/admin/reports/" not in page
    assert "/admin/collections/" not in page
    admin = signed_in(make.user("admin", at=county.place)).get("/admin/").content.decode()
    assert "/admin/users/" not in admin
