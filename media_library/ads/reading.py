"""How is the reading an advertisement owes paid: words from the picture, suspect points from the words?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from campaign_site.audit.recording import record as record_audit
from campaign_site.owed import pay
from media_library.ads import ocr, rules
from media_library.ads.cases import OPEN, AdCase, AdLawConclusion
from media_library.ads.clauses import Clause
from media_library.ads.county.models import ShadowHit
from media_library.ads.county.serving import Serving, keep_shadows, serving
from media_library.ads.likeness import AdLikeness
from media_library.ads.models import Ad, AdSpecimen, RuleHit
from media_library.ads.retelling import retell_case
from media_library.ads.rulebook import Composite, CounterSignal
from media_library.photos.ingest import UnreadableImage

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
    shadows: list[ShadowHit] = field(default_factory=list)

    def take(self, seen: rules.Reading, ad: Ad, serves: Serving, specimen: AdSpecimen | None = None) -> None:
        """Add one reading; what a rule in shadow would have marked is kept apart from the hits."""
        self.hits += [row for row in rows_of(seen, ad, specimen) if row.rule not in serves.shadows]
        self.shadows += [row for hit in seen.hits if (row := serves.shadow_row(hit, ad)) is not None]


def pay_readings(clock: Callable[[], datetime], limit: int = 10) -> int:
    """Pay up to `limit` owed readings, oldest first; safe to run twice, on two workers, after a kill."""
    return pay(
        Ad.objects.all(), clock=clock, do=read_ad, record=lambda ad, found: record(ad, found, clock()), limit=limit
    )


def read_ad(ad: Ad, words_in: Callable[[AdSpecimen], tuple[ocr.ReadText, str]] | None = None) -> Outcome:
    """Read text and pictures of `ad` and apply the rules of its day; writes nothing.

    `words_in` gives the words of a picture when they need not be read from it again.
    """
    serves = serving()
    book = serves.book
    outcome = Outcome(book.version)
    known = {
        "published_on": ad.law_day, "speaker": ad.advertiser, "carrier": ad.carrier, "place": ad.spot,
        "cleared": _cleared_before(ad),
    }  # fmt: skip
    seen = rules.read(rules.Written(ad.text, source="text", **known), book)
    outcome.direction = seen.direction
    outcome.take(seen, ad, serves)
    for specimen in ad.specimens.order_by("pk"):
        words, note = (words_in or words_of)(specimen)
        seen = rules.read(rules.Written(words.text, source="ocr", **known), book, words.confidence_of)
        outcome.direction = seen.direction if words.text else outcome.direction
        outcome.take(seen, ad, serves, specimen)
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


def rows_of(seen: rules.Reading, ad: Ad, specimen: AdSpecimen | None = None) -> list[RuleHit]:
    """The unsaved rows of a reading: its points, and what several of them make together."""
    rows = [stored(hit, ad, seen.ruleset, specimen) for hit in seen.hits]
    return rows + [together(one, seen, ad, specimen) for one in seen.composites if seen.suspect]


def together(one: Composite, seen: rules.Reading, ad: Ad, specimen: AdSpecimen | None) -> RuleHit:
    """The unsaved row of a composite: it stands nowhere, on the clauses of its parts, and adds no points of its own."""
    parts = [hit for hit in seen.hits if hit.counted and any(hit.rule in group for group in one.all)]
    basis = {clause.id: _basis(clause) for hit in parts for clause in hit.basis}
    return RuleHit(
        ad=ad, specimen=specimen, ruleset=seen.ruleset, rule=one.id, rule_name=one.name, severity=one.severity,
        start=0, end=0, source=parts[0].source, basis=list(basis.values()), score=0,
        score_parts={"points": 0, "confidence": 1, "of": sorted({hit.rule for hit in parts}), "total": 0},
    )  # fmt: skip


def _cleared_before(ad: Ad) -> bool:
    """Whether the very same words were decided before as lawful (CS-08)."""
    same = Ad.objects.with_text(ad.text).filter(case__ad_law_conclusion=AdLawConclusion.NO_ISSUE)
    return same.exclude(case=ad.case_id).exists()


def stored(hit: rules.Hit, ad: Ad, ruleset: str, specimen: AdSpecimen | None = None) -> RuleHit:
    """The unsaved row of a hit, with its basis as it read on that day."""
    return RuleHit(
        ad=ad,
        specimen=specimen,
        ruleset=ruleset,
        rule=hit.rule,
        rule_name=hit.name,
        severity=hit.severity,
        start=hit.start or 0,
        end=hit.end or 0,
        quoted=hit.text,
        before=hit.before,
        after=hit.after,
        source=hit.source,
        confidence=hit.confidence,
        basis=[_basis(clause) for clause in hit.basis],
        counter_signals=[_signal(signal) for signal in hit.counter_signals],
        counted=hit.counted,
        alone=hit.alone,
        scope=hit.scope,
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
    keep_shadows(found.shadows, now)
    AdLikeness.objects.filter(ad=ad, known_good__isnull=False).owe()  # what calmed the old hits must calm the new ones
    _tell_case(ad, found)
    record_audit(None, "ads.read_ad", ad, after={"ruleset": found.ruleset, "hits": len(found.hits)})


def _tell_case(ad: Ad, found: Outcome) -> None:
    """The case in which the sighting lies now is told anew; a still open one without words takes those of the picture."""
    pk = Ad.objects.values_list("case_id", flat=True).get(pk=ad.pk)
    first_words = ad.text or next((p["read_text"] for p in found.pictures.values()), "")
    wordless = AdCase.objects.filter(pk=pk, state__in=OPEN, first_words="")
    wordless.update(first_words=" ".join(first_words.split())[:60])
    retell_case(pk)


def _basis(clause: Clause) -> dict[str, str]:
    """A clause as it is kept with the hit, so that an old decision stays readable when the table changes."""
    return {
        "id": clause.id, "label": clause.label, "words": clause.words, "penalty": clause.penalty, "warning": clause.warning,
    }  # fmt: skip


def _signal(signal: CounterSignal) -> dict[str, str]:
    """A counter-signal as it is kept with the hit."""
    return {"id": signal.id, "name": signal.name, "effect": signal.effect, "shown": signal.shown}
