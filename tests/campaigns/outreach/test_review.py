"""What does a reviewer see, and what becomes of a click?"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_site.clock import machine_now
from campaigns.outreach import actions
from campaigns.outreach.models import Event
from tests import make
from tests.campaigns.outreach.test_field_views import words_of

NOW = dt.datetime(2026, 10, 21, 8, tzinfo=dt.UTC)


@pytest.fixture
def reviewer(county):
    return make.user("township", at=county.townships[0], name="周敏")


@pytest.fixture
def desk(signed_in, reviewer):
    return signed_in(reviewer)


@pytest.fixture
def event(county):
    return make.event(county.village(), state="submitted")


def page_of(event):
    return f"/admin/events/inspect/{event.pk}/"


def test_the_page_tells_the_event_and_offers_what_may_be_done(desk, event):
    page = words_of(desk.get(page_of(event)))
    for words in (
        "1镇1村院坝会：养老床位“返利”",
        "38 人（清点）",
        "未留存（不作要求）",
        "审核：认可",
        "退回，问一句",
        "作废…",
    ):
        assert words in page
    assert "这是第一场" in page


def test_approving_goes_on_to_the_next_that_waits(desk, county, event):
    later = make.event(county.village(0, 1), state="submitted", held_on=dt.date(2026, 10, 21))
    answer = desk.post(page_of(event), {"decision": "approve", "version": "1"})
    assert answer.url == page_of(later)
    event.refresh_from_db()
    assert event.get_state_display() == "镇街已审"


def test_a_question_lies_on_the_field_it_is_about(desk, reviewer, event):
    asked = {"decision": "return", "version": "1", "remark_field": "attendance", "remark": "是 38 还是 380？"}
    assert desk.post(page_of(event), asked).url == "/admin/events/"
    event.refresh_from_db()
    assert (event.state, event.remark_field, event.remark) == ("returned", "attendance", "是 38 还是 380？")


@pytest.mark.parametrize(
    ("clicked", "sentence"),
    [
        ({"decision": "return", "remark_field": "attendance", "remark": " "}, "“退回的话”还空着。写一句问的是什么"),
        ({"decision": "return", "remark_field": "shoe_size", "remark": "几码？"}, "请选问的是哪一栏"),
        ({"decision": "void", "reason": ""}, "“作废原因”还空着。"),
        ({"decision": "void", "reason": "打 13812345678 问过"}, "“作废原因”里像是有电话号码"),
        ({"decision": "dance"}, "没有看懂要办哪一样"),
        ({"decision": "approve", "version": "7"}, "内容刚改过"),
        ({"decision": "approve", "version": "x"}, "内容刚改过"),
    ],
)
def test_a_click_that_cannot_be_is_answered_in_words(desk, event, clicked, sentence):
    answer = desk.post(page_of(event), {"version": "1"} | clicked)
    assert (answer.status_code, sentence in words_of(answer)) == (422, True)
    event.refresh_from_db()
    assert event.state == "submitted"


def test_what_was_typed_is_still_there_after_a_refusal(desk, event):
    typed = {"decision": "return", "version": "9", "remark_field": "place", "remark": "是哪个院坝？"}
    assert "是哪个院坝？" in words_of(desk.post(page_of(event), typed))


def test_the_author_is_offered_no_approval_and_gets_none(signed_in, event):
    own = signed_in(event.author)
    assert "自己记的，由别人来审" in words_of(own.get(page_of(event)))
    answer = own.post(page_of(event), {"decision": "approve", "version": "1"})
    assert (answer.status_code, "自己记的活动不能自己审" in words_of(answer)) == (403, True)


def test_another_townships_event_is_not_there(signed_in, county, event):
    stranger = signed_in(make.user("township", at=county.townships[1]))
    assert stranger.get(page_of(event)).status_code == 404
    assert stranger.post(page_of(event), {"decision": "approve", "version": "1"}).status_code == 404


def test_the_list_holds_the_own_township_oldest_first(desk, county, event):
    older = make.event(county.village(0, 1), state="submitted", held_on=dt.date(2026, 9, 1))
    make.event(county.village(1), state="submitted")
    shown = desk.get("/admin/events/?state=submitted").context["object_list"]
    assert list(shown) == [older, event]


def test_the_mended_figure_stands_beside_the_earlier_one(desk, county, event):
    entry = make.entry(county.village(), attendance=40)
    actions.correct_event(event, event.author, entry, reason="数漏了两个", now=NOW)
    page = words_of(desk.get(page_of(event)))
    assert "到了多少人 38 → 40" in page
    assert "“数漏了两个”" in page


def test_nobody_adds_edits_or_deletes_events_in_the_admin(signed_in, county, event):
    office = signed_in(make.user("office", at=county.place))
    addresses = ("new/", f"edit/{event.pk}/", f"delete/{event.pk}/", f"usage/{event.pk}/", f"history/{event.pk}/")
    assert {office.get(f"/admin/events/{address}").status_code for address in addresses} <= {403, 404}
    assert Event.objects.count() == 1


def test_the_list_asks_the_database_as_often_for_three_as_for_one(desk, county):
    counted = []
    for number in (1, 2):
        for _ in range(number):
            make.event(county.village(), state="submitted")
        desk.get("/admin/events/")
        with CaptureQueriesContext(connection) as queries:
            desk.get("/admin/events/")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_last_event_before_is_told_only_to_who_may_see_it(signed_in, county):
    make.event(county.village(), held_on=dt.date(2026, 9, 1))
    bank = make.user("bank", at=county.place)
    own = make.event(county.village(), author=bank, state="submitted")
    assert "最近一场" not in words_of(signed_in(bank).get(page_of(own)))
    office = make.user("office", at=county.place)
    assert "最近一场 2026-09-01" in words_of(signed_in(office).get(page_of(own)))


def test_a_debt_bears_the_machines_moment_also_on_demo_screens(desk, event, settings):
    settings.DEMO_TODAY, before = dt.date(2020, 6, 1), machine_now() - dt.timedelta(seconds=5)
    desk.post(page_of(event), {"decision": "approve", "version": "1"})
    event.refresh_from_db()
    assert (event.approved_at.year, event.owed_since > before) == (2020, True)
