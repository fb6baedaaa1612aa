"""What does a rule written by a county say, may it be used, and do its own examples hold?

Pure. A version is a plain mapping (stored as JSON); `as_rule` makes of it the same `Rule` the shipped files make.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from media_library.ads.normalise import normalise
from media_library.ads.rulebook import SEVERITIES, Rule, Rulebook, loading, shipped
from media_library.ads.rulebook.pattern_safety import anchors, pattern_safety
from media_library.ads.rules import Written, read

Content = Mapping[str, Any]
POINTS = {"critical": 0.6, "high": 0.5, "medium": 0.4, "low": 0.25}  # as the shipped rules weigh them
SILENCED_BY = ("CS-01", "CS-02", "CS-06", "CS-07")  # warning, denial, an office's own notice, report
ROUTE = ("市场监管局", "处非牵头部门")
GENRES = ("news", "warning", "law", "forum", "complaint", "job", "notice", "personal", "other_ad")
DIRECTIONS = ("lend", "absorb")
MOST_WORDS, MOST_PATTERNS, LONGEST_WORD, SHORTEST_WORD = 100, 20, 30, 2
MOST_EXAMPLES, LEAST_EXAMPLES, LONGEST_EXAMPLE = 50, 2, 500
MOST_INNOCENT_SHARE = 0.02  # of the shipped rules' sentences that must pass: more means the words are everyday words
LISTED = ("words", "needs", "without")


def as_rule(id: str, content: Content, book: Rulebook) -> Rule:
    """The rule a version describes; clauses the book does not hold are left out."""
    words = {name: [normalise(word).text for word in content.get(name, ())] for name in LISTED}
    find: dict[str, Any] = {"words": words["words"], "patterns": list(content.get("patterns", ()))}
    find |= {name: ["|".join(map(re.escape, words[name]))] for name in ("needs", "without") if words[name]}
    when = {"genre_not": list(content.get("skip_genres", ())), "direction_not": list(content.get("skip_direction", ()))}
    row = {
        "id": id, "name": content["name"], "severity": content["severity"], "points": POINTS[content["severity"]],
        "looks_for": content["looks_for"], "route": ROUTE, "basis": content["basis"], "counter": SILENCED_BY,
        "find": [find], "when": {key: values for key, values in when.items() if values},
        "innocent": content["innocent"],
        "hits": [{"text": text, "why": "应当标出"} for text in content["hits"]],
        "misses": [{"text": text, "why": "应当放过"} for text in content["misses"]],
    }  # fmt: skip
    return loading.rule(row, book.clauses, book.signals)


def faults(content: Content, book: Rulebook) -> dict[str, list[str]]:
    """Why a version may not be kept, as Chinese sentences by field; empty when it may. Never raises."""
    told: dict[str, list[str]] = {}
    for name, fault in _faults(content, book):
        told.setdefault(name, []).append(fault)
    if not told and (share := innocent_share(as_rule("CW-0", content, book), book)) > MOST_INNOCENT_SHARE:
        told["words"] = [
            f"这些写法太宽：拿系统里应当放过的例句来试，{share:.0%} 会被标出。请写得更具体，或加“同时要有”的词。"
        ]
    return told


def _faults(content: Content, book: Rulebook) -> Iterator[tuple[str, str]]:
    yield from _words_faults(content)
    yield from _patterns_faults(content)
    if content["severity"] not in SEVERITIES:
        yield "severity", "请选级别。"
    if not content["basis"]:
        yield "basis", "请至少选一条依据；没有依据的话不能标。"
    yield from (("basis", f"依据 {id} 不在条款表里，请重新选。") for id in content["basis"] if id not in book.clauses)
    if not content["innocent"]:
        yield "innocent", "请至少写一条正常的解释：什么情形下这样写没有问题。"
    for name, label in (("hits", "应当标出的例句"), ("misses", "应当放过的例句")):
        yield from ((name, fault) for fault in _examples_faults(content[name], label))


def _words_faults(content: Content) -> Iterator[tuple[str, str]]:
    if not content["words"] and not content["patterns"]:
        yield "words", "请至少写一个词或者一条写法。"
    for name in LISTED:
        words = content.get(name, ())
        if len(words) > MOST_WORDS:
            yield name, f"写了 {len(words)} 个词，一条规则最多 {MOST_WORDS} 个；请按意思拆成几条规则。"
            continue
        for word in words:
            read_as = normalise(word).text.strip()
            if len(read_as) < SHORTEST_WORD:
                yield name, f"“{word}”太短，一个字到处都有，请至少写 {SHORTEST_WORD} 个字。"
            elif len(read_as) > LONGEST_WORD:
                yield name, f"“{word[:10]}……”太长，一个词最多 {LONGEST_WORD} 个字。"


def _patterns_faults(content: Content) -> Iterator[tuple[str, str]]:
    if len(content["patterns"]) > MOST_PATTERNS:
        yield "patterns", f"写了 {len(content['patterns'])} 条写法，最多 {MOST_PATTERNS} 条，请拆成几条规则。"
        return
    for pattern in content["patterns"]:
        if fault := pattern_safety(pattern):
            yield "patterns", f"“{pattern[:30]}”不能用：{fault}"
        elif max(map(len, anchors(pattern))) < SHORTEST_WORD:
            yield "patterns", f"“{pattern[:30]}”太宽：请至少连着写 {SHORTEST_WORD} 个固定的字。"


def _examples_faults(examples: Iterable[str], label: str) -> Iterator[str]:
    examples = list(examples)
    if len(set(examples)) < LEAST_EXAMPLES:
        yield f"{label}至少要 {LEAST_EXAMPLES} 句，各不相同。"
    if len(examples) > MOST_EXAMPLES:
        yield f"{label}最多 {MOST_EXAMPLES} 句。"
    yield from (
        f"例句“{one[:10]}……”太长，最多 {LONGEST_EXAMPLE} 字。" for one in examples if len(one) > LONGEST_EXAMPLE
    )


def alone(rule: Rule, book: Rulebook) -> Rulebook:
    """A book that holds only this rule: what it alone would find."""
    return replace(book, version=rule.id, rules=(rule,), composites=())


def found_in(text: str, book: Rulebook, day: date) -> bool:
    """Whether the book's rules find in `text` a point that counts."""
    return any(hit.counted for hit in read(Written(text, published_on=day), book).hits)


def wrong_examples(rule: Rule, book: Rulebook, day: date) -> tuple[str, ...]:
    """The examples that do not come out as they should, as sentences; while there is one the rule stays off."""
    only = alone(rule, book)
    missed = [f"应当标出，没有标：{one.text}" for one in rule.hits if not found_in(one.text, only, day)]
    return (*missed, *(f"应当放过，却标了：{one.text}" for one in rule.misses if found_in(one.text, only, day)))


@cache
def _innocent_sentences() -> tuple[str, ...]:
    """The sentences of our own that no shipped rule may mark, normalised."""
    return tuple({normalise(example.text).text for rule in shipped().rules for example in rule.misses})


def innocent_share(rule: Rule, book: Rulebook) -> float:
    """How many of those sentences hold the rule's words (0..1), whatever else they say."""
    matcher, needed = alone(rule, book).matcher, rule.finds[0].needs
    met = [
        text
        for text in _innocent_sentences()
        if matcher.spans(text, lambda n: True) and all(one.search(text) for one in needed)
    ]
    return len(met) / len(_innocent_sentences())
