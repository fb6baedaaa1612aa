"""Was this advertisement seen before, or is it known to be harmless? What a sighting owes once it has been read.

A sighting that is one with an earlier one joins that one's case, also when the case is held by somebody or already decided: the decision stays and
the history is shown (CS-08: 同一素材已核查, may be reviewed). Nothing is joined against what a person has moved by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q

from campaign_site.audit.recording import record as record_audit
from campaign_site.owed import pay
from media_library.ads.cases import OPEN, AdCase, State
from media_library.ads.known_good import KnownGood, KnownGoodKey
from media_library.ads.likeness import AdKey, AdLikeness, AdMove, Means
from media_library.ads.models import Ad, RuleHit
from media_library.ads.retelling import retell_case
from media_library.ads.traits import Traits, traits

FEWEST_SHARED = 2
MOST_COMPARED = 6
SAID = {
    Means.PICTURE: "图片与第 {ad} 次上报相同（缩放、裁剪、盖章不计）",
    Means.WORDS: "文字与第 {ad} 次上报相同（电话不计）",
}


class Outrun(Exception):
    """A case was moved by somebody else at the same moment: nothing is joined now, the look is owed again."""


@dataclass(frozen=True)
class Found:
    """What one look found: the like sighting and by what, the harmless original."""

    like: Ad | None = None
    means: str = ""
    known_good: KnownGood | None = None


def owe_likeness(ad: Ad) -> None:
    """Put the debt on a sighting that has just been entered."""
    AdLikeness.objects.get_or_create(ad=ad)
    AdLikeness.objects.filter(ad=ad).owe()


def pay_likeness(clock: Callable[[], datetime], limit: int = 5) -> int:
    """Pay up to `limit` owed looks of sightings that have been read; safe to run twice, on two workers, after a kill."""
    rows = AdLikeness.objects.ready()
    return pay(rows, clock=clock, do=look, record=lambda row, found: settle(row, found, clock()), limit=limit)


def look(row: AdLikeness) -> Found:
    """Compare one sighting with the few that share keys with it.

    Its own keys are written first: of two looks at the same moment at least one then sees the other.
    """
    ad = Ad.objects.select_related("case", "place").get(pk=row.ad_id)
    typed, read, pictures = _material(ad)
    seen = traits([*typed, *read], pictures)
    only_typed = Traits(tuple(typed), seen.prints)
    whole = len(seen.prints) == len(pictures) and not ad.attachments.exists()
    good = _harmless(only_typed, seen, ad.law_day) if whole else None
    AdKey.objects.bulk_create([AdKey(key=key, ad=ad) for key in sorted(seen.stored_keys())], ignore_conflicts=True)
    if ad.moves.filter(means=Means.HAND).exists():
        return Found(known_good=good)
    like, means = _like(ad, seen)
    return Found(like, means, good)


def settle(row: AdLikeness, found: Found, now: datetime) -> None:
    """Write harmlessness and the joined case; the same look twice leaves the same rows."""
    ad = Ad.objects.select_related("case").get(pk=row.ad_id)
    good = found.known_good
    note = f"与正面素材“{good}”（{good.publisher}）逐处相同，不计疑似，供抽查" if good else ""
    AdLikeness.objects.filter(pk=row.pk).update(looked_at=now, known_good=good, note=note[:200])
    if found.like is not None and (target := _standing(found.like)) is not None:
        try:
            with transaction.atomic():
                _join(ad, target, found, now)
        except Outrun:
            AdLikeness.objects.filter(pk=row.pk).owe()
    if good:
        _calm(ad, good)


def _material(ad: Ad) -> tuple[list[str], list[str], list]:
    """Typed words, read words and pictures of a sighting."""
    specimens = list(ad.specimens.order_by("pk"))
    read = [specimen.read_text for specimen in specimens if specimen.read_text]
    return ([ad.text] if ad.text.strip() else []), read, [specimen.original for specimen in specimens]


def _like(ad: Ad, seen: Traits) -> tuple[Ad | None, str]:
    """The likeliest earlier sighting that is the same advertisement."""
    earlier = Q(ad__lt=ad.pk) | Q(ad__likeness__looked_at__isnull=False)  # of two looks at once the later one joins
    shared = AdKey.objects.filter(earlier, key__in=seen.sought_keys()).exclude(ad=ad)
    ranked = (
        shared.values("ad").annotate(shared=Count("pk")).filter(shared__gte=FEWEST_SHARED).order_by("-shared", "ad")
    )
    for pk in ranked.values_list("ad", flat=True)[:MOST_COMPARED]:
        other = Ad.objects.select_related("case").get(pk=pk)
        if other.case_id == ad.case_id:
            continue
        typed, read, pictures = _material(other)
        theirs = traits([*typed, *read], pictures)
        pictures_say = seen.pictures_beside(theirs)
        if pictures_say == "same":
            return other, Means.PICTURE
        if seen.same_words_as(theirs) and pictures_say != "contrary":
            return other, Means.WORDS
    return None, ""


def _harmless(typed: Traits, seen: Traits, day: date) -> KnownGood | None:
    """The harmless original of which this is an untouched copy, valid on that day."""
    keys = KnownGoodKey.objects.filter(key__in=seen.sought_keys(), known_good__in=KnownGood.objects.valid_on(day))
    near = keys.values("known_good").annotate(shared=Count("pk")).order_by("-shared", "known_good")
    best: Iterable[int] = near.values_list("known_good", flat=True)[:MOST_COMPARED]
    for good in KnownGood.objects.filter(pk__in=list(best)).order_by("pk"):
        if typed.wholly(traits([good.text], [good.picture] if good.picture else [])):
            return good
    return None


def _standing(like: Ad) -> AdCase | None:
    """The case in which the like sighting lies now, or into which that one was joined; none when it is void."""
    case = AdCase.objects.filter(ads=like).select_related("joined_into").first()
    if case is not None and case.state == State.VOID:
        case = case.joined_into
    return case if case is not None and case.state != State.VOID else None


def _join(ad: Ad, target: AdCase, found: Found, now: datetime) -> None:
    """Move a sighting out of its own fresh case; one that somebody holds or has decided stays where it is. Raises Outrun."""
    own = AdCase.objects.filter(state__in=OPEN, claimed_by=None)
    if target.pk == ad.case_id or ad.case.ads.count() != 1 or not own.filter(pk=ad.case_id).exists():
        return
    reason = SAID[found.means].format(ad=found.like.pk) + _concluded(target)
    if not own.emptied_into(target, pk=ad.case_id, reason=f"并入 {target.number}"):
        raise Outrun
    left = Ad.objects.filter(case_id=ad.case_id)  # counted once nothing can come in any more
    if left.count() != 1 or not left.filter(pk=ad.pk).update(case=target):
        raise Outrun
    moved = {"from_case_id": ad.case_id, "to_case": target, "means": found.means, "like": found.like}
    AdMove.objects.create(ad=ad, reason=reason, moved_at=now, **moved)
    after = {"ad": ad.pk, "from": ad.case.number, "means": found.means}
    record_audit(None, "ads.join", target, after=after, reason=reason)
    retell_case(target.pk)


def _concluded(case: AdCase) -> str:
    """What was concluded about the same material before, for who looks at it again (CS-08)."""
    if case.state != State.DECIDED:
        return ""
    return f"；同一素材已有结论“{case.get_ad_law_conclusion_display()}”（{case.number}），可以复核"


def _calm(ad: Ad, good: KnownGood) -> None:
    """What stands on harmless material is kept and shown, but does not count."""
    case_id = Ad.objects.values_list("case_id", flat=True).get(pk=ad.pk)
    signal = {"id": "KG", "name": "正面素材", "effect": "off", "shown": f"与“{good}”逐处相同（{good.source}）"}
    for hit in RuleHit.objects.current().filter(ad=ad, judgement=""):
        signals = [one for one in hit.counter_signals if one.get("name") != signal["name"]]
        RuleHit.objects.filter(pk=hit.pk).update(counted=False, score=0, counter_signals=[*signals, signal])
    record_audit(None, "ads.known_good", ad, after={"known_good": good.pk})
    retell_case(case_id)
