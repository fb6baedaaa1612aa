"""How is the reading an advertisement owes paid: words from the picture, suspect points from the words?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from campaign_site.audit.recording import record as record_audit
from campaign_site.owed import pay
from media_library.ads import ocr, rules
from media_library.ads.cases import AdCase, State
from media_library.ads.clauses import Clause
from media_library.ads.models import Ad, AdSpecimen, RuleHit
from media_library.ads.rulebook import CounterSignal, shipped
from media_library.photos.ingest import UnreadableImage
from schedules.workdays import UnknownYear, due_after_workdays, shanghai_day

FIRST_LOOK_WORKDAYS = {"critical": 1, "high": 3, "medium": 5}  # DOMAIN §6.1; a low one waits for the month's summary
CHANGED_BYTES = "原件与登记的校验值不符，请查存储，并请人看图。"
NO_FILE = "原件不在存储里，请查存储。"
NO_WORDS = "图上没有读到字，请人看图。"


@dataclass
class Outcome:
    """What one payment found out, before anything is written."""

    ruleset: str
    direction: str = "unknown"
    hits: list[RuleHit] = field(default_factory=list)
    pictures: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def needs_eyes(self) -> bool:
        """Whether a picture could not be read, so that silence of the rules means nothing."""
        return any(picture["reading_note"] for picture in self.pictures.values())


def pay_readings(clock: Callable[[], datetime], limit: int = 10) -> int:
    """Pay up to `limit` owed readings, oldest first; safe to run twice, on two workers, after a kill."""
    return pay(
        Ad.objects.all(), clock=clock, do=read_ad, record=lambda ad, found: record(ad, found, clock()), limit=limit
    )


def read_ad(ad: Ad) -> Outcome:
    """Read text and pictures of `ad` and apply the rules of its day; writes nothing."""
    book = shipped()
    outcome = Outcome(book.version)
    speaks = {"published_on": ad.law_day, "speaker": ad.advertiser}
    seen = rules.read(rules.Written(ad.text, source="text", **speaks), book)
    outcome.direction = seen.direction
    outcome.hits += [stored(hit, ad, book.version) for hit in seen.hits]
    for specimen in ad.specimens.order_by("pk"):
        words, note = words_of(specimen)
        seen = rules.read(rules.Written(words.text, source="ocr", **speaks), book, words.confidence_of)
        outcome.direction = seen.direction if words.text else outcome.direction
        outcome.hits += [stored(hit, ad, book.version, specimen) for hit in seen.hits]
        lines = [asdict(line) for line in words.lines]
        outcome.pictures[specimen.pk] = {
            "read_text": words.text, "read_lines": lines, "confidence": words.confidence, "reading_note": note,
        }  # fmt: skip
    return outcome


def words_of(specimen: AdSpecimen) -> tuple[ocr.ReadText, str]:
    """The words of one picture, or none with a note for the person who must look."""
    nothing = ocr.ReadText("", ())
    try:
        with specimen.original.open("rb") as file:
            data = file.read()
    except FileNotFoundError:
        return nothing, NO_FILE
    if hashlib.sha256(data).hexdigest() != specimen.sha256:
        return nothing, CHANGED_BYTES
    try:
        words = ocr.read_text(data)
    except (UnreadableImage, ocr.OcrMissing) as reason:
        return nothing, str(reason)
    return words, "" if words.text else NO_WORDS


def stored(hit: rules.Hit, ad: Ad, ruleset: str, specimen: AdSpecimen | None = None) -> RuleHit:
    """The unsaved row of a hit, with its basis as it read on that day."""
    return RuleHit(
        ad=ad,
        specimen=specimen,
        ruleset=ruleset,
        rule=hit.rule,
        rule_name=hit.name,
        severity=hit.severity,
        start=hit.start,
        end=hit.end,
        quoted=hit.text,
        before=hit.before,
        after=hit.after,
        source=hit.source,
        confidence=hit.confidence,
        basis=[_basis(clause) for clause in hit.basis],
        counter_signals=[_signal(signal) for signal in hit.counter_signals],
        counted=hit.counted,
        score=hit.score,
        score_parts=hit.score_parts,
    )


def record(ad: Ad, found: Outcome, now: datetime) -> None:
    """Write what was found; the same reading twice leaves the same rows, and a person's judgement stays."""
    for pk, words in found.pictures.items():
        AdSpecimen.objects.filter(pk=pk).update(**words)
    Ad.objects.filter(pk=ad.pk).update(ruleset=found.ruleset, direction=found.direction, read_at=now)
    RuleHit.objects.filter(ad=ad, ruleset=found.ruleset, judgement="").delete()
    RuleHit.objects.bulk_create(found.hits, ignore_conflicts=True)
    _tell_case(ad, found)
    record_audit(None, "ads.read_ad", ad, after={"ruleset": found.ruleset, "hits": len(found.hits)})


def _tell_case(ad: Ad, found: Outcome) -> None:
    """The case takes the gravest severity of its sightings; a clean one leaves the queue only if nobody holds it."""
    standing = RuleHit.objects.current().standing().filter(ad__case_id=ad.case_id)
    severity = rules.gravest(standing.order_by().values_list("severity", flat=True).distinct())
    score = standing.order_by().aggregate(top=Max("score"))["top"] or 0
    case = AdCase.objects.filter(pk=ad.case_id)
    first_words = ad.text or next((p["read_text"] for p in found.pictures.values()), "")
    case.update(severity=severity or "", suspect=bool(severity), score=score, due_on=_due_on(ad, severity))
    case.filter(first_words="").update(first_words=" ".join(first_words.split())[:60])
    if severity:
        case.filter(state=State.UNFLAGGED).moved(State.PENDING)
    elif not found.needs_eyes:
        case.filter(state=State.PENDING, claimed_by=None).moved(State.UNFLAGGED)


def _due_on(ad: Ad, severity: str | None) -> date | None:
    """The last day of the first look, in working days from the day it was entered; none for what only waits in a list."""
    days = FIRST_LOOK_WORKDAYS.get(severity or "")
    try:
        return due_after_workdays(shanghai_day(ad.entered_at), days) if days else None
    except UnknownYear:  # a missing holiday table must not keep an advertisement from being read
        return None


def _basis(clause: Clause) -> dict[str, str]:
    """A clause as it is kept with the hit, so that an old decision stays readable when the table changes."""
    return {
        "id": clause.id, "label": clause.label, "words": clause.words, "penalty": clause.penalty, "warning": clause.warning,
    }  # fmt: skip


def _signal(signal: CounterSignal) -> dict[str, str]:
    """A counter-signal as it is kept with the hit."""
    return {"id": signal.id, "name": signal.name, "effect": signal.effect, "shown": signal.shown}
