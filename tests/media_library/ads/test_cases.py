"""A case is held by one person at a time and decided once, with policy and reason, by those who may."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaign_site.audit.models import AuditEntry
from media_library.ads.actions import (
    Verdict,
    claim,
    claim_next,
    decide,
    judge_hit,
    release,
    release_stale,
    void,
)
from media_library.ads.cases import CLAIM_LASTS, AdCase, AdDecision
from media_library.ads.models import RuleHit
from media_library.ads.reading import pay_readings
from tests import make

NOW = make.MORNING + dt.timedelta(hours=2)
VERDICT = Verdict("order_correct", "《广告法》第二十五条第（一）项", "“保本保息”属保证性承诺，已到现场看过。")


@pytest.fixture
def market(county):
    return make.user("market", at=county.place, name="向丽")


@pytest.fixture
def case(county):
    return make.ad(county.townships[0]).case


def now_of(case: AdCase) -> AdCase:
    return AdCase.objects.get(pk=case.pk)


def test_the_longest_waiting_is_given_out_first(county, market):
    later = make.ad(county.townships[0], seen_at=make.MORNING + dt.timedelta(minutes=5)).case
    first = make.ad(county.townships[1]).case

    assert [claim_next(market, NOW), claim_next(market, NOW), claim_next(market, NOW)] == [first, later, None]


def test_a_held_case_is_refused_to_others_until_it_lapses(county, market, case):
    other = make.user("market", at=county.place, name="刘芳")
    claim(case, market, NOW)

    with pytest.raises(ValidationError, match="刚被别人领走"):
        claim(case, other, NOW)
    claim(case, other, NOW + CLAIM_LASTS)
    with pytest.raises(ValidationError, match="不在您名下"):
        release(case, market)
    assert now_of(case).claimed_by == other


def test_untouched_cases_go_back_by_themselves(market, case):
    claim(case, market, NOW)

    assert release_stale(NOW + CLAIM_LASTS - dt.timedelta(seconds=1)) == 0
    assert (release_stale(NOW + CLAIM_LASTS), release_stale(NOW + CLAIM_LASTS)) == (1, 0)
    assert now_of(case).claimed_by is None
    assert AuditEntry.objects.filter(action="ads.release_stale").count() == 1


def test_a_decision_is_kept_with_policy_and_reason(market, case):
    claim(case, market, NOW)

    decision = decide(case, market, VERDICT, NOW)

    stands = now_of(case)
    assert (stands.state, stands.ad_law_conclusion, stands.claimed_by) == ("decided", "order_correct", None)
    assert (decision.policy, decision.decided_by, decision.decided_at) == (VERDICT.policy, market, NOW)
    assert stands.fundraising_determination == ""
    assert AuditEntry.objects.get(action="ads.decide").reason == VERDICT.reason


def test_a_second_decision_is_refused(market, case):
    claim(case, market, NOW)
    decide(case, market, VERDICT, NOW)
    with pytest.raises(ValidationError, match="有人先办了"):
        decide(case, market, VERDICT, NOW)
    with pytest.raises(ValidationError, match="已经办完"):
        claim(case, market, NOW)
    assert AdDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("verdict", "says"),
    [
        (Verdict("order_correct", "广告法", "  "), "请写理由"),
        (Verdict("order_correct", "", "看过现场"), "请选依据"),
        (Verdict("guilty", "广告法", "看过现场"), "请选一项决定"),
        (Verdict("order_correct", "广告法", "该广告在###发布"), "没填完"),
        (Verdict("order_correct", "广告法", "这是非法集资广告"), "只能写“疑似”"),
        (Verdict("order_correct", "广告法", "该公司已构成非法集资"), "只能写“疑似”"),
    ],
)
def test_an_unfinished_decision_is_refused(market, case, verdict, says):
    claim(case, market, NOW)
    with pytest.raises(ValidationError, match=says):
        decide(case, market, verdict, NOW)
    assert now_of(case).state == "pending"


def test_only_market_supervision_claims_and_decides(county, market, case):
    for role in ("office", "township", "supervision"):
        stranger = make.user(role, at=county.place)
        with pytest.raises(PermissionDenied):
            claim(case, stranger, NOW)
    with pytest.raises(ValidationError, match="有人先办了"):
        decide(case, market, VERDICT, NOW)


def test_only_the_office_may_determine_fundraising(county, market):
    may = {
        role: make.user(role, at=county.place).has_perm("media_library.determine_adcase")
        for role in ("office", "market", "township", "admin")
    }
    assert may == {"office": True, "market": False, "township": False, "admin": False}


def test_a_case_outside_ones_place_is_refused(county, case):
    elsewhere = make.user("market", at=county.townships[1])
    with pytest.raises(PermissionDenied, match="不在您的范围"):
        claim(case, elsewhere, NOW)


def test_a_suspect_point_is_struck_with_a_reason_by_the_holder(county, market, case):
    pay_readings(lambda: NOW)
    first, second = RuleHit.objects.current()
    with pytest.raises(ValidationError, match="先领取"):
        judge_hit(first, market, NOW)
    claim(case, market, NOW)

    judge_hit(first, market, NOW + CLAIM_LASTS / 2)
    judge_hit(second, market, NOW + CLAIM_LASTS / 2, strike_reason="是店名")

    assert [(hit.judgement, hit.judgement_reason) for hit in RuleHit.objects.current()] == [
        ("accepted", ""), ("struck", "是店名"),
    ]  # fmt: skip
    assert now_of(case).claimed_until == NOW + CLAIM_LASTS * 1.5


def test_a_mistaken_entry_is_void_with_a_reason_and_stays(market, case):
    claim(case, market, NOW)
    with pytest.raises(ValidationError, match="为什么作废"):
        void(case, market, " ")
    void(case, market, "同一张传单报了两次")
    assert (now_of(case).state, now_of(case).void_reason) == ("void", "同一张传单报了两次")


def test_a_spot_check_brings_a_clean_one_back_into_the_queue(county, market):
    clean = make.ad(county.townships[0], "本镇周六赶场").case
    pay_readings(lambda: NOW)
    assert now_of(clean).state == "unflagged"
    claim(clean, market, NOW)
    assert (now_of(clean).state, now_of(clean).claimed_by) == ("pending", market)


def test_neither_striking_out_nor_voiding_calls_anybody_guilty(county, market):
    hit = make.rule_hit(make.ad(county.townships[0]))
    case = hit.ad.case
    claim(case, market, NOW)
    with pytest.raises(ValidationError, match="只能写“疑似”"):
        judge_hit(hit, market, NOW, strike_reason="与另一件重复，属于诈骗")
    with pytest.raises(ValidationError, match="只能写“疑似”"):
        void(case, market, "重复的违法广告")
    assert now_of(case).state == "pending"
