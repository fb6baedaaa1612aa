"""Do the plan's screens cost the same for much as for little, and say what will appear when there is nothing?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.plans.models import Duty, DutyParty
from tests import make


@pytest.fixture
def plan(county):
    return make.campaign(county.place)


def add_duties(plan, unit, numbers):
    for number in numbers:
        duty = Duty.objects.create(campaign=plan, number=str(number), heading=f"任务{number}", position=number)
        DutyParty.objects.create(duty=duty, part="lead", printed_name=unit.name, unit=unit)


def queries(client, address):
    """Return how many queries a page costs."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("address", ["/admin/plans/", "/admin/plans/mine/"])
def test_three_duties_cost_no_more_than_one(county, plan, signed_in, address):
    user = make.user("township", at=county.townships[0])
    client = signed_in(user)
    add_duties(plan, user.unit, [1])
    client.get(address)
    one = queries(client, address)
    add_duties(plan, user.unit, [2, 3])
    assert queries(client, address) == one


def test_empty_screens_say_what_will_appear(county, signed_in):
    client = signed_in(make.user("township", at=county.townships[0]))
    assert "打非办导入公文并确认后，就会出现" in client.get("/admin/plans/").content.decode()
    assert "这里会列出正在进行的计划里" in client.get("/admin/plans/mine/").content.decode()


def test_a_user_without_a_unit_is_told_whom_to_ask(county, signed_in):
    user = make.user("township", at=county.place)
    type(user).objects.filter(pk=user.pk).update(unit=None)
    assert "请联系系统管理员" in signed_in(user).get("/admin/plans/mine/").content.decode()


def test_one_unit_can_be_marked_in_the_matrix(county, plan, signed_in):
    user = make.user("office", at=county.place)
    add_duties(plan, user.unit, [1])
    page = signed_in(user).get(f"/admin/plans/?unit=unit:{user.unit_id}").content.decode()
    assert 'class="x mine"' in page


def test_the_matrix_leaves_as_a_sheet_in_which_nothing_computes(county, plan, signed_in):
    user = make.user("office", at=county.place)
    add_duties(plan, user.unit, [1])
    Duty.objects.update(heading="=1+1", deadline_text="每季")
    sheet = signed_in(user).get("/admin/plans/?export=csv").content.decode()
    stamp, head, row = sheet.removeprefix("\ufeff").splitlines()
    assert stamp.endswith("计划,2026年规划")
    assert head == f"编号,任务,所属部分,{user.unit.short_name},期限,交什么"
    assert row == "1,'=1+1,,负责,每季,"
