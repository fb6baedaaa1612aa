"""Who may ask for what by when, and what is refused in which words?"""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from campaign_site.audit.models import AuditEntry
from campaign_site.clock import machine_now
from campaign_site.terms.seed import load_terms
from campaigns.coverage.gaps import Gap
from campaigns.coverage.measures import CoverageMeasures
from campaigns.supervision.actions import Request, make_task, mark_seen
from campaigns.supervision.closing import pay_gaps
from campaigns.supervision.models import GapTask, TaskNotice
from tests import make

TODAY = dt.date(2026, 10, 30)
NOW = dt.datetime(2026, 10, 30, 9, tzinfo=dt.UTC)
LATER = dt.date(2026, 12, 1)


@pytest.fixture
def town(county, settings):
    settings.DEMO_TODAY = TODAY
    load_terms()
    return county


@pytest.fixture
def office(town):
    return make.user("office", at=town.place)


def ask(town, by, **more):
    township = town.townships[0]
    usual = {"owner": make.unit("township", township), "what": "开一场院坝会", "due_on": LATER}
    return make_task(make.gap(town.village()), by, Request(**(usual | more)), now=NOW, today=TODAY)


def test_a_task_tells_its_owner_and_is_on_record(town, office):
    task = ask(town, office)
    assert [reason.key for reason in task.reasons.all()] == ["all"]
    notice = TaskNotice.objects.get()
    assert (notice.unit, notice.kind, notice.text) == (task.owner, "new", "1镇1村：开一场院坝会（2026-12-01 以前）")
    assert AuditEntry.objects.filter(action="supervision.make_task", actor_id=office.pk).count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"what": "  "}, "请写要做的事"),
        ({"due_on": dt.date(2026, 11, 12)}, "最少留 10 个工作日，最早 2026-11-13"),
    ],
)
def test_a_request_without_sense_is_refused(town, office, given, words):
    with pytest.raises(ValidationError, match=words):
        ask(town, office, **given)
    assert not GapTask.objects.exists()


def test_only_units_and_people_of_the_township_can_own_a_task(town, office):
    elsewhere = make.user("township", at=town.townships[1])
    with pytest.raises(ValidationError, match="不在第1镇"):
        ask(town, office, owner=elsewhere.unit)
    with pytest.raises(ValidationError, match="请重选承办人"):
        ask(town, office, person=elsewhere)


def test_beyond_the_budget_a_reason_is_needed(town, office):
    CoverageMeasures.objects.update_or_create(pk=1, defaults={"most_requests": 1})
    make.gap_task(town.village(0, 1))
    with pytest.raises(ValidationError, match="已到上限 1 次"):
        ask(town, office)
    assert ask(town, office, over_reason="相邻镇出现疑似广告").over_reason == "相邻镇出现疑似广告"


def test_the_second_who_asks_is_told_that_somebody_was_quicker(town, office):
    ask(town, office)
    with pytest.raises(ValidationError, match="有人先办了"):
        ask(town, office)
    assert GapTask.objects.count() == 1


def test_a_filled_gap_is_not_asked_for(town, office):
    gap = make.gap(town.village())
    gap.reasons.update(closed_on=TODAY)
    request = Request(make.unit("township", town.townships[0]), "开一场院坝会", LATER)
    with pytest.raises(ValidationError, match="已经补上了"):
        make_task(gap, office, request, now=NOW, today=TODAY)


def test_a_township_asks_nobody(town):
    with pytest.raises(PermissionDenied):
        ask(town, make.user("township", at=town.townships[0]))


def test_the_form_refuses_in_sentences_and_keeps_nothing(town, office, signed_in):
    gap = make.gap(town.village())
    address = reverse("supervision:make_task", args=[gap.pk])
    answer = signed_in(office).post(address, {"what": "x" * 201, "due_on": "明天", "owner": "0"})
    shown = answer.content.decode()
    assert answer.status_code == 400
    for words in ("最多 200 个字", "日期要写成 2026-11-16 这样", "“谁来办”里没有这一项"):
        assert words in shown
    assert not GapTask.objects.exists()
    assert signed_in(office).post(reverse("supervision:make_task", args=[10**9]), {}).status_code == 404


def test_the_page_counts_the_requests_of_the_month(town, office, signed_in):
    make.gap_task(town.village(0, 1))
    gap = make.gap(town.village())
    shown = signed_in(office).get(reverse("supervision:make_task", args=[gap.pk])).content.decode()
    assert "这将是本月向第1镇提出的第 2 次要求，上限 8 次" in shown


def test_a_task_is_taken_back_with_a_reason_only(town, office, signed_in):
    task = make.gap_task(town.village())
    browser, address = signed_in(office), reverse("supervision:task", args=[task.pk])
    assert "请写取消的理由" in browser.post(address, {"reason": " "}).content.decode()
    assert browser.post(address, {"reason": "该村已并入邻村"}).status_code == 302
    task.refresh_from_db()
    assert (task.state, task.cancel_reason) == ("cancelled", "该村已并入邻村")
    assert "有人先办了" in browser.post(address, {"reason": "再来"}).content.decode()
    assert TaskNotice.objects.get().kind == "cancelled"


def test_overdue_is_a_calendar_day_in_shanghai(town, signed_in):
    make.gap_task(town.village(), due_on=dt.date(2026, 10, 29))
    make.gap_task(town.village(0, 1), due_on=TODAY)
    assert [task.place.short_name for task in GapTask.objects.overdue(TODAY)] == ["1镇1村"]
    shown = signed_in(make.user("township", at=town.townships[0])).get(reverse("supervision:tasks")).content.decode()
    assert shown.count("逾期") == 1


def test_a_read_notice_leaves_the_desk_of_its_unit_only(town):
    task = make.gap_task(town.village())
    notice = TaskNotice.objects.create(task=task, unit=task.owner, kind="new", text="新任务", at=NOW)
    stranger = make.user("township", at=town.townships[1])
    assert mark_seen(stranger, [notice.pk], now=NOW) == 0
    assert mark_seen(make.user("township", at=town.townships[0]), [notice.pk], now=NOW) == 1


def test_the_office_sees_a_task_but_cannot_take_its_notice_from_the_owners_desk(town, office, signed_in):
    task = make.gap_task(town.village())
    notice = TaskNotice.objects.create(task=task, unit=task.owner, kind="reopened", text="任务又打开", at=NOW)
    browser, address = signed_in(office), reverse("supervision:tasks")
    assert not browser.get(address).context["notices"]
    browser.post(address, {"notice": notice.pk})
    notice.refresh_from_db()
    assert notice.seen_at is None
    signed_in(make.user("township", at=town.townships[0])).post(address, {"notice": notice.pk})
    assert AuditEntry.objects.filter(action="supervision.mark_seen").count() == 1


def test_following_a_gap_twice_tells_once(town):
    task = make.gap_task(town.village())
    task.reasons.update(closed_on=TODAY)
    for _ in range(2):
        Gap.objects.all().owe(machine_now())
        pay_gaps(clock=machine_now, now=NOW, today=TODAY)
    assert TaskNotice.objects.count() == 1
    task.refresh_from_db()
    assert (task.state, task.closed_at) == ("closed", NOW)


def test_a_task_reopens_even_where_next_years_holidays_are_unknown(town):
    task = make.gap_task(town.village(), state="closed", closed_at=NOW)
    Gap.objects.all().owe(machine_now())
    pay_gaps(clock=machine_now, now=machine_now(), today=dt.date(2090, 12, 30))
    task.refresh_from_db()
    assert (task.state, task.due_on) == ("reopened", dt.date(2091, 1, 19))
    assert "2091-01-19 以前补上（节假日表还没到那一年，按 20 个日历日给）" in TaskNotice.objects.get().text


def test_a_task_whose_day_has_passed_gets_the_least_lead_time_again(town):
    task = make.gap_task(town.village(), state="closed", closed_at=NOW, due_on=dt.date(2026, 10, 1))
    Gap.objects.all().owe(machine_now())
    pay_gaps(clock=machine_now, now=machine_now(), today=TODAY)
    task.refresh_from_db()
    assert (task.state, task.due_on) == ("reopened", dt.date(2026, 11, 13))
