"""Event → approved → board → task closed → voided → reopened, through the screens and the real tasks."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from campaign_site.places.models import Place
from campaign_site.terms.seed import load_terms
from campaigns.coverage.gaps import Gap
from campaigns.outreach.actions import explain
from campaigns.outreach.models import Event
from campaigns.supervision.models import GapTask
from schedules import tasks
from schedules.workdays import add_workdays
from tests import make

TODAY = dt.date(2026, 10, 31)


@dataclass
class Story:
    """The office, the cadre who logs, the colleague who approves; each before a browser."""

    village: Place
    office: Client
    cadre: Client
    colleague: Client
    owner: int

    def beat(self) -> None:
        """What beat and worker do every few seconds."""
        tasks.look_daily()
        tasks.recount_owed()
        tasks.follow_gaps()

    def board(self) -> str:
        text = self.office.get(reverse("coverage:board"), {"span": "1", "format": "csv"}).content.decode("utf-8-sig")
        return next(line for line in text.splitlines() if "第1镇" in line)

    def ask(self) -> GapTask:
        """The office asks for the village's gap to be filled, with one form."""
        address = reverse("supervision:make_task", args=[Gap.objects.get(place=self.village).pk])
        assert "第 1 次要求" in self.office.get(address).content.decode()
        form = {"what": "开一场院坝会", "due_on": add_workdays(TODAY, 10), "owner": self.owner}
        assert self.office.post(address, form).status_code == 302
        return GapTask.objects.get()

    def decide(self, browser: Client, event: Event, decision: str, **words: str) -> None:
        """Somebody decides about the event on its page, on the version that is shown."""
        event.refresh_from_db()
        form = {"decision": decision, "version": event.version, **words}
        assert browser.post(reverse("events:inspect", args=[event.pk]), form).status_code == 302
        self.beat()

    def page(self, name: str, *args: int) -> str:
        return self.cadre.get(reverse(name, args=args)).content.decode()


@pytest.fixture
def story(county, settings, signed_in):
    """A county whose first township has spoken for October, but never went to its first village."""
    settings.DEMO_TODAY = TODAY
    load_terms()
    township = county.townships[0]
    make.event(county.village(0, 1), owed_since=dt.datetime(2026, 10, 31, 9, tzinfo=dt.UTC))
    cadre, colleague = (make.user("township", at=township) for _ in range(2))
    browsers = [signed_in(user) for user in (make.user("office", at=county.place), cadre, colleague)]
    told = Story(county.village(), *browsers, owner=cadre.unit_id)
    told.event = make.event(county.village(), state="draft", author=cadre)
    told.beat()
    return told


def submitted(event: Event) -> Event:
    Event.objects.filter(pk=event.pk).update(
        state="submitted", submitted_at=dt.datetime(2026, 10, 31, 8, tzinfo=dt.UTC)
    )
    return event


def test_the_gap_is_asked_for_filled_lost_and_asked_for_again(story):
    assert "1镇1村" in story.office.get(reverse("supervision:gaps")).content.decode()
    assert "○ 1/3 缺口" in story.board()
    task = story.ask()
    assert "新任务" in story.page("supervision:tasks")

    event = submitted(story.event)
    story.beat()
    assert GapTask.objects.get().state == "open"

    story.decide(story.colleague, event, "approve")
    task.refresh_from_db()
    assert (task.state, task.closed_by_event) == ("closed", event)
    assert "◐ 2/3 关注" in story.board()
    assert "自动销号" in story.page("supervision:task", task.pk)

    story.decide(story.office, event, "void", reason="下雨没有办成")
    task.refresh_from_db()
    assert (task.state, task.closed_by_event) == ("reopened", None)
    assert "○ 1/3 缺口" in story.board()
    assert [notice.kind for notice in task.notices.order_by("id")] == ["new", "closed", "reopened"]
    assert "下雨没有办成" in story.page("supervision:tasks")


def test_a_returned_event_reopens_and_its_approval_closes_again(story):
    task = story.ask()
    event = submitted(story.event)
    story.decide(story.colleague, event, "approve")
    story.decide(story.office, event, "return", remark_field="attendance", remark="是 38 还是 380？")
    task.refresh_from_db()
    assert task.state == "reopened"
    assert "是 38 还是 380？" in story.page("supervision:tasks")
    event.refresh_from_db()
    explain(event, event.author, text="是 38，签到表在镇里", now=dt.datetime(2026, 10, 31, 9, tzinfo=dt.UTC))
    story.decide(story.colleague, event, "approve")
    task.refresh_from_db()
    assert (task.state, task.closed_by_event) == ("closed", event)


def test_a_second_pass_of_the_tasks_changes_nothing(story):
    task = story.ask()
    story.decide(story.colleague, submitted(story.event), "approve")
    before = story.board(), list(task.notices.values_list("kind", flat=True))
    story.beat()
    assert (story.board(), list(task.notices.values_list("kind", flat=True))) == before
