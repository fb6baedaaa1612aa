"""What became of my events, and how do I answer, mend or void one?"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.outreach import actions
from campaigns.outreach.models import Event
from tests import make
from tests.campaigns.outreach.test_field_views import told, words_of

NOW = dt.datetime(2026, 10, 21, 8, tzinfo=dt.UTC)


@pytest.fixture
def author(county):
    return make.user("township", at=county.townships[0], name="陈晓梅")


@pytest.fixture
def phone(signed_in, author):
    return signed_in(author)


@pytest.fixture
def returned(county, author):
    event = make.event(county.village(), author=author, state="submitted", attendance=180)
    second = make.user("township", at=county.townships[0], name="周敏")
    actions.return_event(event, second, field="attendance", remark="院坝坐得下吗？是不是 18？", now=NOW)
    return event


def as_told(event, **more):
    usual = {"uuid": str(event.uuid), "version": event.version, "attendance": str(event.attendance), "start_time": ""}
    return told(event.place, **(usual | {"held_on": event.held_on.isoformat()} | more))


def test_states_stand_there_as_words(phone, county, author):
    for state in Event.State.values:
        make.event(county.village(), author=author, state=state)
    lists = {tab: words_of(phone.get(f"/field/mine/?tab={tab}")) for tab in ("sent", "returned", "done")}
    assert "在办 2" in lists["sent"]
    assert "等镇街另一位同事或打非办来审" in lists["sent"]
    assert "“是 38 还是 380？”" in lists["returned"]
    for word in ("已办好 3", "镇街已审", "县里已认可", "作废 没有办成"):
        assert word in lists["done"]


def test_a_returned_event_opens_with_the_remark_on_top_of_its_field(phone, returned):
    page = words_of(phone.get(f"/field/{returned.uuid}/"))
    remark, field, rest = (page.index(w) for w in ("院坝坐得下吗？是不是 18？", "到了多少人", "别的没有问题，不用动"))
    assert remark < field < rest
    assert "周敏" in page


def test_one_figure_mended_and_the_reviewer_sees_which(phone, returned):
    screen = phone.post(f"/field/{returned.uuid}/", as_told(returned, attendance="18"), follow=True)
    assert "第 2 版存好了" in words_of(screen)
    assert "到了多少人 180 → 18" in words_of(screen)
    returned.refresh_from_db()
    assert (returned.state, returned.version, returned.attendance) == ("submitted", 2, 18)


def test_it_was_right_and_is_explained(phone, returned):
    phone.post(f"/field/{returned.uuid}/", as_told(returned, explain="1", reason="三个院坝同时开"))
    returned.refresh_from_db()
    assert (returned.state, returned.version, returned.attendance) == ("submitted", 1, 180)


def test_an_explanation_needs_a_word(phone, returned):
    answer = phone.post(f"/field/{returned.uuid}/", as_told(returned, explain="1", reason=" "))
    assert (answer.status_code, "“想说明的话”还空着" in words_of(answer)) == (422, True)


def test_a_returned_page_mended_elsewhere_meanwhile_is_not_overwritten(phone, returned):
    old = as_told(returned, attendance="17")
    phone.post(f"/field/{returned.uuid}/", as_told(returned, attendance="18"))
    answer = phone.post(f"/field/{returned.uuid}/", old | {"reason": "再改"})
    assert "有人先办了，或者内容刚改过" in words_of(answer)
    assert Event.objects.get().attendance == 18


def test_voiding_asks_why_and_keeps_the_record(phone, county, author):
    event = make.event(county.village(), author=author, state="submitted")
    assert "“作废原因”还空着" in words_of(phone.post(f"/field/{event.uuid}/void/", {"reason": ""}))
    page = phone.post(f"/field/{event.uuid}/void/", {"reason": "下雨没有办成"}, follow=True)
    assert "作废 下雨没有办成 不算数，记录还在。" in words_of(page)


def test_another_townships_event_is_not_there(signed_in, county, returned):
    stranger = signed_in(make.user("township", at=county.townships[1]))
    for address in ("", "done/", "void/"):
        assert stranger.get(f"/field/{returned.uuid}/{address}").status_code == 404
    assert stranger.post(f"/field/{returned.uuid}/", as_told(returned)).status_code == 404


def test_a_colleague_of_another_unit_may_look_but_not_mend(signed_in, county, returned):
    office = signed_in(make.user("office", at=county.place))
    assert "改一处" not in words_of(office.get(f"/field/{returned.uuid}/"))
    assert office.post(f"/field/{returned.uuid}/", as_told(returned, attendance="18")).status_code == 403


@pytest.mark.parametrize("address", ["/field/mine/?tab=done", "/field/"])
def test_lists_ask_the_database_as_often_for_three_as_for_one(phone, county, author, address):
    counted = []
    for number in (1, 2):
        for _ in range(number):
            make.event(county.village(), author=author)
        phone.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            phone.get(address)
        counted.append(len(queries))
    assert counted[0] == counted[1]
