"""Where and when was the advertisement of this case seen, and which sightings belong to it? Merged and split by hand, with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, F, Max, Min, Q, QuerySet

from campaign_site.audit.recording import record
from campaign_site.people.models import User
from campaign_site.people.scoping import rows_for
from media_library.ads.cases import OPEN, AdCase, State
from media_library.ads.early_guilt import early_guilt
from media_library.ads.likeness import AdMove, Means
from media_library.ads.models import Ad
from media_library.ads.retelling import retell_case

TAKEN = "这两件刚有变动，或者在别人名下。请刷新页面看最新的情况再办。"


@dataclass(frozen=True)
class History:
    """What was concluded before a sighting came: shown beside it (CS-08), reviewed if somebody wants to."""

    conclusion: str
    decided_at: datetime
    later: int


def timeline(case: AdCase) -> QuerySet[Ad]:
    """The sightings of a case by the moment they were seen, with place and how they came in; one query."""
    sightings = Ad.objects.filter(case=case).select_related("place", "reporter_unit")
    return sightings.prefetch_related("moves", "specimens").order_by("seen_at", "pk")


def spread(case: AdCase) -> QuerySet[Ad, dict]:
    """Sightings by township and carrier: how many, first and last; one query."""
    rows = Ad.objects.filter(case=case).order_by().values("place", "place__short_name", "carrier")
    return rows.annotate(seen=Count("pk"), first=Min("seen_at"), last=Max("seen_at")).order_by(
        "first", "place", "carrier"
    )


def history_of(case: AdCase) -> History | None:
    """The decision of a case and how many sightings came after it; none for a case that is open."""
    if case.state != State.DECIDED:
        return None
    later = case.ads.filter(entered_at__gt=case.decision.decided_at).count()
    return History(case.get_ad_law_conclusion_display(), case.decision.decided_at, later)


def merge(case: AdCase, into: AdCase, user: User, *, reason: str, now: datetime) -> int:
    """Move all sightings of an open case into another, open or decided; return how many were moved.

    The emptied case is void with the reason. Undone by `split`, sighting by sighting. Raises PermissionDenied without role or reach,
    ValidationError without a reason, for one case twice, for a decided one, or when it is in somebody else's hands.
    """
    _may(user, case, into)
    _check(reason, case)
    if case.pk == into.pk:
        raise ValidationError("一件不能并入它自己，请选另一件。")
    if case.state not in OPEN or into.state == State.VOID:
        raise ValidationError("已有决定或已作废的件不能并走；请反过来，把没办完的那件并入已办的件。")
    with transaction.atomic():
        mine = AdCase.objects.filter(state__in=OPEN).filter(_free_or_held_by(user))
        if not mine.emptied_into(into, pk=case.pk, reason=f"并入 {into.number}：{reason.strip()}"):
            raise ValidationError(TAKEN)
        ads = list(
            Ad.objects.filter(case=case).values_list("pk", flat=True)
        )  # listed once nothing can come in any more
        _move(ads, case, into, user, reason=reason, now=now)
        record(user, "ads.merge", into, after={"from": case.number, "ads": ads}, reason=reason)
    retell_case(into.pk)
    return len(ads)


def split(ad: Ad, user: User, *, reason: str, now: datetime) -> AdCase:
    """Take one sighting out of its case, back into the one it was joined from, or into a new one; return that case.

    The case left keeps its decision. Undone by `merge`. Raises PermissionDenied without role or reach, ValidationError without a
    reason, for the only sighting of a case, or when the case is in somebody else's hands.
    """
    case = AdCase.objects.get(pk=ad.case_id)
    _may(user, case)
    _check(reason, case)
    with transaction.atomic():
        mine = AdCase.objects.filter(pk=case.pk).exclude(state=State.VOID).filter(_free_or_held_by(user))
        if not mine.update(state=F("state")):  # who else takes from this case waits until this is done
            raise ValidationError(TAKEN)
        if Ad.objects.filter(case=case).count() < 2:
            raise ValidationError("这一件只有这一次上报，不用分开。")
        back = _reopened(ad, case) or _fresh(ad, now)
        _move([ad.pk], case, back, user, reason=reason, now=now)
        record(user, "ads.split", back, after={"ad": ad.pk, "from": case.number}, reason=reason)
    for pk in (case.pk, back.pk):
        retell_case(pk)
    return AdCase.objects.get(pk=back.pk)


def _move(ads: list[int], case: AdCase, to: AdCase, user: User, **said: object) -> None:
    """Move the sightings that still lie in `case`, each with a row that says so."""
    if Ad.objects.filter(pk__in=ads, case=case).update(case=to) != len(ads):
        raise ValidationError(TAKEN)
    moved = {"from_case": case, "to_case": to, "means": Means.HAND, "moved_by": user}
    reason = str(said["reason"]).strip()[:300]
    AdMove.objects.bulk_create(AdMove(ad_id=pk, reason=reason, moved_at=said["now"], **moved) for pk in ads)


def _reopened(ad: Ad, case: AdCase) -> AdCase | None:
    """The case this sighting was joined from, open again, if it still points here."""
    came = ad.moves.filter(to_case=case).order_by("-moved_at", "-pk").first()
    if came is None:
        return None
    emptied = AdCase.objects.filter(pk=came.from_case_id, state=State.VOID, joined_into=case)
    return came.from_case if emptied.update(state=State.PENDING, void_reason="", joined_into=None) else None


def _fresh(ad: Ad, now: datetime) -> AdCase:
    """A new case of its own for a sighting."""
    where = {name: getattr(ad, name) for name in ("source", "carrier", "channel", "place")}
    return AdCase.objects.create(opened_at=now, first_words=" ".join(ad.text.split())[:60], **where)


def _free_or_held_by(user: User) -> Q:
    return Q(claimed_by=None) | Q(claimed_by=user)


def _may(user: User, *cases: AdCase) -> None:
    """Refuse a role that may not, and rows outside the user's reach."""
    if not user.has_perm("media_library.review_adcase"):
        raise PermissionDenied("并案和分案由市场监管局办理，您的角色不能办。")
    pks = {case.pk for case in cases}
    if rows_for(user, AdCase.objects.filter(pk__in=pks)).count() != len(pks):
        raise PermissionDenied("这一件不在您的范围内。")


def _check(reason: str, case: AdCase) -> None:
    """A reason is asked for, and nobody is called guilty before 认定."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明为什么并案或分案。"})
    if not case.fundraising_determination and (guilty := early_guilt(reason)):
        raise ValidationError({"reason": f"认定之前只能写“疑似”，请改掉“{guilty}”这样定性的话。"})
