"""Event → approved → board → task closed → voided → reopened, through the screens and the real tasks."""

import datetime as dt

import pytest
from django.urls import reverse

from campaign_site.terms.seed import load_terms
from campaigns.coverage.gaps import Gap
from campaigns.outreach import actions as outreach
from campaigns.supervision.models import GapTask, TaskNotice
from schedules import tasks
from schedules.workdays import add_workdays
from tests import make

TODAY = dt.date(2026, 10, 31)
NOW = dt.datetime(2026, 10, 31, 9, tzinfo=dt.UTC)


@pytest.fixture
def people(county, settings, signed_in):
    """A county whose first township has spoken for October; browsers of the office and of the township."""
    settings.DEMO_TODAY = TODAY
    load_terms()
    make.event(county.village(0, 1), owed_since=NOW)
    cadre = make.user("township", at=county.townships[0], name="李春梅")
    office = make.user("office", at=county.place, name="周敏")
    beat()
    return {"county": county, "cadre": cadre, "office": office, "browser": signed_in}


def beat():
    """What beat and worker do every few seconds."""
    tasks.look_daily()
    tasks.recount_owed()
    tasks.follow_gaps()


def board(people):
    text = (
        people["browser"](people["office"])
        .get(reverse("coverage:board") + "?span=1&format=csv")
        .content.decode("utf-8-sig")
    )
    return next(line for line in text.splitlines() if "第1镇" in line)


def test_the_gap_is_asked_for_filled_lost_and_asked_for_again(people):
    village = people["county"].village()
    office, township = people["browser"](people["office"]), people["browser"](people["cadre"])
    gap = Gap.objects.get(place=village)
    assert "1镇1村" in office.get(reverse("supervision:gaps")).content.decode()
    assert "○ 1/3 缺口" in board(people)

    page = office.get(reverse("supervision:make_task", args=[gap.pk]))
    assert "第 1 次要求" in page.content.decode()
    asked = {"what": "开一场院坝会", "due_on": add_workdays(TODAY, 10), "owner": people["cadre"].unit_id}
    assert office.post(reverse("supervision:make_task", args=[gap.pk]), asked).status_code == 302
    task = GapTask.objects.get()
    assert "新任务" in township.get(reverse("supervision:tasks")).content.decode()

    event = make.event(village, state="submitted", author=people["cadre"])
    beat()
    task.refresh_from_db()
    assert task.state == "open"

    outreach.approve(event, make.user("township", at=people["county"].townships[0]), now=NOW)
    beat()
    task.refresh_from_db()
    assert (task.state, task.closed_by_event) == ("closed", event)
    assert "◐ 2/3 关注" in board(people)
    assert "已自动销号" in township.get(reverse("supervision:task", args=[task.pk])).content.decode()

    event.refresh_from_db()
    outreach.void_event(event, people["office"], reason="下雨没有办成", now=NOW)
    beat()
    task.refresh_from_db()
    assert (task.state, task.closed_by_event) == ("reopened", None)
    assert "○ 1/3 缺口" in board(people)
    told = list(TaskNotice.objects.order_by("id").values_list("kind", flat=True))
    assert told == ["new", "closed", "reopened"]
    desk = township.get(reverse("supervision:tasks")).content.decode()
    assert "下雨没有办成" in desk
    assert "又打开" in desk


def test_a_returned_event_reopens_and_its_answer_closes_again(people):
    village = people["county"].village()
    gap = Gap.objects.get(place=village)
    office, second = people["office"], make.user("township", at=people["county"].townships[0])
    asked = {"what": "开一场院坝会", "due_on": "2026-12-01", "owner": people["cadre"].unit_id}
    people["browser"](office).post(reverse("supervision:make_task", args=[gap.pk]), asked)
    event = make.event(village, state="submitted", author=people["cadre"])
    outreach.approve(event, second, now=NOW)
    beat()
    event.refresh_from_db()
    outreach.return_event(event, office, field="attendance", remark="是 38 还是 380？", now=NOW)
    beat()
    assert GapTask.objects.get().state == "reopened"
    event.refresh_from_db()
    outreach.explain(event, people["cadre"], text="是 38，签到表在镇里", now=NOW)
    event.refresh_from_db()
    outreach.approve(event, second, now=NOW)
    beat()
    task = GapTask.objects.get()
    assert (task.state, task.closed_by_event) == ("closed", event)
    assert [notice.kind for notice in task.notices.order_by("id")] == ["new", "closed", "reopened", "closed"]
