"""What is a rule made of: its ways of writing, the circumstances they need, its clauses, examples and counter-signals?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from media_library.ads.clauses import Clause

SEVERITIES = ("critical", "high", "medium", "low")
LOOKS = ("text", "place", "picture", "rate", "absent", "payback")
# What the structure judges of a text, and what stands in fields of its own; a condition may ask for these and no others.
FACTS = (
    "genre", "speaker", "direction", "promise", "product", "reminder", "named_lender", "named_seller", "contact",
    "asks_money", "disguised", "carrier", "complete", "cleared", "closed_group", "doubtful",
)  # fmt: skip


class RulebookBroken(ValueError):
    """The files contradict each other; the message lists every fault in Chinese, one a line."""


@dataclass(frozen=True)
class Example:
    """A sentence of our own with what must be marked in it (nothing for a miss) and why; `given` are its fields."""

    text: str
    why: str
    marked: str = ""
    given: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Condition:
    """What must be so of the whole advertisement: a fact among some values, or none of them."""

    fact: str
    values: frozenset[Any]
    wanted: bool = True

    def holds(self, facts: Mapping[str, Any]) -> bool:
        """A fact nobody knows (not given) holds no condition that wants it, and breaks none that shuns it."""
        return (facts.get(self.fact) in self.values) is self.wanted


@dataclass(frozen=True)
class Find:
    """One family of ways to write a suspect point, and where the same letters do not mean it."""

    words: tuple[str, ...]
    patterns: tuple[str, ...]
    excepted: re.Pattern[str] | None
    needs: tuple[re.Pattern[str], ...]
    without: tuple[re.Pattern[str], ...]
    near: re.Pattern[str] | None
    conditions: tuple[Condition, ...]
    look: str = "text"
    scope: str = ""
    limits: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class When:
    """One stretch of the text and the words that make a counter-signal hold there, under conditions."""

    where: str
    patterns: tuple[re.Pattern[str], ...]
    least: int
    unless: tuple[re.Pattern[str], ...]
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class CounterSignal:
    """Why a word may be harmless where it stands; one that does not lift is only told to the reviewer."""

    id: str
    name: str
    effect: str
    shown: str
    whens: tuple[When, ...]
    lifts: bool = True


@dataclass(frozen=True)
class Rule:
    """One suspect point: what is looked for, on which clauses it stands, what speaks against it.

    `alone` is false for a sign that never makes an advertisement suspect by itself; `joins` are the rules
    beside which it does. `scope` "other" is unlawful, but no matter of fundraising.
    """

    id: str
    name: str
    severity: str
    points: float
    looks_for: str
    route: tuple[str, ...]
    clauses: tuple[Clause, ...]
    counter: tuple[CounterSignal, ...]
    finds: tuple[Find, ...]
    innocent: tuple[str, ...]
    hits: tuple[Example, ...]
    misses: tuple[Example, ...]
    alone: bool = True
    joins: tuple[str, ...] = ()
    scope: str = ""

    def basis_on(self, day: date) -> tuple[Clause, ...]:
        """The clauses in force on the advertisement's day; without one the rule has nothing to say."""
        return tuple(clause for clause in self.clauses if clause.in_force(day))

    @property
    def source(self) -> tuple[str, ...]:
        """How it is written in the file, word by word, for those who can read it."""
        return tuple(one for find in self.finds for one in (*find.words, *find.patterns))


@dataclass(frozen=True)
class Composite:
    """Several rules together that weigh more than each: of every group in `all` one must count."""

    id: str
    name: str
    severity: str
    shown: str
    route: tuple[str, ...]
    all: tuple[frozenset[str], ...]
    conditions: tuple[Condition, ...] = ()

    def holds(self, rules: frozenset[str], facts: Mapping[str, Any]) -> bool:
        """Whether the counting `rules` of a text fill every group under these facts."""
        return all(group & rules for group in self.all) and all(one.holds(facts) for one in self.conditions)


@dataclass(frozen=True)
class Lpr:
    """The one-year loan prime rate of a stretch of days, in percent a year."""

    effective_from: date
    percent: Decimal
