"""Where do the words of thousands of rules stand in a text, found in one pass?

Pure. All fixed words, and for each pattern letters that every match must hold (its anchors), lie in one automaton; a
pattern is tried only around its anchors. The cost of a text hardly grows with the number of rules.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick

from media_library.ads.rulebook.parts import Find
from media_library.ads.rulebook.pattern_safety import anchors, width

CHUNK_SIGNS = 65_536
MOST_SEEN = 2_000  # times one word is noted in one text: most may be harmless, the last may be the one that fits
LOOKING_ROUND = 40  # signs a pattern may look ahead beyond its match
Span = tuple[int, int]


class Matcher:
    """The words and patterns of many finds; `spans` says where each of them stands."""

    def __init__(self, finds: Sequence[Find]) -> None:
        """Gather the literals of all finds whose look is the text, and note whom each serves."""
        self.words: list[list[int]] = []
        self.tries: list[list[tuple[int, re.Pattern[str], int]]] = []
        self.literals: list[str] = []
        self._number: dict[str, int] = {}
        for index, find in enumerate(finds):
            if find.look == "text":
                self._take(index, find)
        self._automaton = AhoCorasick(self.literals) if self.literals else None
        self._longest = max(map(len, self.literals), default=1)

    def _take(self, index: int, find: Find) -> None:
        """Note the words and the anchors of one find."""
        for word in find.words:
            self.words[self._literal(word)].append(index)
        for pattern in find.patterns:
            compiled, most, anchoring = _understood(pattern)
            tried = (index, compiled, most)
            for anchor in anchoring:
                self.tries[self._literal(anchor)].append(tried)

    def _literal(self, word: str) -> int:
        """The number of a literal, a new one when it is new."""
        if word not in self._number:
            self._number[word] = len(self.literals)
            self.literals.append(word)
            self.words.append([])
            self.tries.append([])
        return self._number[word]

    def seen(self, text: str) -> dict[int, list[Span]]:
        """Each literal that stands in `text` with its first MOST_SEEN places; flat in memory however long the text."""
        found: dict[int, list[Span]] = {}
        if self._automaton is None:
            return found
        overlap = self._longest - 1
        for offset in range(0, max(len(text), 1), CHUNK_SIGNS):
            chunk = text[max(0, offset - overlap) : offset + CHUNK_SIGNS]
            shift, done = max(0, offset - overlap), offset
            for number, start, end in self._automaton.find_matches_as_indexes(chunk, overlapping=True):
                if end + shift <= done and offset:
                    continue  # the chunk before has told it
                places = found.setdefault(number, [])
                if len(places) < MOST_SEEN:
                    places.append((start + shift, end + shift))
        return found

    def spans(self, text: str, wanted: Callable[[int], bool]) -> dict[int, list[Span]]:
        """For each find (by its number) that is `wanted`, the stretches of `text` its words and patterns cover."""
        stretches: defaultdict[int, list[Span]] = defaultdict(list)
        windows: defaultdict[tuple[int, re.Pattern[str], int], list[Span]] = defaultdict(list)
        asked: dict[int, bool] = {}
        for number, places in self.seen(text).items():
            for index in self.words[number]:
                if asked.setdefault(index, wanted(index)):
                    stretches[index].extend(places)
            for tried in self.tries[number]:
                if asked.setdefault(tried[0], wanted(tried[0])):
                    windows[tried].extend(places)
        for (index, pattern, most), places in windows.items():
            stretches[index].extend(_matches(pattern, text, around(places, most)))
        return {index: apart(found) for index, found in stretches.items() if found}


@cache
def _understood(pattern: str) -> tuple[re.Pattern[str], int, frozenset[str]]:
    """A pattern with its width and anchors, worked out once: a changed book shares nearly all of them with the one before."""
    return re.compile(pattern), width(pattern), anchors(pattern)


def around(places: Iterable[Span], most: int) -> Iterator[Span]:
    """The stretches in which a match of at most `most` signs may stand that holds one of `places`, joined."""
    begin = stop = -1
    for start, end in sorted(places):
        low, high = max(0, end - most), start + most
        if begin >= 0 and low <= stop:
            stop = max(stop, high)
            continue
        if begin >= 0:
            yield begin, stop
        begin, stop = low, high
    if begin >= 0:
        yield begin, stop


def _matches(pattern: re.Pattern[str], text: str, windows: Iterable[Span]) -> Iterator[Span]:
    """Where `pattern` stands inside some windows."""
    for low, high in windows:
        for match in pattern.finditer(text, low, high + LOOKING_ROUND):
            yield match.span()


def apart(spans: Iterable[Span]) -> list[Span]:
    """The spans without those that overlap an earlier one; of two that begin together the longer stays."""
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if end > start and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept
