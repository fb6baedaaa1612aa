"""What becomes of an event: kept, handed in, vouched for, sent back, mended, voided."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaign_site.audit.models import AuditEntry
from campaigns.outreach import actions, proofs
from campaigns.outreach.evidence import Proof
from campaigns.outreach.models import Event
from tests import make

NOW = dt.datetime(2026, 10, 21, 8, tzinfo=dt.UTC)


@pytest.fixture
def village(county):
    return county.village()


@pytest.fixture
def author(county):
    return make.user("township", at=county.townships[0])


@pytest.fixture
def second(county):
    return make.user("township", at=county.townships[0])


@pytest.fixture
def office(county):
    return make.user("office", at=county.place)


def handed_in(author, village, **more):
    event = actions.log_event(author, make.entry(village, **more), uuid=uuid4(), now=NOW)
    actions.submit(event, author, now=NOW)
    return event


def test_the_same_entry_twice_is_one_event(author, village):
    uuid = uuid4()
    made = [actions.log_event(author, make.entry(village), uuid=uuid, now=NOW) for _ in range(2)]
    assert made[0] == made[1]
    assert Event.objects.count() == 1


def test_a_village_that_was_not_there_that_day_is_refused(author, village):
    village.exists_to = dt.date(2026, 10, 20)
    with pytest.raises(ValidationError, match="那天没有“1镇1村”") as refusal:
        actions.log_event(author, make.entry(village), uuid=uuid4(), now=NOW)
    assert list(refusal.value.message_dict) == ["place"]
    assert actions.log_event(author, make.entry(village, held_on=dt.date(2026, 10, 19)), uuid=uuid4(), now=NOW)


def test_a_draft_logged_again_with_other_words_is_rewritten(author, village):
    uuid = uuid4()
    actions.log_event(author, make.entry(village), uuid=uuid, now=NOW)
    actions.log_event(author, make.entry(village, attendance=40, audiences=frozenset({"elderly"})), uuid=uuid, now=NOW)
    event = Event.objects.get()
    assert (event.attendance, [row.key for row in event.audiences.all()]) == (40, ["elderly"])


def test_somebody_elses_number_is_refused(author, second, village):
    uuid = uuid4()
    actions.log_event(author, make.entry(village), uuid=uuid, now=NOW)
    with pytest.raises(PermissionDenied, match="重新打开登记页"):
        actions.log_event(second, make.entry(village, attendance=3), uuid=uuid, now=NOW)


def test_a_sent_event_is_not_overwritten_by_a_late_copy(author, village):
    event = handed_in(author, village)
    with pytest.raises(ValidationError, match="已经交上了"):
        actions.log_event(author, make.entry(village, attendance=3), uuid=event.uuid, now=NOW)
    assert Event.objects.get().attendance == 38


def test_from_the_township_to_the_county(author, second, office, village):
    event = handed_in(author, village)
    actions.approve(event, second, now=NOW)
    assert (event.get_state_display(), event.counts, event.owed_since is None) == ("镇街已审", True, False)
    actions.recognise(event, office, now=NOW)
    assert event.get_state_display() == "县里已认可"
    verbs = AuditEntry.objects.filter(action__startswith="outreach.").order_by("id").values_list("action", flat=True)
    told = ["outreach.log_event", "outreach.submit", "outreach.approve", "outreach.recognise"]
    assert list(verbs) == told


def test_nobody_approves_their_own(author, village):
    with pytest.raises(PermissionDenied, match="另一位同事"):
        actions.approve(handed_in(author, village), author, now=NOW)


def test_who_mended_it_does_not_approve_it(author, second, village):
    event = handed_in(author, village)
    actions.correct_event(event, second, make.entry(village, attendance=40), reason="数漏了", now=NOW)
    with pytest.raises(PermissionDenied, match="你改的"):
        actions.approve(event, second, now=NOW)


def test_who_approved_it_does_not_recognise_it(author, office, village):
    event = handed_in(author, village)
    actions.approve(event, office, now=NOW)
    with pytest.raises(PermissionDenied, match="认可要换一个人"):
        actions.recognise(event, office, now=NOW)
    assert Event.objects.get().state == "approved"


def test_who_mended_it_does_not_recognise_it(county, author, second, village):
    event = handed_in(author, village)
    mender = make.user("office", at=county.place, in_unit=author.unit)
    actions.correct_event(event, mender, make.entry(village, attendance=40), reason="数漏了", now=NOW)
    actions.approve(event, second, now=NOW)
    with pytest.raises(PermissionDenied, match="你改的"):
        actions.recognise(event, mender, now=NOW)


def test_another_township_can_do_nothing(county, author, village):
    stranger = make.user("township", at=county.townships[1])
    with pytest.raises(PermissionDenied, match="不在你能看的范围"):
        actions.approve(handed_in(author, village), stranger, now=NOW)


def test_a_village_logs_for_itself_and_approves_nothing(county, village):
    villager = make.user("village", at=village)
    event = handed_in(villager, village)
    with pytest.raises(ValidationError, match="不归你单位"):
        actions.log_event(villager, make.entry(county.village(0, 1)), uuid=uuid4(), now=NOW)
    with pytest.raises(PermissionDenied):
        actions.approve(event, make.user("village", at=village), now=NOW)


def test_the_second_of_two_reviewers_is_told(author, second, office, village):
    event = handed_in(author, village)
    seen_by_office = Event.objects.get(pk=event.pk)
    actions.approve(event, second, now=NOW)
    with pytest.raises(ValidationError, match="有人先办了"):
        actions.approve(seen_by_office, office, now=NOW)


def test_a_reviewer_does_not_approve_what_was_mended_meanwhile(author, second, village):
    event = handed_in(author, village)
    seen = Event.objects.get(pk=event.pk)
    actions.correct_event(event, author, make.entry(village, attendance=83), reason="写颠倒了", now=NOW)
    with pytest.raises(ValidationError, match="内容刚改过"):
        actions.approve(seen, second, now=NOW)


def test_returned_mended_and_the_earlier_value_kept(author, second, village):
    event = handed_in(author, village, attendance=180)
    actions.return_event(event, second, field="attendance", remark="院坝坐得下吗？", now=NOW)
    assert (event.state, event.remark_field) == ("returned", "attendance")
    actions.correct_event(event, author, make.entry(village), reason="", now=NOW)
    assert (event.state, event.version, event.remark) == ("submitted", 2, "")
    last = event.steps.last()
    assert (last.changes, last.text) == ({"attendance": [180, 38]}, "答复退回：院坝坐得下吗？")


def test_returned_and_explained_without_a_change(author, second, village):
    event = handed_in(author, village)
    actions.return_event(event, second, field="attendance", remark="38？", now=NOW)
    actions.explain(event, author, text="两个院坝同时开", now=NOW)
    assert (event.state, event.version) == ("submitted", 1)


def test_returning_a_counting_event_owes_a_recount(county, office):
    event = make.event(county.village(), state="recognised")
    actions.return_event(event, office, field="place", remark="是哪个村？", now=NOW)
    assert (event.counts, event.owed_since is None, event.approved_by, event.recognised_at) == (
        False,
        False,
        None,
        None,
    )


def test_mending_an_approved_event_takes_it_out_of_the_count(author, second, village):
    event = handed_in(author, village)
    actions.approve(event, second, now=NOW)
    Event.objects.update(owed_since=None)
    actions.correct_event(event, author, make.entry(village, attendance=40), reason="数漏了", now=NOW)
    assert (event.state, event.owed_since is None) == ("submitted", False)


def test_mending_needs_a_reason_and_a_change(author, village):
    event = handed_in(author, village)
    with pytest.raises(ValidationError, match="为什么改"):
        actions.correct_event(event, author, make.entry(village, attendance=40), reason=" ", now=NOW)
    with pytest.raises(ValidationError, match="一处也没有改"):
        actions.correct_event(event, author, make.entry(village), reason="看看", now=NOW)


def test_a_void_event_stays_with_its_reason(author, village):
    event = handed_in(author, village)
    actions.void_event(event, author, reason="下雨没有办成", now=NOW)
    assert (event.state, event.void_reason, Event.objects.counted().count()) == ("void", "下雨没有办成", 0)
    with pytest.raises(ValidationError, match="作废"):
        actions.void_event(event, author, reason="再来", now=NOW)


def test_a_recognised_event_is_voided_by_the_county_only(county, office):
    event = make.event(county.village(), state="recognised")
    with pytest.raises(PermissionDenied):
        actions.void_event(event, event.author, reason="不想要了", now=NOW)
    actions.void_event(event, office, reason="查实没有办", now=NOW)
    assert event.owed_since is not None


def test_fifteen_people_need_no_proof_and_five_hundred_need_one(author, village):
    handed_in(author, village, attendance=15)
    big = actions.log_event(author, make.entry(village, attendance=500), uuid=uuid4(), now=NOW)
    with pytest.raises(ValidationError, match="请补一样佐证"):
        actions.submit(big, author, now=NOW)
    proofs.add_proof(big, author, Proof("sign_in", kept_where="镇平安办档案盒"), now=NOW)
    actions.submit(big, author, now=NOW)
    assert big.state == "submitted"
