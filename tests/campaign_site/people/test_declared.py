"""Is everything declared that access rests on?"""

from django.core.checks import run_checks
from django.db import models

from campaign_site.people.declared import is_declared, missing_permissions, models_without_scope, stale_internals
from campaign_site.people.roles import ROLES, Role, unknown_permissions, write_roles
from tests import make


def test_every_permission_of_the_role_table_exists(db):
    write_roles()
    assert unknown_permissions() == missing_permissions() == []


def test_a_misspelt_permission_is_told_by_the_system_check(db, monkeypatch):
    monkeypatch.setitem(ROLES, "office", Role("打非办", ROLES["office"].reach, ("campaigns.aprove_event",)))
    told = [found.msg for found in run_checks(databases=["default"]) if found.id == "campaign.W001"]
    assert told == ["角色表里的权限不存在：campaigns.aprove_event。"]


def test_every_model_says_to_whom_its_rows_belong():
    assert list(models_without_scope()) == []
    assert stale_internals() == []


def test_a_model_that_does_not_say_so_is_found():
    class Homeless(models.Model):
        class Meta:
            app_label = "nowhere"
            managed = False

    assert not is_declared(Homeless)


def test_writing_the_roles_takes_back_what_was_added_by_hand(county):
    write_roles()
    by_hand = make.Group.objects.create(name="made by hand")
    by_hand.permissions.set(make.Group.objects.get(name="admin").permissions.all())
    office = make.Group.objects.get(name="office")
    held = office.permissions.count()
    office.permissions.clear()

    write_roles()

    assert (by_hand.permissions.count(), office.permissions.count()) == (0, held)
