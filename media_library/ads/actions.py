"""Who holds a case, what is said of its suspect points, and how is it decided? Every verb is a conditional update on record.

The moment handed in is the machine's own for claims (a shown day that repeats must never hold one open).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import User
from campaign_site.people.scoping import rows_for
from media_library.ads.cases import CLAIM_LASTS, OPEN, AdCase, AdDecision, AdLawConclusion, State
from media_library.ads.early_guilt import early_guilt
from media_library.ads.models import RuleHit

TAKEN = "这一件有人先办了，或者已经不在待办里。请回到队列看最新的情况。"
PLACEHOLDER = "###"


@dataclass(frozen=True)
class Verdict:
    """What market supervision decides at the first look: the conclusion, the policy it rests on, and why."""

    conclusion: str
    policy: str
    reason: str


def claim(case: AdCase, user: User, now: datetime) -> None:
    """Hold a case exclusively for four hours; one that waits in the spot-check list comes into the queue by it.

    Raises PermissionDenied without the role, ValidationError when somebody else holds it or was quicker.
    """
    _may(user, "review_adcase", case)
    rows = AdCase.objects.filter(pk=case.pk, state__in=OPEN).unclaimed(now)
    held = {"claimed_by": user, "claimed_at": now, "claimed_until": now + CLAIM_LASTS}
    with transaction.atomic():
        if not rows.update(state=State.PENDING, **held):
            raise ValidationError("这一件刚被别人领走，或者已经办完了。请领下一件。")
        record(user, "ads.claim", case, after={"claimed_by": user.pk})


def claim_next(user: User, now: datetime) -> AdCase | None:
    """Hold the case that has waited longest and that nobody holds; None when the queue is empty."""
    queue = rows_for(user, AdCase.objects.all()).waiting()
    for _ in range(20):
        case = queue.unclaimed(now).first()
        if case is None:
            return None
        try:
            claim(case, user, now)
        except ValidationError:
            continue
        return case
    return None


def release(case: AdCase, user: User) -> None:
    """Put a case one holds back into the queue."""
    with transaction.atomic():
        if not AdCase.objects.filter(pk=case.pk, claimed_by=user).update(**_FREE):
            raise ValidationError("这一件不在您名下，不用放回。")
        record(user, "ads.release", case)


def release_stale(now: datetime, limit: int = 200) -> int:
    """Put back the cases whose holder did nothing for too long; returns how many."""
    released = 0
    for case in AdCase.objects.filter(claimed_until__lte=now).order_by("claimed_until")[:limit]:
        with transaction.atomic():
            if AdCase.objects.filter(pk=case.pk, claimed_until__lte=now).update(**_FREE):
                record(None, "ads.release_stale", case, before={"claimed_by": case.claimed_by_id})
                released += 1
    return released


def judge_hit(hit: RuleHit, user: User, now: datetime, *, strike_reason: str = "") -> None:
    """Accept a suspect point, or strike it out with a reason; the holder of the case only. A hit is never deleted."""
    case = hit.ad.case
    _may(user, "review_adcase", case)
    if guilty := _too_early(case, strike_reason):
        raise ValidationError(guilty)
    judgement = RuleHit.Judgement.STRUCK if strike_reason else RuleHit.Judgement.ACCEPTED
    with transaction.atomic():
        held = AdCase.objects.filter(pk=case.pk, claimed_by=user, state=State.PENDING)
        if not held.update(claimed_until=now + CLAIM_LASTS):
            raise ValidationError("请先领取这一件，再看疑似点。")
        RuleHit.objects.filter(pk=hit.pk).update(
            judgement=judgement, judgement_reason=strike_reason[:200], judged_by=user, judged_at=now
        )
        after = {"judgement": judgement}
        record(user, "ads.judge_hit", hit, before={"judgement": hit.judgement}, after=after, reason=strike_reason)


def decide(case: AdCase, user: User, verdict: Verdict, now: datetime) -> AdDecision:
    """Enter the first look's decision under the Advertising Law (广告法 25、57、58；条例 11) for a case one holds.

    Raises PermissionDenied without the role, ValidationError without policy or reason, with an unfilled
    placeholder, with words of guilt, or when the case is not (any more) in one's hands.
    """
    _may(user, "decide_adcase", case)
    _check_verdict(case, verdict)
    with transaction.atomic():
        rows = AdCase.objects.filter(pk=case.pk, claimed_by=user)
        if not rows.moved(State.DECIDED, ad_law_conclusion=verdict.conclusion, **_FREE):
            raise ValidationError(TAKEN)
        ruleset = case.ads.order_by("pk").values_list("ruleset", flat=True).first() or ""
        decision = AdDecision.objects.create(
            case=case, conclusion=verdict.conclusion, policy=verdict.policy.strip(), reason=verdict.reason.strip(),
            ruleset=ruleset, decided_by=user, decided_at=now,
        )  # fmt: skip
        record(user, "ads.decide", case, after={"conclusion": verdict.conclusion}, reason=verdict.reason)
    return decision


def void(case: AdCase, user: User, reason: str) -> None:
    """Take a mistaken entry out of every count, with a reason; the row and its picture stay."""
    _may(user, "decide_adcase", case)
    if not reason.strip():
        raise ValidationError({"reason": "请写明为什么作废。"})
    if guilty := _too_early(case, reason):
        raise ValidationError({"reason": guilty})
    with transaction.atomic():
        free = AdCase.objects.filter(pk=case.pk, claimed_by=user)
        if not free.moved(State.VOID, void_reason=reason.strip()[:300], **_FREE):
            raise ValidationError(TAKEN)
        record(user, "ads.void", case, reason=reason)


_FREE = {"claimed_by": None, "claimed_at": None, "claimed_until": None}


def _may(user: User, verb: str, case: AdCase) -> None:
    """Refuse a role that may not, and a row outside the user's reach."""
    if not user.has_perm(f"media_library.{verb}"):
        raise PermissionDenied("这一步由市场监管局办理，您的角色不能办。")
    if not rows_for(user, AdCase.objects.filter(pk=case.pk)).exists():
        raise PermissionDenied("这一件不在您的范围内。")


def _too_early(case: AdCase, words: str) -> str:
    """Return the refusal of words that call the case guilty before 认定; empty when nothing is wrong with them."""
    guilty = "" if case.fundraising_determination else early_guilt(words)
    return f"认定之前只能写“疑似”，请改掉“{guilty}”这样定性的话。" if guilty else ""


def _check_verdict(case: AdCase, verdict: Verdict) -> None:
    """Policy and reason are asked for, placeholders must be filled, and nobody is called guilty before 认定."""
    faults: dict[str, str] = {}
    if verdict.conclusion not in AdLawConclusion.values:
        faults["conclusion"] = "请选一项决定。"
    for name, words, asked in (("policy", verdict.policy, "请选依据。"), ("reason", verdict.reason, "请写理由。")):
        if not words.strip():
            faults[name] = asked
        elif PLACEHOLDER in words:
            faults[name] = f"还有没填完的“{PLACEHOLDER}”，请补上再交。"
        elif guilty := _too_early(case, words):
            faults[name] = guilty
    if faults:
        raise ValidationError(faults)
