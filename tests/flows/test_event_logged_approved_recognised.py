"""An event from the telephone to the county: told, asked back, mended, approved by a second person, recognised, voided."""

import datetime as dt

import pytest

from campaign_site.audit.models import AuditEntry
from campaign_site.terms.seed import load_terms
from campaigns.outreach.models import Event
from tests import make
from tests.campaigns.outreach.test_field_views import told, words_of


@pytest.fixture
def people(county, signed_in):
    load_terms()
    township = county.townships[0]
    return {
        "author": signed_in(make.user("village", at=county.village(), name="何秀兰")),
        "second": signed_in(make.user("township", at=township, name="周敏")),
        "office": signed_in(make.user("office", at=county.place, name="冉光明")),
        "stranger": signed_in(make.user("township", at=county.townships[1], name="外镇")),
    }


def test_from_the_telephone_to_the_county_and_out_again(county, people, settings):
    settings.DEMO, settings.DEMO_TODAY = True, dt.date(2026, 10, 21)
    author, second, office, stranger = people.values()

    # A village tells an event of 180 people; one figure too many.
    author.post("/field/", told(county.village(), attendance="180"))
    event = Event.objects.get()
    review, phone = f"/admin/events/inspect/{event.pk}/", f"/field/{event.uuid}/"

    # The township asks back; the next township over sees nothing of it.
    question = {"decision": "return", "version": "1", "remark_field": "attendance", "remark": "是 18 还是 180？"}
    assert stranger.post(review, question).status_code == 404
    second.post(review, question)

    # The village opens it at the question, mends one figure, and hands it in again.
    assert "是 18 还是 180？" in words_of(author.get(phone))
    author.post(phone, told(county.village(), uuid=str(event.uuid), version="1", attendance="18"))

    # The second person sees what changed, and approves: from here on it counts and owes a recount.
    assert "到了多少人 180 → 18" in words_of(second.get(review))
    second.post(review, {"decision": "approve", "version": "2"})
    event.refresh_from_db()
    assert (event.counts, event.owed_since is not None) == (True, True)

    # The county recognises it; later it turns out never to have taken place.
    assert "县里已认可" in words_of(office.get(office.post(review, {"decision": "recognise", "version": "2"}).url))
    Event.objects.update(owed_since=None)
    office.post(review, {"decision": "void", "version": "2", "reason": "核实没有办成"})
    event.refresh_from_db()
    assert (event.state, event.counts, event.owed_since is not None) == ("void", False, True)
    assert "作废 核实没有办成" in words_of(author.get("/field/mine/?tab=done"))

    # Every step stands in the event's history and in the audit, with who took it.
    assert [step.verb for step in event.steps.all()] == ["submit", "return", "correct", "approve", "recognise", "void"]
    trail = AuditEntry.objects.filter(target_model="campaigns.event").order_by("id").values_list("action", "actor_name")
    assert list(trail)[-2:] == [("outreach.recognise", "冉光明"), ("outreach.void", "冉光明")]
