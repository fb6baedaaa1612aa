"""What is a suspect point, what a reading of a whole text, and how does a found place become a point? (pure)"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from media_library.ads.clauses import Clause
from media_library.ads.counter_signals import Surroundings
from media_library.ads.finding import Span
from media_library.ads.normalise import Normalised
from media_library.ads.rulebook import SEVERITIES, Composite, CounterSignal, Rule, Rulebook

CONTEXT_SIGNS = 30
SUPPORTING = 0.25  # what a point weighs that never makes an advertisement suspect by itself
SURE_LETTERS = 0.8  # CS-10: below it the letters of a picture are doubtful


@dataclass(frozen=True)
class Written:
    """An advertisement to be read: its words, typed (`source` text) or read from a picture (ocr), and its fields.

    `place` says where it hung, `picture` what a person saw drawn on it, `complete` that nothing of it was left out,
    `cleared` that the same words were looked at before without a fault, `closed_group` that only named people got it.
    """

    text: str
    published_on: date
    source: str = "text"
    speaker: str = ""
    carrier: str = ""
    place: str = ""
    picture: str = ""
    complete: bool = False
    cleared: bool = False
    closed_group: bool = False


@dataclass(frozen=True)
class Hit:
    """One suspect point with all a reviewer needs to doubt it; `start` and `end` are code points of the original.

    Both are None and `text` is empty when the point stands nowhere in the words (something is missing, or drawn).
    """

    rule: str
    name: str
    severity: str
    start: int | None
    end: int | None
    text: str
    before: str
    after: str
    source: str
    confidence: float
    basis: tuple[Clause, ...]
    counter_signals: tuple[CounterSignal, ...]
    score_parts: dict[str, Any]
    scope: str = ""
    alone: bool = True

    @property
    def counted(self) -> bool:
        """Whether it speaks at all; a hit under a lifting counter-signal is only kept for spot checks."""
        return not any(signal.lifts for signal in self.counter_signals)

    @property
    def suspect(self) -> bool:
        """Whether it is enough for a person to look: it counts, it may stand alone, and it is our matter."""
        return self.counted and self.alone and not self.scope

    @property
    def score(self) -> float:
        """Its own weight, 0..1: points times reading confidence, nothing under a counter-signal."""
        return float(self.score_parts["total"])


@dataclass(frozen=True)
class Reading:
    """What one version of the rules saw in one text; `facts` are what the structure judged, by name."""

    ruleset: str
    direction: str
    hits: tuple[Hit, ...]
    composites: tuple[Composite, ...] = ()
    annual_rate: float | None = None
    facts: tuple[tuple[str, Any], ...] = ()

    @property
    def suspect(self) -> bool:
        """Whether a person should look; nothing more than that."""
        return any(hit.suspect for hit in self.hits)

    @property
    def severity(self) -> str | None:
        """The gravest of the hits that are suspect and of what they make together."""
        if not self.suspect:
            return None
        return gravest(
            [*(hit.severity for hit in self.hits if hit.suspect), *(one.severity for one in self.composites)]
        )

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


def in_order(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits in the order of the text, those that stand nowhere last."""
    return tuple(sorted(hits, key=lambda hit: (hit.start is None, hit.start or 0, hit.end or 0, hit.rule)))


def composites_of(hits: Iterable[Hit], book: Rulebook, facts: Mapping[str, Any]) -> tuple[Composite, ...]:
    """What the counting hits make together (DOMAIN §6.3)."""
    counting = frozenset(hit.rule for hit in hits if hit.counted)
    return tuple(one for one in book.composites if one.holds(counting, facts))


def point_of(
    rule: Rule,
    span: Span | None,
    texts: tuple[Normalised, Written, Surroundings],
    confidence: Callable[[int, int], float],
) -> Hit:
    """One found point with its place in the original, its surroundings, its basis and its score in parts."""
    read_as, written, around = texts
    start, end = read_as.span(*span) if span else (0, 0)
    sure = confidence(start, end) if span else 1.0
    against = around.against(rule.counter, span, doubtful=sure < SURE_LETTERS)
    lifted = any(signal.lifts for signal in against)
    parts = {"points": rule.points, "confidence": sure, "counter": 0.0 if lifted else 1.0}
    if not rule.alone or rule.scope:
        parts["supporting"] = SUPPORTING
    total = rule.points * sure * parts["counter"] * parts.get("supporting", 1.0)
    return Hit(
        rule=rule.id,
        name=rule.name,
        severity=lowered(rule.severity) if any(one.effect == "lowered" for one in against) else rule.severity,
        start=start if span else None,
        end=end if span else None,
        text=written.text[start:end],
        before=written.text[max(0, start - CONTEXT_SIGNS) : start],
        after=written.text[end : end + CONTEXT_SIGNS] if span else "",
        source=written.source,
        confidence=sure,
        basis=rule.basis_on(written.published_on),
        counter_signals=against,
        score_parts={**parts, "total": round(total, 4)},
        scope=rule.scope,
        alone=rule.alone,
    )


def lowered(severity: str) -> str:
    """One level less grave; the lowest stays."""
    return SEVERITIES[min(SEVERITIES.index(severity) + 1, len(SEVERITIES) - 1)]
