"""What is wrong with a rulebook, in sentences a person can act on? (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from media_library.ads.rulebook.parts import SEVERITIES, Composite, Rule
from media_library.ads.rulebook.pattern_safety import pattern_safety

LEAST_EXAMPLES = 6


def book_faults(
    tables: Mapping[str, Mapping[str, Any]], rules: Iterable[Rule], composites: Iterable[Composite]
) -> list[str]:
    """Every fault of the files: missing clauses and signals, unsafe patterns, too few examples, ids used twice."""
    clauses = {row["id"] for row in tables["clauses.toml"]["clause"]}
    signals = {row["id"] for row in tables["counter_signals.toml"]["signal"]}
    ids = {rule.id for rule in rules}
    rows = [tables[name] for name in tables if name.startswith("AD-")]
    faults = [fault for row in rows for fault in rule_faults(row, clauses, signals)]
    if len(ids) != len(rows):
        faults.append("有两条规则用了同一个编号。")
    for one in composites:
        missing = sorted(frozenset().union(*one.all) - ids)
        faults += [f"组合规则 {one.id} 用到的规则 {id} 不存在。" for id in missing]
    for rule in rules:
        faults += [f"规则 {rule.id} 要与之同看的规则 {id} 不存在。" for id in rule.joins if id not in ids]
    return faults


def rule_faults(row: Mapping[str, Any], clauses: Iterable[str], signals: Iterable[str]) -> Iterator[str]:
    """What is wrong with one rule, as sentences."""
    name = f"规则 {row['id']}"
    yield from (
        f"{name} 引用的条款 {id} 不在条款表里；条款被规则引用时不能删除，请先改规则。"
        for id in row["basis"]
        if id not in clauses
    )
    yield from (f"{name} 引用的反向信号 {id} 不存在。" for id in row["counter"] if id not in signals)
    if row["severity"] not in SEVERITIES or not 0 < row["points"] <= 1:
        yield f"{name} 的级别或分值写错了。"
    if not (row["basis"] and row["find"] and row["innocent"]):
        yield f"{name} 缺依据、写法或正常的解释。"
    if min(len(row["hits"]), len(row["misses"])) < LEAST_EXAMPLES:
        yield f"{name} 的例句不够：应标出和应放过的各要 {LEAST_EXAMPLES} 句。"
    patterns = (pattern for find in row["find"] for pattern in find.get("patterns", ()))
    yield from (f"{name} 的写法“{one}”不能用：{fault}" for one in patterns if (fault := pattern_safety(one)))
