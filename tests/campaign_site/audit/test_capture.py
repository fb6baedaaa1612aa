"""What goes on record by itself, and what must never stand in it?"""

import pytest
from wagtail.log_actions import log

from campaign_site.audit.capture import summed_up
from campaign_site.audit.models import AuditEntry
from campaign_site.audit.recording import acting
from campaign_site.people.models import Unit, UnitGroup
from tests import make

pytestmark = pytest.mark.django_db


def last(action: str) -> AuditEntry:
    return AuditEntry.objects.filter(action=action).order_by("id").last()


def test_a_renamed_unit_stands_with_its_old_and_its_new_name(county):
    clerk, unit = make.user("admin", at=county.place), make.unit("market", county.place, "县工商局")

    with acting(clerk, address="10.9.8.7"):
        unit.name = "区市场监督管理局"
        unit.save()

    entry = last("unit.change")
    assert (entry.before, entry.after) == ({"name": "县工商局"}, {"name": "区市场监督管理局"})
    assert (entry.actor_id, entry.actor_name, entry.address) == (clerk.pk, clerk.name, "10.9.8.7")
    assert (entry.target_model, entry.target_id) == ("campaign_site.unit", str(unit.pk))


def test_a_save_that_changes_nothing_leaves_no_entry(county):
    unit = make.unit("market", county.place)
    before = AuditEntry.objects.count()

    Unit.objects.get(pk=unit.pk).save()

    assert AuditEntry.objects.count() == before


def test_a_deleted_row_stands_as_it_was(county):
    unit = make.unit("market", county.place, "临时机构")

    unit.delete()

    assert last("unit.delete").before["name"] == "临时机构"


def test_a_new_password_is_noted_but_never_kept(county):
    user = make.user("township", at=county.townships[0])

    user.set_password("another-long-password-2")
    user.save()

    entry = last("user.change")
    assert (entry.before, entry.after) == ({"password": "（不记录）"}, {"password": "（不记录）"})
    assert "md5" not in str(list(AuditEntry.objects.values()))


def test_a_role_given_stands_with_its_name(county):
    user = make.user(at=county.place)

    user.groups.set(make.Group.objects.filter(name="auditor"))

    assert last("user.link_add").after == {"group": ["auditor"]}


def test_members_taken_from_a_group_stand_with_their_names(county):
    unit = make.unit("market", county.place, "市场监管局")
    group = UnitGroup.objects.create(name="成员单位")
    group.members.add(unit)

    group.members.remove(unit)

    assert last("unitgroup.link_remove").before == {"unit": ["市场监管局"]}


def test_a_mass_load_is_left_to_the_one_who_sums_it_up(county):
    before = AuditEntry.objects.count()

    with summed_up():
        make.unit("market", county.place, "市场监管局")

    assert AuditEntry.objects.count() == before


def test_wagtails_log_of_a_row_that_is_not_audited_is_mirrored(county, signed_in):
    clerk = make.user("admin", at=county.place)

    signed_in(clerk).post("/admin/redirects/add/", {"old_path": "/ad", "redirect_link": "http://127.0.0.1/anli/"})

    entry = last("wagtail.create")
    assert (entry.actor_name, entry.target_model, entry.target_label) == (
        clerk.name,
        "wagtailredirects.redirect",
        "/ad",
    )


def test_wagtails_log_of_an_audited_row_is_not_put_down_twice(county):
    unit = make.unit("market", county.place)
    before = AuditEntry.objects.count()

    log(instance=unit, action="wagtail.edit")

    assert AuditEntry.objects.count() == before
