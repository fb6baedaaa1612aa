"""What does a reviewer see of one case, and of the queue: words with their marks, pictures, points, who holds it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet

from campaign_site.people.models import User
from campaign_site.people.scoping import rows_for
from campaign_site.terms import vocabularies
from media_library.ads.cases import AdCase
from media_library.ads.county.content import as_rule
from media_library.ads.county.models import CountyRuleVersion, county_key
from media_library.ads.county.serving import serving
from media_library.ads.marking import Frame, Piece, Span, frames, pieces
from media_library.ads.models import Ad, AdSpecimen, RuleHit
from media_library.ads.rulebook import Rule
from schedules.workdays import shanghai_day


@dataclass(frozen=True)
class Point:
    """One suspect point on the desk: its number, its row, and what may make it innocent."""

    number: int
    hit: RuleHit
    innocent: tuple[str, ...]
    looks_for: str
    in_book: bool = True

    @property
    def county_rule(self) -> int | None:
        """The key of the county's own rule behind it, None for a rule that comes with the product."""
        return county_key(self.hit.rule)

    @property
    def off(self) -> bool:
        """Whether it stands struck out or under a counter-signal."""
        return not self.hit.counted or self.hit.judgement == RuleHit.Judgement.STRUCK


@dataclass(frozen=True)
class Sheet:
    """One text of the case: as typed, or as read from a picture."""

    title: str
    pieces: list[Piece]
    specimen: AdSpecimen | None = None
    frames: list[Frame] = field(default_factory=list)

    @property
    def pin_px(self) -> float:
        """The radius of a number on the picture, in the picture's own pixels."""
        return round(self.specimen.width * 0.026, 1) if self.specimen else 0

    @property
    def pin_letter_px(self) -> float:
        return round(self.pin_px * 1.25, 1)


@dataclass(frozen=True)
class QueueRow:
    """One line of the queue."""

    case: AdCase
    age_days: int
    carrier: str
    points: tuple[str, ...]
    overdue_days: int


def points_of(case: AdCase) -> list[Point]:
    """The suspect points of the case's sightings, numbered: what counts first, then what only waits for spot checks."""
    hits = list(RuleHit.objects.current().filter(ad__case=case).select_related("ad", "specimen", "judged_by"))
    rules = _rules_of(hits)
    composites = {one.id: one.shown for one in serving().book.composites}
    looks_for = composites | {id: rule.looks_for for id, rule in rules.items()}
    ordered = sorted(
        hits, key=lambda hit: (not hit.counted, hit.ad_id, hit.source != "text", not hit.placed, hit.start)
    )
    return [
        Point(
            number, hit, rules[hit.rule].innocent if hit.rule in rules else (), looks_for.get(hit.rule, ""),
            in_book=hit.rule in rules,
        )
        for number, hit in enumerate(ordered, start=1)
    ]  # fmt: skip


def _rules_of(hits: Iterable[RuleHit]) -> dict[str, Rule]:
    """The rules behind points by id: those in use, and the county's own that are paused or retired as they read last."""
    book = serving().book
    rules = {rule.id: rule for rule in book.rules}
    gone = [key for id in {hit.rule for hit in hits} - rules.keys() if (key := county_key(id)) is not None]
    last = CountyRuleVersion.objects.decided().filter(rule__in=gone).select_related("rule").order_by("number")
    return rules | {one.rule.key: as_rule(one.rule.key, one.content, book) for one in last if gone}


def sheets_of(case: AdCase, points: Iterable[Point]) -> list[Sheet]:
    """The texts of the case with the points marked in them, typed ones first."""
    sheets = []
    for ad in case.ads.all():
        if ad.text:
            sheets.append(Sheet("广告上的字", pieces(ad.text, _spans(points, ad, None))))
        for specimen in ad.specimens.all():
            spans = _spans(points, ad, specimen)
            size = (specimen.width, specimen.height)
            framed = frames(specimen.read_text, specimen.read_lines, spans, size=size)
            sheets.append(Sheet("图上读出的字", pieces(specimen.read_text, spans), specimen, framed))
    return sheets


def _spans(points: Iterable[Point], ad: Ad, specimen: AdSpecimen | None) -> list[Span]:
    key = specimen.pk if specimen else None
    return [
        Span(p.number, p.hit.start, p.hit.end, p.off)
        for p in points
        if p.hit.ad_id == ad.pk and p.hit.specimen_id == key and p.hit.placed
    ]


def queue_rows(cases: Iterable[AdCase], today: date) -> list[QueueRow]:
    """The lines of one page of the queue; one query for all their points."""
    cases = list(cases)
    standing = RuleHit.objects.current().standing().filter(ad__case__in=cases)
    names: dict[int, dict[str, None]] = {}
    for case_id, name in standing.values_list("ad__case_id", "rule_name"):
        names.setdefault(case_id, {})[name] = None
    labels = dict(vocabularies.choices("carrier"))
    return [
        QueueRow(
            case,
            max((today - shanghai_day(case.opened_at)).days, 0),
            labels.get(case.carrier, case.carrier),
            tuple(names.get(case.pk, ())),
            overdue_days(case, today),
        )
        for case in cases
    ]


def overdue_days(case: AdCase, today: date) -> int:
    """By how many calendar days the first look is late; 0 once it is decided."""
    return max((today - case.due_on).days, 0) if case.due_on and not case.ad_law_conclusion else 0


def neighbours(case: AdCase, user: User) -> tuple[AdCase | None, AdCase | None]:
    """The cases waiting before and after this one, in the queue's order."""
    queue: QuerySet[AdCase] = rows_for(user, AdCase.objects.all()).waiting()
    same = Q(opened_at=case.opened_at)
    before = queue.filter(Q(opened_at__lt=case.opened_at) | same & Q(pk__lt=case.pk)).last()
    after = queue.filter(Q(opened_at__gt=case.opened_at) | same & Q(pk__gt=case.pk)).first()
    return before, after


def held_for(case: AdCase, now: datetime) -> str:
    """How long the holder has had it, in words."""
    if case.claimed_at is None:
        return ""
    minutes = max(int((now - case.claimed_at).total_seconds()) // 60, 0)
    return f"{minutes // 60} 小时 {minutes % 60} 分" if minutes >= 60 else f"{minutes} 分"
