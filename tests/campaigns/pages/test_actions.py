import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import Page, Site, Workflow

from campaign_site.audit.models import AuditEntry
from campaigns.pages.actions import publish_due
from campaigns.pages.first_cases import plant_first_cases
from campaigns.pages.models import CaseIndexPage, CasePage, HomePage
from tests import make, make_pages

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def scheduled(county, now) -> CasePage:
    """A case approved by three persons, to go live in an hour."""
    roles = ("propaganda", "propaganda", "propaganda_section", "propaganda_leader")
    editor, *readers = (make.user(role, at=county.place) for role in roles)
    page = make_pages.submitted(make_pages.case(by=editor, go_live_at=now + HOUR), by=editor)
    return make_pages.approve(page, *readers)


def test_planting_twice_leaves_one_tree(db):
    make_pages.site()
    HomePage.objects.update(then="改过的话。")
    home = make_pages.site()
    assert home.then == "改过的话。"
    assert [page.title for page in Page.objects.order_by("path")] == ["Root", "首页", "看案例"]
    assert Site.objects.get().root_page_id == home.pk
    assert [task.name for task in home.get_workflow().tasks] == ["编校", "科室", "分管领导"]
    assert Workflow.objects.filter(workflow_pages__isnull=False).count() == 1


def test_planted_texts_are_readable_and_planted_once(db, client):
    home = make_pages.site()
    assert plant_first_cases(home) == CasePage.objects.count() > 0
    assert plant_first_cases(HomePage.objects.get()) == 0
    assert "月月返三百" in client.get("/").content.decode()
    assert all(client.get(case.url).status_code == 200 for case in CasePage.objects.all())


def test_nothing_goes_out_before_its_hour(scheduled, now):
    assert publish_due(now) == (0, 0)
    assert not CasePage.objects.get().live


def test_a_missed_beat_catches_up(scheduled, now):
    assert publish_due(now + 5 * HOUR) == (1, 0)
    assert CasePage.objects.get().live
    assert AuditEntry.objects.filter(action="pages.publish.scheduled", target_id=str(scheduled.pk)).count() == 1


def test_the_second_worker_finds_nothing_left(scheduled, now):
    publish_due(now + HOUR)
    assert publish_due(now + HOUR) == (0, 0)


def test_a_page_whose_time_is_over_is_withdrawn(db, now, client):
    page = make_pages.case(live=True, expire_at=now - HOUR)
    assert client.get(page.url).status_code == 200
    assert publish_due(now) == (0, 1)
    assert client.get(page.url).status_code == 404
    assert CasePage.objects.get().expired


def test_what_cannot_be_published_goes_to_a_person_and_holds_nothing_up(scheduled, now):
    draft = scheduled.get_latest_revision()
    draft.content["slug"] = "taken"
    draft.save()
    CaseIndexPage.objects.get().add_child(instance=CasePage(title="占了网址", slug="taken", lede="占了。"))
    assert publish_due(now + HOUR) == (0, 0)
    entry = AuditEntry.objects.get(action="pages.publish.scheduled", result=AuditEntry.Result.REFUSED)
    assert entry.target_label == str(scheduled)
