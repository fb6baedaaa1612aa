"""How are cases merged and split by hand?"""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaign_site.audit.models import AuditEntry
from media_library.ads import actions, sightings
from media_library.ads.cases import AdCase, State
from media_library.ads.likeness import AdMove
from media_library.ads.models import Ad
from media_library.ads.reading import pay_readings
from tests import make
from tests.media_library.ads.sounding import SOUNDS

NOW = dt.datetime(2026, 10, 21, 2, tzinfo=dt.UTC)
WHY = "同一张传单，只是照得歪。"


@pytest.fixture
def reviewer(county):
    return make.user("market", at=county.place)


@pytest.fixture
def two(county):
    """Return two sightings, each with a case of its own."""
    return make.ad(county.townships[0], "甲"), make.ad(county.townships[1], "乙")


def case_of(ad) -> AdCase:
    return AdCase.objects.get(ads=ad)


def merged(two, reviewer) -> AdCase:
    sightings.merge(case_of(two[1]), case_of(two[0]), reviewer, reason=WHY, now=NOW)
    return case_of(two[0])


def test_merging_moves_the_sightings_and_leaves_a_void_case_that_says_where_they_went(two, reviewer):
    emptied = case_of(two[1])
    case = merged(two, reviewer)
    emptied.refresh_from_db()
    assert list(sightings.timeline(case)) == list(two)
    assert (emptied.state, emptied.joined_into) == (State.VOID, case)
    assert AdMove.objects.get().reason == WHY
    assert AuditEntry.objects.filter(action="ads.merge").count() == 1


def test_splitting_is_the_opposite_of_merging(two, reviewer):
    emptied = case_of(two[1])
    merged(two, reviewer)
    back = sightings.split(two[1].__class__.objects.get(pk=two[1].pk), reviewer, reason="是另一家的。", now=NOW)
    assert (back, back.joined_into, back.void_reason) == (emptied, None, "")
    assert back.state in (State.PENDING, State.UNFLAGGED)
    assert case_of(two[0]).ads.count() == 1


def test_a_decided_case_keeps_its_decision_whatever_comes_and_goes(two, reviewer):
    case = case_of(two[0])
    actions.claim(case, reviewer, NOW)
    actions.decide(case, reviewer, actions.Verdict("verifying", "广告法 25", "转核查。"), NOW)
    case.refresh_from_db()
    sightings.merge(case_of(two[1]), case, reviewer, reason=WHY, now=NOW)
    assert case_of(two[1]).decision.reason == "转核查。"
    sightings.split(two[1].__class__.objects.get(pk=two[1].pk), reviewer, reason="是另一家的。", now=NOW)
    assert case_of(two[0]).state == State.DECIDED


def test_a_decided_case_cannot_be_merged_away(two, reviewer):
    case = case_of(two[0])
    actions.claim(case, reviewer, NOW)
    actions.decide(case, reviewer, actions.Verdict("verifying", "广告法 25", "转核查。"), NOW)
    case.refresh_from_db()
    with pytest.raises(ValidationError, match="反过来"):
        sightings.merge(case, case_of(two[1]), reviewer, reason=WHY, now=NOW)


def test_what_somebody_else_holds_is_left_to_them(two, reviewer, county):
    actions.claim(case_of(two[1]), make.user("market", at=county.place), NOW)
    with pytest.raises(ValidationError, match="在别人名下"):
        sightings.merge(case_of(two[1]), case_of(two[0]), reviewer, reason=WHY, now=NOW)


@pytest.mark.parametrize(("reason", "said"), [(" ", "请写明"), ("这是非法集资广告", "疑似")])
def test_a_reason_is_asked_for_and_calls_nobody_guilty(two, reviewer, reason, said):
    with pytest.raises(ValidationError, match=said):
        sightings.merge(case_of(two[1]), case_of(two[0]), reviewer, reason=reason, now=NOW)


def test_one_case_and_one_sighting_have_nothing_to_merge_or_split(two, reviewer):
    with pytest.raises(ValidationError, match="它自己"):
        sightings.merge(case_of(two[0]), case_of(two[0]), reviewer, reason=WHY, now=NOW)
    with pytest.raises(ValidationError, match="不用分开"):
        sightings.split(two[0], reviewer, reason=WHY, now=NOW)


def test_a_township_may_not_merge(two, county):
    with pytest.raises(PermissionDenied):
        sightings.merge(
            case_of(two[1]), case_of(two[0]), make.user("township", at=county.townships[0]), reason=WHY, now=NOW
        )


def test_the_spread_counts_by_township_and_carrier(two, reviewer, county):
    case = merged(two, reviewer)
    rows = [(row["place"], row["carrier"], row["seen"]) for row in sightings.spread(case)]
    assert sorted(rows) == sorted((place.pk, "leaflet", 1) for place in county.townships)


def read_on(day: int) -> None:
    pay_readings(lambda: dt.datetime(2026, 10, day, 2, tzinfo=dt.UTC), limit=50)


def test_the_deadline_is_the_earliest_of_the_flagged_sightings_and_no_rescan_moves_it(county, reviewer):
    later = dt.datetime(2026, 10, 27, 1, tzinfo=dt.UTC)
    first = make.ad(county.townships[0], "本店理财，保本保息。")
    again = make.ad(county.townships[0], "城东理财，保本保息。", seen_at=later)
    read_on(28)
    due_on = case_of(first).due_on
    sightings.merge(case_of(again), case_of(first), reviewer, reason=WHY, now=later)
    Ad.objects.filter(pk=again.pk).owe()
    read_on(29)
    assert (due_on, case_of(again).due_on) == (dt.date(2026, 10, 23), dt.date(2026, 10, 23))


def test_a_clean_case_that_a_flagged_sighting_joins_gets_a_deadline_and_so_does_one_split_off(county, reviewer):
    clean = make.ad(county.townships[0], "本镇周六赶场，欢迎来买黄豆。")
    flagged = make.ad(county.townships[0], "本店理财，保本保息。")
    read_on(21)
    sightings.merge(case_of(flagged), case_of(clean), reviewer, reason=WHY, now=NOW)
    joined = case_of(clean)
    AdMove.objects.all().delete()  # without a way back it gets a case of its own
    fresh = sightings.split(Ad.objects.get(pk=flagged.pk), reviewer, reason="是另一家的。", now=NOW)
    assert (joined.state, joined.due_on, fresh.due_on) == (State.PENDING, dt.date(2026, 10, 23), dt.date(2026, 10, 23))
    assert (case_of(clean).state, case_of(clean).due_on) == (State.UNFLAGGED, None)


def test_a_decided_case_is_not_rewritten_by_a_later_reading(county, reviewer):
    ad = make.ad(county.townships[0], "本店理财，保本保息。")
    actions.claim(case_of(ad), reviewer, NOW)
    actions.decide(case_of(ad), reviewer, actions.Verdict("verifying", "广告法 25", "转核查。"), NOW)
    read_on(22)
    assert (case_of(ad).severity, case_of(ad).due_on, case_of(ad).suspect) == ("", None, False)


@pytest.mark.parametrize("unheard", [{"audio": SOUNDS["mp3"]}, {"address": "https://a.example/"}])
def test_a_clean_second_sighting_does_not_hide_the_first_that_waits_for_a_person(county, reviewer, unheard):
    first = make.ad(county.townships[0], "", **unheard)
    clean = make.ad(county.townships[0], "本镇周六赶场，欢迎来买黄豆。")
    read_on(21)
    sightings.merge(case_of(clean), case_of(first), reviewer, reason=WHY, now=NOW)
    told = case_of(first).state
    Ad.objects.filter(pk=clean.pk).owe()
    read_on(22)
    assert (told, case_of(first).state) == (State.PENDING, State.PENDING)
