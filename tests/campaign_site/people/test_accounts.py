"""Can the administrator open, change and close accounts, and nobody more than that?"""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from campaign_site.audit.models import AuditEntry
from campaign_site.people.actions import Account, give_roles, make_user, reset_password
from campaign_site.people.models import UnitGroup, User
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(county) -> User:
    return make.user("admin", at=county.place)


@pytest.fixture
def desk(admin, signed_in) -> Client:
    return signed_in(admin)


@pytest.fixture
def township(county):
    return make.unit("township", county.townships[0])


def fill(seat, **changes) -> dict:
    return {"username": "liming", "name": "李明", "unit": seat.pk, "roles": ["township"]} | changes


def password_in(answer) -> str:
    return re.search(r"的密码：(\S+) 只显示这一次", answer.content.decode()).group(1)


def test_a_new_account_gets_a_password_that_is_shown_once(desk, township):
    answer = desk.post("/admin/accounts/new/", fill(township), follow=True)

    password, user = password_in(answer), User.objects.get(username="liming")
    assert user.check_password(password)
    assert (user.unit, user.role_keys(), user.must_change_password) == (township, {"township"}, True)
    assert password not in desk.get("/admin/accounts/").content.decode()
    assert password not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"roles": ["admin", "office"]}, "不能与别的角色兼任"),
        ({"roles": ["auditor", "supervision"]}, "不能与别的角色兼任"),
        ({"roles": ["king"]}, "king"),
        ({"unit": ""}, "单位"),
        ({"username": "李 明"}, "用户名"),
    ],
)
def test_a_wrong_account_is_refused_and_none_is_made(desk, township, change, said):
    answer = desk.post("/admin/accounts/new/", fill(township, **change))

    assert said in answer.content.decode()
    assert not User.objects.filter(name="李明").exists()


def test_no_form_makes_a_superuser(desk, township):
    desk.post("/admin/accounts/new/", fill(township, is_superuser="on", is_staff="on"))
    user = User.objects.get(username="liming")
    desk.post(f"/admin/accounts/edit/{user.pk}/", fill(township, is_superuser="on", is_active="on"))

    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff) == (False, False)


def test_a_leavers_account_is_closed_and_shut_out_at_once(desk, township, signed_in):
    leaver = make.user("township", at=township.place, in_unit=township)
    browser = signed_in(leaver)

    desk.post(f"/admin/accounts/edit/{leaver.pk}/", fill(township, username=leaver.username))

    assert browser.get("/admin/").status_code == 302
    assert AuditEntry.objects.filter(action="user.change").latest("id").after == {"is_active": False, "name": "李明"}


def test_nobody_changes_their_own_roles_or_closes_themselves(desk, admin):
    answer = desk.post(f"/admin/accounts/edit/{admin.pk}/", fill(admin.unit, username=admin.username, roles=["office"]))

    assert "不能改自己的角色" in answer.content.decode()
    assert "不能停用自己的账号" in answer.content.decode()
    assert User.objects.get(pk=admin.pk).role_keys() == {"admin"}


def test_a_superuser_is_beyond_the_administrators_reach(desk, admin):
    root = User.objects.create_superuser("root", password=make.PASSWORD, unit=admin.unit, name="根")

    assert "根" not in desk.get("/admin/accounts/").content.decode()
    assert desk.get(f"/admin/accounts/edit/{root.pk}/").status_code == 404
    assert desk.post(f"/admin/accounts/reset-password/{root.pk}/").status_code == 404


def test_a_reset_password_replaces_the_old_one(desk, township):
    user = make.user("township", at=township.place)

    answer = desk.post(f"/admin/accounts/reset-password/{user.pk}/", follow=True)

    user.refresh_from_db()
    assert user.check_password(password_in(answer))
    assert AuditEntry.objects.filter(action="people.reset_password", target_id=str(user.pk)).count() == 1


def test_the_list_costs_the_same_for_one_account_and_for_many(desk, township, django_assert_max_num_queries):
    desk.get("/admin/accounts/")
    with django_assert_max_num_queries(14):
        desk.get("/admin/accounts/results/")
    for _ in range(5):
        make.user("township", "market", at=township.place)
    with django_assert_max_num_queries(14):
        assert "镇街、市场监管局" in desk.get("/admin/accounts/results/").content.decode()


def test_the_verbs_refuse_what_the_form_refuses(admin, township):
    with pytest.raises(ValidationError, match="没有这样的角色"):
        make_user(Account("x", "某", township, ("king",)))
    with pytest.raises(ValidationError, match="不能改自己的角色"):
        give_roles(admin, ["office"], by=admin)


def test_no_two_passwords_are_alike(township):
    user = make.user("township", at=township.place)

    assert len({reset_password(user) for _ in range(20)}) == 20


def test_an_administrator_opens_no_account_in_another_county(desk, county):
    neighbour = make.unit("office", make.place(500101000000, "万州区", 6))

    answer = desk.post("/admin/accounts/new/", fill(neighbour, roles=["office"]))

    assert "这个单位归别的地方管" in answer.content.decode()
    assert not User.objects.filter(username="liming").exists()
    assert "万州区" not in desk.get("/admin/unit_chooser/").content.decode()


def test_an_administrator_sees_a_neighbours_unit_and_changes_nothing_in_it(desk, county):
    neighbour = make.unit("office", make.place(500101000000, "万州区", 6))
    assert desk.get(f"/admin/units/inspect/{neighbour.pk}/").status_code == 200
    assert desk.get(f"/admin/units/edit/{neighbour.pk}/").status_code == 403


def test_a_group_is_made_of_units_of_ones_own_place_and_keeps_those_it_had(desk, county):
    far, farther = (
        make.unit("bank", make.place(code, name, 6)) for code, name in ((500101000000, "万州"), (500102000000, "涪陵"))
    )
    group = UnitGroup.objects.create(name="成员单位")
    group.members.add(far)
    page = desk.get(f"/admin/unit_groups/edit/{group.pk}/").content.decode()
    assert (far.name in page, farther.name in page) == (True, False)
