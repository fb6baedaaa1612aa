"""Which suspect points does a piece of copy hold before it goes out, on which clauses? Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from media_library.ads import rules
from media_library.ads.marking import Piece, Span, pieces
from media_library.ads.rulebook import Rulebook


@dataclass(frozen=True)
class Copy:
    """What an outlet wants to publish; `published_on` picks the law in force."""

    text: str
    published_on: date
    carrier: str = ""
    advertiser: str = ""
    title: str = ""


@dataclass(frozen=True)
class Checked:
    """The answer, as plain values that can be shown, sent and kept."""

    ruleset: str
    suspect: bool
    severity: str | None
    direction: str
    annual_rate: float | None
    hits: list[dict[str, Any]]
    together: list[dict[str, str]]

    def as_dict(self) -> dict[str, Any]:
        """What the interface sends."""
        return {
            "suspect": self.suspect, "severity": self.severity, "direction": self.direction,
            "annual_rate": self.annual_rate, "hits": self.hits, "together": self.together, "ruleset": self.ruleset,
        }  # fmt: skip


def check_copy(copy: Copy, book: Rulebook) -> Checked:
    """Read the copy by the rules of its day; never raises for any text."""
    about = {"published_on": copy.published_on, "speaker": copy.advertiser, "carrier": copy.carrier}
    seen = rules.read(rules.Written(copy.text, **about), book)
    hits = [_shown(hit, book, number) for number, hit in enumerate(seen.hits, start=1)]
    together = [{"rule": one.id, "name": one.name} for one in seen.composites if seen.suspect]
    return Checked(seen.ruleset, seen.suspect, seen.severity, seen.direction, seen.annual_rate, hits, together)


def marked(text: str, hits: list[dict[str, Any]]) -> list[Piece]:
    """The copy cut at its marks; what does not count is marked as off."""
    return pieces(text, [Span(h["number"], h["start"], h["end"], not h["counted"]) for h in hits if h["end"]])


def _shown(hit: Any, book: Rulebook, number: int) -> dict[str, Any]:
    """One point with all that lets its reader doubt it."""
    rule = book.rule(hit.rule)
    return {
        "number": number,
        "rule": hit.rule,
        "name": hit.name,
        "severity": hit.severity,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "counted": hit.counted,
        "alone": hit.alone,
        "scope": hit.scope,
        "basis": [{"label": c.label, "words": c.words, "warning": c.warning} for c in hit.basis],
        "counter_signals": [{"id": s.id, "name": s.name, "shown": s.shown} for s in hit.counter_signals],
        "looks_for": rule.looks_for,
        "innocent": list(rule.innocent),
    }
