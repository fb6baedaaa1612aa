"""How does a table of a rule file become a rule, a clause, a counter-signal or a composite? (pure)"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from media_library.ads.clauses import Clause, Sureness
from media_library.ads.rulebook.parts import (
    FACTS,
    LOOKS,
    Composite,
    Condition,
    CounterSignal,
    Example,
    Find,
    Rule,
    When,
)

PLACES = ("sentence", "text", "before", "quoted", "speaker", "ending", "facts")
FIND_KEYS = {"words", "patterns", "except", "needs", "without", "near", "when", "look", "scope", "limits"}
RULE_KEYS = {
    "id", "name", "severity", "points", "looks_for", "route", "basis", "counter", "find", "when", "innocent", "hits",
    "misses", "alone", "joins", "scope",
}  # fmt: skip


def clause(row: dict[str, Any]) -> Clause:
    """One `[[clause]]`; an unknown status is a ValueError."""
    return Clause(**{**row, "effective_to": row.get("effective_to"), "status": Sureness(row["status"])})


def signals(table: dict[str, Any]) -> dict[str, CounterSignal]:
    """All `[[signal]]` with their named lists filled in."""
    lists = {name: compiled(words) for name, words in table["lists"].items()}
    found = {}
    for row in table["signal"]:
        whens = tuple(_when(one, lists) for one in row.get("when", ()))
        found[row["id"]] = CounterSignal(
            row["id"], row["name"], row["effect"], row["shown"], whens, row.get("lifts", True)
        )
    return found


def _when(row: dict[str, Any], lists: Mapping[str, tuple[re.Pattern[str], ...]]) -> When:
    """One `[[signal.when]]`; `unless` names lists of the same file."""
    if row["where"] not in PLACES:
        raise ValueError(f"where={row['where']}")
    unless = tuple(pattern for name in row.get("unless", ()) for pattern in lists[name])
    patterns = compiled(row.get("patterns", ()))
    return When(row["where"], patterns, row.get("least", 1), unless, conditions(row.get("if", {})))


def conditions(table: Mapping[str, Any]) -> tuple[Condition, ...]:
    """`fact = [values]` wants one of them, `fact_not = [values]` shuns them; an unknown fact is a ValueError."""
    found = []
    for key, values in table.items():
        fact = key.removesuffix("_not")
        if fact not in FACTS:
            raise ValueError(f"when.{key}")
        listed = values if isinstance(values, list) else [values]
        found.append(Condition(fact, frozenset(listed), wanted=not key.endswith("_not")))
    return tuple(found)


def find(row: Mapping[str, Any], common: tuple[Condition, ...]) -> Find:
    """One `[[find]]`; its conditions come after those of the whole rule."""
    if unknown := set(row) - FIND_KEYS:
        raise ValueError(f"find.{'、'.join(sorted(unknown))}")
    if row.get("look", "text") not in LOOKS:
        raise ValueError(f"look={row['look']}")
    return Find(
        words=tuple(sorted(row.get("words", ()), key=len, reverse=True)),
        patterns=tuple(row.get("patterns", ())),
        excepted=_any(row.get("except", ())),
        needs=compiled(row.get("needs", ())),
        without=compiled(row.get("without", ())),
        near=_any(row.get("near", ())),
        conditions=(*common, *conditions(row.get("when", {}))),
        look=row.get("look", "text"),
        scope=row.get("scope", ""),
        limits=tuple(row.get("limits", {}).items()),
    )


def rule(row: Mapping[str, Any], clauses: Mapping[str, Clause], known: Mapping[str, CounterSignal]) -> Rule:
    """One rule file, or one rule a county wrote itself; what it cites and nobody knows is left out (`faults` names it)."""
    if unknown := set(row) - RULE_KEYS:
        raise ValueError(f"{row['id']}: {'、'.join(sorted(unknown))}")
    common = conditions(row.get("when", {}))
    plain: dict[str, Any] = {key: row[key] for key in ("id", "name", "severity", "points", "looks_for")}
    plain |= {key: row[key] for key in ("alone", "scope") if key in row}
    return Rule(
        **plain,
        route=tuple(row["route"]),
        innocent=tuple(row["innocent"]),
        joins=tuple(row.get("joins", ())),
        clauses=tuple(clauses[id] for id in row["basis"] if id in clauses),
        counter=_counter(row["counter"], known),
        finds=tuple(find(one, common) for one in row["find"]),
        hits=tuple(_example(one) for one in row["hits"]),
        misses=tuple(_example(one) for one in row["misses"]),
    )


def _counter(named: Iterable[str], known: Mapping[str, CounterSignal]) -> tuple[CounterSignal, ...]:
    """The signals a rule names, and those that lift nothing: they are told beside every point."""
    told = [id for id, signal in known.items() if not signal.lifts]
    return tuple(known[id] for id in (*named, *told) if id in known)


def composite(row: Mapping[str, Any]) -> Composite:
    """One `[[composite]]`."""
    groups = tuple(frozenset(group) for group in row["all"])
    return Composite(
        row["id"],
        row["name"],
        row["severity"],
        row["shown"],
        tuple(row["route"]),
        groups,
        conditions(row.get("when", {})),
    )


def compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Each pattern on its own, so that different ones can be counted."""
    return tuple(re.compile(pattern) for pattern in patterns)


def _any(patterns: list[str]) -> re.Pattern[str] | None:
    """One pattern for all of them, none for none."""
    return re.compile("|".join(patterns)) if patterns else None


def _example(row: Mapping[str, Any]) -> Example:
    """A line of `hits` or `misses`; other keys than text, marked and why are fields of the advertisement."""
    given = tuple((key, value) for key, value in row.items() if key not in ("text", "marked", "why"))
    return Example(row["text"], row["why"], row.get("marked", ""), given)
