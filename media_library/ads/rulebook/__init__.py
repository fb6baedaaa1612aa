"""What rules, clauses and counter-signals are there, which version is it, and do they fit together?

Pure. The facts stand in the TOML files beside this module; this reads them, checks them and hashes them.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from media_library.ads.clauses import Clause, Sureness

FOLDER = Path(__file__).parent
SEVERITIES = ("critical", "high", "medium", "low")
DIRECTIONS = ("absorb", "lend", "unknown")
PLACES = ("sentence", "text", "before", "quoted", "speaker", "ending")


class RulebookBroken(ValueError):
    """The files contradict each other; the message lists every fault in Chinese, one a line."""


@dataclass(frozen=True)
class Example:
    """A sentence of our own with what must be marked in it (nothing for a miss) and why."""

    text: str
    marked: str
    why: str


@dataclass(frozen=True)
class When:
    """One stretch of the text and the words that make a counter-signal hold there."""

    where: str
    patterns: tuple[re.Pattern[str], ...]
    least: int
    unless: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class CounterSignal:
    """Why a word may be harmless where it stands."""

    id: str
    name: str
    effect: str
    shown: str
    whens: tuple[When, ...]


@dataclass(frozen=True)
class Rule:
    """One suspect point: what is looked for, on which clauses it stands, what speaks against it."""

    id: str
    name: str
    severity: str
    points: float
    looks_for: str
    route: tuple[str, ...]
    directions: tuple[str, ...]
    clauses: tuple[Clause, ...]
    counter: tuple[CounterSignal, ...]
    found: re.Pattern[str]
    excepted: re.Pattern[str] | None
    needs_any: tuple[re.Pattern[str], ...]
    innocent: tuple[str, ...]
    hits: tuple[Example, ...]
    misses: tuple[Example, ...]
    source: tuple[str, ...]

    def basis_on(self, day: date) -> tuple[Clause, ...]:
        """The clauses in force on the advertisement's day; without one the rule has nothing to say."""
        return tuple(clause for clause in self.clauses if clause.in_force(day))


@dataclass(frozen=True)
class Rulebook:
    """All rules of one version."""

    version: str
    rules: tuple[Rule, ...]
    clauses: dict[str, Clause]
    signals: dict[str, CounterSignal]
    absorb: tuple[re.Pattern[str], ...]
    lend: tuple[re.Pattern[str], ...]

    def rule(self, id: str) -> Rule:
        """The rule of that id; KeyError if this version has none."""
        return {rule.id: rule for rule in self.rules}[id]

    def citing(self, clause_id: str) -> tuple[Rule, ...]:
        """The rules that would fall if this clause were taken out."""
        return tuple(rule for rule in self.rules if any(clause.id == clause_id for clause in rule.clauses))


@cache
def shipped() -> Rulebook:
    """The rulebook that comes with the product, read once per process."""
    return load(FOLDER)


def load(folder: Path) -> Rulebook:
    """Read a folder of TOML files; raises RulebookBroken naming every fault found."""
    files = {path.name: path.read_bytes() for path in sorted(folder.glob("*.toml"))}
    faults: list[str] = []
    try:
        tables = {name: tomllib.loads(data.decode("utf-8")) for name, data in files.items()}
        clauses = {row["id"]: _clause(row) for row in tables["clauses.toml"]["clause"]}
        signals = _signals(tables["counter_signals.toml"])
        rules = [_rule(tables[name], clauses, signals, faults) for name in files if name.startswith("AD-")]
        absorb, lend = (_compiled(tables["structure.toml"]["direction"][way]) for way in ("absorb", "lend"))
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise RulebookBroken(f"规则文件读不懂：{error!r}") from error
    if len({rule.id for rule in rules}) != len(rules):
        faults.append("有两条规则用了同一个编号。")
    if faults:
        raise RulebookBroken("\n".join(faults))
    version = hashlib.sha256(b"".join(name.encode() + b"\0" + data for name, data in files.items())).hexdigest()[:12]
    return Rulebook(version, tuple(rules), clauses, signals, absorb, lend)


def _clause(row: dict[str, Any]) -> Clause:
    """One `[[clause]]`; an unknown status is a ValueError."""
    return Clause(**{**row, "effective_to": row.get("effective_to"), "status": Sureness(row["status"])})


def _signals(table: dict[str, Any]) -> dict[str, CounterSignal]:
    """All `[[signal]]` with their named lists filled in."""
    lists = {name: _compiled(words) for name, words in table["lists"].items()}
    signals = {}
    for row in table["signal"]:
        whens = []
        for when in row["when"]:
            if when["where"] not in PLACES:
                raise ValueError(f"{row['id']} where={when['where']}")
            unless = tuple(pattern for name in when.get("unless", ()) for pattern in lists[name])
            whens.append(When(when["where"], _compiled(when["patterns"]), when.get("least", 1), unless))
        signals[row["id"]] = CounterSignal(row["id"], row["name"], row["effect"], row["shown"], tuple(whens))
    return signals


def _rule(
    row: dict[str, Any], clauses: dict[str, Clause], signals: dict[str, CounterSignal], faults: list[str]
) -> Rule:
    """One rule file; what it cites and does not find is added to `faults`."""
    faults.extend(_faults(row, clauses, signals))
    words = sorted(row.get("words", ()), key=len, reverse=True)
    source = (*(re.escape(word) for word in words), *row.get("patterns", ()))
    plain: dict[str, Any] = {key: row[key] for key in ("id", "name", "severity", "points", "looks_for")}
    plain |= {key: tuple(row[key]) for key in ("route", "directions", "innocent")}
    return Rule(
        **plain,
        clauses=tuple(clauses[id] for id in row["basis"] if id in clauses),
        counter=tuple(signals[id] for id in row["counter"] if id in signals),
        found=re.compile("|".join(source)),
        excepted=re.compile("|".join(row["except"])) if row.get("except") else None,
        needs_any=_compiled(row.get("needs_any", ())),
        hits=tuple(Example(**example) for example in row["hits"]),
        misses=tuple(Example(marked="", **example) for example in row["misses"]),
        source=(*words, *row.get("patterns", ())),
    )


def _faults(row: dict[str, Any], clauses: dict[str, Clause], signals: dict[str, CounterSignal]) -> list[str]:
    """What is wrong with one rule, as sentences."""
    faults = [
        f"规则 {row['id']} 引用的条款 {id} 不在条款表里；条款被规则引用时不能删除，请先改规则。"
        for id in row["basis"]
        if id not in clauses
    ]
    faults += [f"规则 {row['id']} 引用的反向信号 {id} 不存在。" for id in row["counter"] if id not in signals]
    if row["severity"] not in SEVERITIES or not set(row["directions"]) <= set(DIRECTIONS):
        faults.append(f"规则 {row['id']} 的级别或方向写错了。")
    if not (row["basis"] and row["hits"] and row["misses"] and (row.get("words") or row.get("patterns"))):
        faults.append(f"规则 {row['id']} 缺依据、写法或例句。")
    return faults


def _compiled(patterns: Any) -> tuple[re.Pattern[str], ...]:
    """Each pattern on its own, so that different ones can be counted."""
    return tuple(re.compile(pattern) for pattern in patterns)
