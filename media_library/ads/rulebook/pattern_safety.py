"""Can this pattern make a scan slow, and which letters must stand in a text before it is worth trying?

Pure. Used for the shipped rules, for words a county writes itself, and by the engine that tries patterns only near their anchors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from re import _constants as code  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

LONGEST_PATTERN = 2_000  # signs of source
WIDEST_MATCH = 200  # signs of text
MOST_WAYS = 20_000  # how many ways of sharing out a stretch among its repeats; every way may be tried
MOST_ANCHORS = 400
MOST_JOINED = 64  # letters side by side are joined to longer anchors up to this many
REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT)


def pattern_safety(pattern: str) -> str:
    """Why `pattern` may not be used, as a Chinese sentence; empty when it is safe.

    Safe means: every repeat has an upper bound and holds no other repeat of several, no back reference, a match of
    1 to 200 signs, few ways to try, and fixed letters somewhere in it. Never raises.
    """
    if len(pattern) > LONGEST_PATTERN:
        return f"写法太长（超过 {LONGEST_PATTERN} 个字符），请拆成几条。"
    try:
        tree = parser.parse(pattern)
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError, ValueError) as error:
        return f"写法读不懂：{error}"
    low, high = tree.getwidth()
    if low < 1:
        return "这个写法什么也不写也算找到，请至少写一个固定的字。"
    if fault := next(_faults(tree, inside=False), ""):
        return fault
    if high > WIDEST_MATCH:
        return f"一处最多能找到 {WIDEST_MATCH} 个字，这个写法能拉到 {high} 个字，请收短。"
    if _ways(tree) > MOST_WAYS:
        return "这个写法的“任意几个字”太多，机器要试的办法数不清，请减少。"
    if not anchors(pattern):
        return "写法里没有固定的字，请至少写一个一定会出现的字词。"
    return ""


def anchors(pattern: str) -> frozenset[str]:
    """Letters one of which stands in every match of `pattern`; empty when there are none.

    The longest alternatives win: a rare anchor saves the most trials.
    """
    found = [group for group in _candidates(parser.parse(pattern)) if group and "" not in group]
    fitting = [group for group in found if len(group) <= MOST_ANCHORS]
    return max(fitting, key=lambda group: (min(map(len, group)), -len(group)), default=frozenset())


def width(pattern: str) -> int:
    """The most signs one match of `pattern` covers."""
    return int(parser.parse(pattern).getwidth()[1])


def _children(op: Any, value: Any) -> Iterator[Any]:
    """The sub-patterns of one node."""
    if op is code.SUBPATTERN:
        yield value[3]
    elif op is code.BRANCH:
        yield from value[1]
    elif op in REPEATS or op is code.POSSESSIVE_REPEAT:
        yield value[2]
    elif op in (code.ASSERT, code.ASSERT_NOT):
        yield value[1]
    elif op is code.ATOMIC_GROUP:
        yield value


def _faults(tree: Iterable[Any], *, inside: bool) -> Iterator[str]:
    """What is forbidden anywhere in a pattern; `inside` a repeat of several no other repeat of several may stand."""
    for op, value in tree:
        several = False
        if op in (code.GROUPREF, code.GROUPREF_EXISTS):
            yield "写法里用了“与前面相同”的引用，机器可能跑很久，请改成具体的词。"
        if op in REPEATS or op is code.POSSESSIVE_REPEAT:
            low, high = value[0], value[1]
            if high is code.MAXREPEAT:
                yield "写法里有不限次数的重复（* 或 +），请写明最多几次，例如 {0,6}。"
            several = high is code.MAXREPEAT or int(high) > 1
            if several and inside and high != low:
                yield "重复里面又套着重复，机器可能跑很久，请拆开写。"
        for child in _children(op, value):
            yield from _faults(child, inside=inside or several)


def _ways(tree: Iterable[Any]) -> int:
    """How many ways a backtracking matcher may try on one stretch, told up to one more than MOST_WAYS.

    Repeats multiply, and what is repeated may be tried anew every time; alternatives add where one text fits several.
    """
    total = 1
    for op, value in tree:
        if op is code.BRANCH:
            total *= _ways_of_alternatives(value[1])
        elif op in REPEATS or op is code.POSSESSIVE_REPEAT:
            low, high = int(value[0]), min(int(value[1]), WIDEST_MATCH)
            total *= (high - low + 1) * _ways(value[2]) ** high
        else:
            for child in _children(op, value):
                total *= _ways(child)
        total = min(total, MOST_WAYS + 1)
    return total


def _ways_of_alternatives(branches: Iterable[Any]) -> int:
    """The ways of those alternatives that one text may fit: beginnings that contradict each other never do."""
    told = [(_beginning(branch), max(1, _ways(branch))) for branch in branches]
    return max(sum(ways for other, ways in told if not any(map(frozenset.isdisjoint, one, other))) for one, _ in told)


def _beginning(tree: Iterable[Any]) -> list[frozenset[str]]:
    """The letters that may stand at each place of a text's start, as far as they are few; upper and lower case are one."""
    places = []
    for op, value in tree:
        some = _exact(op, value) if op in (code.LITERAL, code.IN) else None
        if some is None:
            break
        places.append(frozenset(one.casefold() for one in some))
    return places


def _exact(op: Any, value: Any) -> frozenset[str] | None:
    """All texts a node can match when they are few, else None."""
    if op is code.LITERAL:
        return frozenset({chr(value)})
    if op is code.IN and len(value) <= 12 and all(kind is code.LITERAL for kind, _ in value):
        return frozenset(chr(one) for _, one in value)
    if op is code.SUBPATTERN:
        return _exact_sequence(value[3])
    if op is code.BRANCH:
        parts = [_exact_sequence(child) for child in value[1]]
        known = [part for part in parts if part is not None]
        return frozenset().union(*known) if len(known) == len(parts) else None
    if op in REPEATS and value[:2] == (0, 1):
        inner = _exact_sequence(value[2])
        return None if inner is None else inner | {""}
    return frozenset({""}) if op in (code.AT, code.ASSERT, code.ASSERT_NOT) else None


def _exact_sequence(tree: Iterable[Any]) -> frozenset[str] | None:
    """All texts a sequence can match when they are few, else None."""
    texts = frozenset({""})
    for op, value in tree:
        some = _exact(op, value)
        if some is None or len(texts) * len(some) > MOST_ANCHORS:
            return None
        texts = _joined(texts, some)
    return texts


def _joined(first: frozenset[str], second: frozenset[str]) -> frozenset[str]:
    return frozenset(a + b for a, b in product(first, second))


def _candidates(tree: Iterable[Any]) -> Iterator[frozenset[str]]:
    """Groups of letters of which one must stand in every match: fixed runs, and what all alternatives ask for."""
    run = frozenset({""})
    for op, value in tree:
        some = _exact(op, value)
        if some is not None and len(run) * len(some) <= MOST_JOINED:
            run = _joined(run, some)
            continue
        yield run
        run = frozenset({""}) if some is None else some
        yield from _inner(op, value)
    yield run


def _inner(op: Any, value: Any) -> Iterator[frozenset[str]]:
    """What a node that is no fixed run still asks for."""
    if op is code.SUBPATTERN:
        yield from _candidates(value[3])
    elif op in REPEATS and value[0] >= 1:
        yield from _candidates(value[2])
    elif op is code.BRANCH:
        best = [max(_candidates(child), key=_worth) for child in value[1]]
        yield frozenset() if any("" in one or not one for one in best) else frozenset().union(*best)


def _worth(group: frozenset[str]) -> int:
    """How rare the commonest of some anchors is: its length."""
    return min(map(len, group), default=0)
