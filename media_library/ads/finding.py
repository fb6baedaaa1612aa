"""Where does a rule find what it looks for: in the words, in a field of its own, in a rate, or in what is missing?

Pure. Works on normalised text; a span of None says that the point stands nowhere in the words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby, islice
from typing import Any

from media_library.ads.counter_signals import WHOLE_SIGNS, sentence_around
from media_library.ads.payback import Payback
from media_library.ads.rates import Rate
from media_library.ads.rulebook import Find, Rule, Rulebook

Span = tuple[int, int]
MOST_FITTING = 100  # places of one find in one text: the hundredth that fits says no more than the first
COURTS_MULTIPLE = 4  # 民间借贷规定 第二十五条: four times the one-year LPR


@dataclass(frozen=True)
class Ground:
    """All a rule may look at in one advertisement."""

    text: str
    facts: Mapping[str, Any]
    rates: Sequence[Rate] = ()
    paybacks: Sequence[Payback] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    lpr: Decimal | None = None


def found_by_rule(
    book: Rulebook, ground: Ground, in_force: Callable[[Rule], bool]
) -> Iterator[tuple[Rule, Span | None, str]]:
    """Each rule in force with each place at which it finds its point and the scope of that point; rules in their order.

    Only rules of which a word was seen are looked at, and the few that look elsewhere than in the words.
    """
    numbered = book.numbered
    asked: dict[str, bool] = {}

    def wanted(number: int) -> bool:
        rule, find = numbered[number]
        if rule.id not in asked:
            asked[rule.id] = in_force(rule)
        return asked[rule.id] and _may(find, ground)

    spans = book.matcher.spans(ground.text, wanted)
    numbers = sorted({*spans, *(number for number in book.elsewhere if wanted(number))})
    for _, group in groupby(numbers, key=lambda number: numbered[number][0].id):
        found: list[tuple[Span | None, str]] = []
        for number in group:
            rule, find = numbered[number]
            places = _fitting(find, spans[number], ground) if find.look == "text" else _elsewhere(find, ground)
            found += [(span, find.scope or rule.scope) for span in islice(places, MOST_FITTING)]
        yield from ((rule, span, scope) for span, scope in _once(found))


def _may(find: Find, ground: Ground) -> bool:
    """Whether the circumstances a find needs are given; asked only when one of its words was seen."""
    head = ground.text[:WHOLE_SIGNS]
    return (
        all(one.holds(ground.facts) for one in find.conditions)
        and all(pattern.search(head) for pattern in find.needs)
        and not any(pattern.search(head) for pattern in find.without)
    )


def _fitting(find: Find, spans: Iterable[Span], ground: Ground) -> Iterator[Span]:
    """The spans that no exception touches and that have near them what they need."""
    text = ground.text
    excepted = [match.span() for match in find.excepted.finditer(text)] if find.excepted else []
    for start, end in spans:
        before = bisect_left(excepted, (end, 0))  # in order and apart: of those before `end` the last reaches furthest
        if before and start < excepted[before - 1][1]:
            continue
        if find.near is None or find.near.search(text, *sentence_around(text, start, end)):
            yield start, end


def _elsewhere(find: Find, ground: Ground) -> Iterator[Span | None]:
    """What a find sees that does not look for words in the text."""
    if find.look == "rate":
        yield from _fitting(find, _rates(dict(find.limits), ground), ground)
    elif find.look == "payback":
        yield from _fitting(find, ((one.start, one.end) for one in ground.paybacks), ground)
    elif find.look == "absent" or any(word in ground.fields.get(find.look, "") for word in find.words):
        yield None


def _rates(limits: Mapping[str, Any], ground: Ground) -> Iterator[Span]:
    """The rates of the wanted ways, above a limit in percent a year where one is set; hidden digits pass no limit."""
    least = limits.get("above")
    if least == "courts":
        if ground.lpr is None:
            return
        least = float(COURTS_MULTIPLE * ground.lpr)
    for rate in ground.rates:
        if rate.way in limits["way"] and (least is None or rate.percent > least):
            yield rate.start, rate.end


def _once(found: Iterable[tuple[Span | None, str]]) -> list[tuple[Span | None, str]]:
    """In the text's order and without overlaps; a point that stands nowhere is told once, and only when it is the only one."""
    listed = list(found)
    placed = sorted((one for one in listed if one[0]), key=lambda one: (one[0][0], -one[0][1]) if one[0] else (0, 0))
    kept: list[tuple[Span | None, str]] = []
    reached = -1
    for span, scope in placed:
        if span and span[0] >= reached:
            kept.append((span, scope))
            reached = span[1]
    return kept or listed[:1]
