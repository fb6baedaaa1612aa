"""What rules, clauses and counter-signals are there, which version is it, and do they fit together?

Pure. The facts stand in the TOML files beside this module; `loading` reads them, `faults` checks them, this hashes them.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from media_library.ads.clauses import Clause
from media_library.ads.rulebook import loading
from media_library.ads.rulebook.faults import book_faults
from media_library.ads.rulebook.matching import Matcher
from media_library.ads.rulebook.parts import (
    SEVERITIES,
    Composite,
    Condition,
    CounterSignal,
    Example,
    Find,
    Lpr,
    Rule,
    RulebookBroken,
    When,
)
from media_library.ads.weighing import Weights, shipped_weights

__all__ = [
    "FOLDER", "SEVERITIES", "Composite", "Condition", "CounterSignal", "Example", "Find", "Rule", "Rulebook",
    "RulebookBroken", "When", "load", "shipped",
]  # fmt: skip

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Rulebook:
    """All rules of one version."""

    version: str
    rules: tuple[Rule, ...]
    clauses: dict[str, Clause]
    signals: dict[str, CounterSignal]
    composites: tuple[Composite, ...]
    lprs: tuple[Lpr, ...]
    carriers: dict[str, str]
    weights: Weights | None = None

    @cached_property
    def matcher(self) -> Matcher:
        """Finds every word of every rule in one pass; built once."""
        return Matcher([find for _, find in self.numbered])

    @cached_property
    def numbered(self) -> list[tuple[Rule, Find]]:
        """Every find with its rule, in the order the matcher counts them."""
        return [(rule, find) for rule in self.rules for find in rule.finds]

    @cached_property
    def elsewhere(self) -> tuple[int, ...]:
        """The numbers of the finds that look elsewhere than in the words."""
        return tuple(number for number, (_, find) in enumerate(self.numbered) if find.look != "text")

    @cached_property
    def joins(self) -> dict[str, frozenset[str]]:
        """For each rule that needs company, the rules beside which it counts."""
        return {rule.id: frozenset(rule.joins) for rule in self.rules if rule.joins}

    def rule(self, id: str) -> Rule:
        """The rule of that id; KeyError if this version has none."""
        return {rule.id: rule for rule in self.rules}[id]

    def citing(self, clause_id: str) -> tuple[Rule, ...]:
        """The rules that would fall if this clause were taken out."""
        return tuple(rule for rule in self.rules if any(clause.id == clause_id for clause in rule.clauses))

    def lpr_on(self, day: date) -> Decimal | None:
        """The loan prime rate in force on `day`, none before its first publication."""
        before = [one.percent for one in self.lprs if one.effective_from <= day]
        return before[-1] if before else None

    def carrier(self, written: str) -> str:
        """The key of a carrier named by its key or by a word people use for it; what nobody knows stays as written."""
        return self.carriers.get(written.strip().lower(), written.strip().lower())

    def with_rules(self, rules: tuple[Rule, ...], version: str) -> Rulebook:
        """This book with more rules, under a version of its own."""
        return replace(self, rules=(*self.rules, *rules), version=version)


@cache
def shipped() -> Rulebook:
    """The rulebook that comes with the product and the weights beside it, read once per process."""
    book, weights = load(FOLDER), shipped_weights()
    version = hashlib.sha256(f"{book.version} {weights.version}".encode()).hexdigest()[:12]
    return replace(book, version=version, weights=weights)


def load(folder: Path) -> Rulebook:
    """Read a folder of TOML files (those of the structure count for the version only); raises RulebookBroken naming every fault found."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.toml"))}
    try:
        tables = {name: tomllib.loads(data.decode("utf-8")) for name, data in files.items()}
        book = _read(tables, _version(files))
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise RulebookBroken(f"规则文件读不懂：{error!r}") from error
    faults = book_faults(tables, book.rules, book.composites)
    if faults:
        raise RulebookBroken("\n".join(faults))
    return book


def _version(files: dict[str, bytes]) -> str:
    """A short mark of every byte of every file."""
    return hashlib.sha256(b"".join(name.encode() + b"\0" + data for name, data in files.items())).hexdigest()[:12]


def _read(tables: dict[str, dict[str, Any]], version: str) -> Rulebook:
    """The book the tables describe, whether or not it fits together."""
    clauses = {row["id"]: loading.clause(row) for row in tables["clauses.toml"]["clause"]}
    signals = loading.signals(tables["counter_signals.toml"])
    return Rulebook(
        version,
        tuple(loading.rule(tables[name], clauses, signals) for name in tables if name.startswith("AD-")),
        clauses,
        signals,
        tuple(loading.composite(row) for row in tables["composites.toml"]["composite"]),
        tuple(Lpr(row["effective_from"], Decimal(row["percent"])) for row in tables["lpr.toml"]["rate"]),
        {word: key for key, words in tables["carriers.toml"]["words"].items() for word in (key, *words)},
    )
