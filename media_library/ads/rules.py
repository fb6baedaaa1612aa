"""Which suspect points does this text hold, on which clause does each stand, and what speaks against it?

Pure. A hit is a question for a person, never a finding (DOMAIN §6.0, 1): nothing here concludes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from media_library.ads.clauses import Clause
from media_library.ads.counter_signals import Setting, holding
from media_library.ads.normalise import Normalised, normalise
from media_library.ads.rulebook import SEVERITIES, CounterSignal, Rule, Rulebook
from media_library.ads.structure import direction_of

CONTEXT_SIGNS = 30
MOST_HITS = 50  # per rule and text: a word repeated a thousand times says no more than fifty times


@dataclass(frozen=True)
class Written:
    """A text to be read: typed or pasted (`source` text), or read from a picture (`source` ocr)."""

    text: str
    published_on: date
    source: str = "text"
    speaker: str = ""


@dataclass(frozen=True)
class Hit:
    """One suspect point with all a reviewer needs to doubt it; `start` and `end` are code points of the original."""

    rule: str
    name: str
    severity: str
    start: int
    end: int
    text: str
    before: str
    after: str
    source: str
    confidence: float
    basis: tuple[Clause, ...]
    counter_signals: tuple[CounterSignal, ...]
    score_parts: dict[str, float]

    @property
    def counted(self) -> bool:
        """Whether it speaks for a suspicion; a hit under a counter-signal is only kept for spot checks."""
        return not self.counter_signals

    @property
    def score(self) -> float:
        """Its own weight, 0..1: points times reading confidence, nothing under a counter-signal."""
        return self.score_parts["total"]


@dataclass(frozen=True)
class Reading:
    """What one version of the rules saw in one text."""

    ruleset: str
    direction: str
    hits: tuple[Hit, ...]

    @property
    def suspect(self) -> bool:
        """Whether a person should look; nothing more than that."""
        return any(hit.counted for hit in self.hits)

    @property
    def severity(self) -> str | None:
        """The gravest severity of the hits that count."""
        return gravest(hit.severity for hit in self.hits if hit.counted)

    @property
    def score(self) -> float:
        """1 − ∏(1 − hit): more points raise it, it never passes 1."""
        missed = 1.0
        for hit in self.hits:
            missed *= 1 - hit.score
        return round(1 - missed, 4)


def gravest(severities: Iterable[str]) -> str | None:
    """The worst of some severities, or none."""
    return min(severities, key=SEVERITIES.index, default=None)


def certain(start: int, end: int) -> float:
    """How sure we are of a typed text's letters."""
    return 1.0


def read(written: Written, book: Rulebook, confidence: Callable[[int, int], float] = certain) -> Reading:
    """Apply every rule whose law was in force on the advertisement's day.

    Goes in: the text, the rulebook, and how sure the letters of a stretch of the original are (0..1).
    Comes out: `Reading` with hits in the order of the text. Never raises for any text.
    """
    read_as = normalise(written.text)
    direction = direction_of(read_as.text, book).way
    hits = [
        _hit(rule, span, (read_as, written), confidence)
        for rule in book.rules
        if direction in rule.directions and rule.basis_on(written.published_on)
        for span in islice(_spans(rule, read_as.text), MOST_HITS)
    ]
    return Reading(book.version, direction, tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.rule))))


def _spans(rule: Rule, text: str) -> Iterator[tuple[int, int]]:
    """Where the rule's words stand in the normalised text, apart from its exceptions and without its needed context."""
    if rule.needs_any and not any(pattern.search(text) for pattern in rule.needs_any):
        return
    excepted = [match.span() for match in rule.excepted.finditer(text)] if rule.excepted else []
    for match in rule.found.finditer(text):
        start, end = match.span()
        if end > start and not any(start < stop and begin < end for begin, stop in excepted):
            yield start, end


def _hit(
    rule: Rule, span: tuple[int, int], texts: tuple[Normalised, Written], confidence: Callable[[int, int], float]
) -> Hit:
    """One found stretch with its place in the original, its surroundings, its basis and its score in parts."""
    read_as, written = texts
    start, end = read_as.span(*span)
    against = holding(rule.counter, Setting(read_as.text, *span, speaker=written.speaker))
    sure = confidence(start, end)
    parts = {"points": rule.points, "confidence": sure, "counter": 0.0 if against else 1.0}
    return Hit(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        start=start,
        end=end,
        text=written.text[start:end],
        before=written.text[max(0, start - CONTEXT_SIGNS) : start],
        after=written.text[end : end + CONTEXT_SIGNS],
        source=written.source,
        confidence=sure,
        basis=rule.basis_on(written.published_on),
        counter_signals=against,
        score_parts={**parts, "total": round(rule.points * sure * parts["counter"], 4)},
    )
