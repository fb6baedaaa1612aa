"""A case goes from the editor's desk to the public through three other persons and the timetable's real task."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from campaign_site.audit.models import AuditEntry
from campaigns.pages.approval import APPROVED_BEFORE, WROTE
from campaigns.pages.models import CaseIndexPage, CasePage
from schedules.tasks import publish_scheduled
from tests import make, make_pages

HOUR = dt.timedelta(hours=1)


@dataclass
class Department:
    """Four browsers, one signed in for each person of the propaganda department."""

    editor: Client
    reader: Client
    section: Client
    leader: Client


@pytest.fixture
def department(county, signed_in) -> Department:
    make_pages.site()
    roles = ("propaganda", "propaganda", "propaganda_section", "propaganda_leader")
    return Department(*(signed_in(make.user(role, at=county.place)) for role in roles))


def written(**more) -> dict[str, str]:
    """What the editor types into the form."""
    chapter = {**make_pages.CHAPTER, "text": rich_text("<p>门口送鸡蛋。</p>")}
    sentence = {**make_pages.SENTENCE, "notes": streamfield([("item", "那就不是养老，是在收钱。")])}
    form = {
        "title": "鸡蛋换走八万元",
        "slug": "eggs",
        "lede": "一盒鸡蛋，怎么变成一张收据。",
        "is_pattern": "on",
        "body": streamfield([("chapter", chapter), ("sentence", sentence)]),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
    }
    return nested_form_data({**form, **more})


def hand_in(client: Client, **more) -> CasePage:
    index = CaseIndexPage.objects.get()
    address = reverse("wagtailadmin_pages:add", args=["campaigns", "casepage", index.pk])
    assert client.post(address, {**written(**more), "action-submit": "1"}).status_code == 302
    return CasePage.objects.get()


def approve(client: Client, page: CasePage):
    state = CasePage.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    return client.post(address, {"comment": ""})


def approve_from_editor(client: Client, page: CasePage) -> str:
    form = {**written(), "action-workflow-action": "true", "workflow-action-name": "approve"}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form, follow=True).content.decode()


def an_hour_passes() -> None:
    due = Revision.objects.filter(approved_go_live_at__isnull=False)
    assert due.update(approved_go_live_at=F("approved_go_live_at") - HOUR) == 1


def test_a_case_is_approved_by_three_others_and_goes_out_at_its_hour(department, client):
    page = hand_in(department.editor, go_live_at=f"{timezone.localtime() + HOUR:%Y-%m-%d %H:%M}")
    for person in (department.reader, department.section, department.leader):
        assert approve(person, page).status_code == 302
    publish_scheduled()
    assert client.get("/cases/eggs/").status_code == 404
    an_hour_passes()
    publish_scheduled()
    shown = client.get("/cases/eggs/").content.decode()
    assert "典型模式（非真实个案）" in shown
    assert '<span class="pen">住不住都返钱</span>' in shown
    assert "鸡蛋换走八万元" in client.get("/").content.decode()
    verbs = AuditEntry.objects.filter(target_id=str(page.pk)).order_by("pk").values_list("action", flat=True)
    assert [verb for verb in verbs if verb == "pages.workflow.approve"] == ["pages.workflow.approve"] * 3
    assert verbs.last() == "pages.publish.scheduled"


def test_the_editors_own_approval_is_refused_with_the_reason(department):
    page = hand_in(department.editor)
    assert WROTE in approve_from_editor(department.editor, page)
    assert approve(department.editor, page).status_code == 403
    assert CasePage.objects.get().current_workflow_task.name == "编校"


def test_who_approved_one_step_cannot_take_the_next_one_too(county, department, signed_in):
    two_roles = signed_in(make.user("propaganda", "propaganda_section", at=county.place))
    page = hand_in(department.editor)
    approve(two_roles, page)
    assert APPROVED_BEFORE in approve_from_editor(two_roles, page)
    assert CasePage.objects.get().current_workflow_task.name == "科室"


@pytest.mark.parametrize("role", ["office", "market", "township", "village", "auditor", "admin"])
def test_another_role_neither_approves_nor_writes(county, department, signed_in, role):
    page = hand_in(department.editor)
    stranger = signed_in(make.user(role, at=county.place))
    assert approve(stranger, page).status_code == 403
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert stranger.post(edit, {**written(title="改了"), "action-publish": "1"}).status_code in (302, 403)
    assert CasePage.objects.get().get_latest_revision_as_object().title == "鸡蛋换走八万元"


def test_a_superuser_who_wrote_does_not_get_around_the_three(county, signed_in, client):
    make_pages.site()
    root = make.user(at=county.place)
    root.is_superuser = True
    root.save()
    page = hand_in(signed_in(root))
    form = {**written(), "action-publish": "1"}
    signed_in(root).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    assert WROTE in approve_from_editor(signed_in(root), page)
    assert client.get("/cases/eggs/").status_code == 404


def test_an_editor_compares_two_drafts(department):
    page = hand_in(department.editor)
    make_pages.edited(page, "鸡蛋换走九万元", by=None)
    earlier, later = page.revisions.order_by("pk")
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, earlier.pk, later.pk])
    assert "九" in department.reader.get(address).content.decode()
