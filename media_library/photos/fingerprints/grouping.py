"""Which pictures of a pile belong together?

Each picture is compared with few others only: those that share keys of the whole or words of key points with it. The pile may be long:
working sheets wait in a temporary file, and a group of many copies is represented by a few of them.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from media_library.photos.fingerprints import whole_hash as whole
from media_library.photos.fingerprints.key_points import KeyPoints, key_points, mirrored, words
from media_library.photos.fingerprints.laying import laid_by_points, stretch
from media_library.photos.fingerprints.sameness import Comparison, compared
from media_library.photos.fingerprints.sheet import Sheet, grey

FEWEST_SHARED = 8  # words; two unrelated pictures share about two
MOST_COMPARED = 10
MORE_AFTER_ONE = 2  # comparisons after the first success, to bring groups together
SHOWN_OF_GROUP = 5
CROWDED = 400  # holders of one word beyond which it tells nothing and takes in no more
NEAR_WHOLE = 48

Name = TypeVar("Name")


@dataclass(frozen=True)
class Print:
    """Everything that comparing needs of one picture."""

    sheet: Sheet
    points: KeyPoints
    hash: whole.WholeHash

    @property
    def mirrored(self) -> Print:
        """The print of the mirrored picture."""
        turned = self.sheet[:, ::-1].copy()
        return Print(turned, mirrored(self.points, turned.shape[1]), whole.whole_hash(grey(turned)))


def print_of(sheet: Sheet) -> Print:
    """Take the print of a sheet."""
    shades = grey(sheet)
    return Print(sheet, key_points(shades), whole.whole_hash(shades))


def laid_over(one: Print, other: Print) -> Comparison | None:
    """Compare two pictures the way they fit best; None when nothing says how one would lie on the other."""
    ways = []
    if whole.apart(one.hash.packed, other.hash.packed) <= NEAR_WHOLE:
        ways.append(stretch(one.sheet, other.sheet))
    found = None
    for way in ways:
        found = compared(one.sheet, way, other.sheet)
        if found.same:
            return found
    by_points = laid_by_points(one.points, other.points)
    return compared(one.sheet, by_points, other.sheet) if by_points is not None else found


def same_picture(one: Print, other: Print) -> bool:
    """Whether two pictures are one, cropped, stamped, brightened, turned or taken again; never with other words."""
    found = laid_over(one, other)
    return found is not None and found.same


@dataclass
class Grouping(Generic[Name]):
    """Groups that grow picture by picture; the same pictures in the same order give the same groups."""

    _names: list[Name] = field(default_factory=list)
    _group: list[int] = field(default_factory=list)
    _shown: Counter[int] = field(default_factory=Counter)
    _by_content: dict[bytes, int] = field(default_factory=dict)
    _holders: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115 — lives as long as the grouping
        self._offsets: dict[int, int] = {}
        self._waiting = lru_cache(maxsize=64)(self._read)

    def add(self, name: Name, sheet: Sheet) -> None:
        """Take in one picture."""
        number = len(self._names)
        self._names.append(name)
        self._group.append(number)
        content = hashlib.sha256(repr(sheet.shape).encode() + sheet.tobytes()).digest()
        if content in self._by_content:
            self._join(number, self._by_content[content])
            return
        self._by_content[content] = number
        if whole.is_flat(grey(sheet)):
            return
        seen = print_of(sheet)
        self._find(number, seen)
        if self._shown[self._root(number)] < SHOWN_OF_GROUP:
            self._show(number, seen)

    def groups(self) -> list[list[Name]]:
        """The groups of two and more."""
        found = defaultdict(list)
        for number, name in enumerate(self._names):
            found[self._root(number)].append(name)
        return [names for names in found.values() if len(names) > 1]

    def _find(self, number: int, seen: Print) -> None:
        """Join the picture with its likest; other groups it is one with follow, unless they contradict that one."""
        turned, left = seen.mirrored, MOST_COMPARED
        matches: list[tuple[float, int]] = []
        for other, flipped in self._candidates(seen, turned):
            if self._root(other) in {self._root(one) for _, one in matches}:
                continue
            if not left:
                break
            left -= 1
            found = laid_over(turned if flipped else seen, self._waiting(other))
            if found is not None and found.same:
                matches.append((-found.alike, other))
                left = min(left, MORE_AFTER_ONE)
        for _, other in sorted(matches):
            if self._root(number) == number or not self._contradict(number, other):
                self._join(number, other)

    def _contradict(self, one: int, other: int) -> bool:
        """Whether the first pictures of two groups have other words: a stamp over them must not bring them together."""
        found = laid_over(self._waiting(self._root(one)), self._waiting(self._root(other)))
        return found is not None and found.contradicts

    def _candidates(self, seen: Print, turned: Print) -> Iterator[tuple[int, bool]]:
        """The pictures worth a comparison and whether to mirror first, the likeliest first."""
        ranked: Counter[tuple[int, bool]] = Counter()
        for way, flipped in ((seen, False), (turned, True)):
            for other, shared in self._shared(words(way.points).ravel().tolist()).items():
                if shared >= FEWEST_SHARED:
                    ranked[other, flipped] += shared
            for other in self._shared(_apart_from_words(whole.probes(way.hash))):
                ranked[other, flipped] += 2 * FEWEST_SHARED
        best = sorted(ranked.items(), key=lambda one: (-one[1], one[0]))
        return iter([one for one, _ in best[: 4 * MOST_COMPARED]])

    def _shared(self, keys: Iterable[int]) -> Counter[int]:
        """How many of the keys each shown picture holds too."""
        return Counter(other for key in set(keys) for other in self._holders.get(key, ()))

    def _show(self, number: int, seen: Print) -> None:
        """Let later pictures find this one."""
        self._shown[self._root(number)] += 1
        for key in {*words(seen.points).ravel().tolist(), *_apart_from_words(whole.bands(seen.hash))}:
            if len(self._holders[key]) < CROWDED:
                self._holders[key].append(number)
        self._offsets[number] = self._spool.seek(0, 2)
        pickle.dump(seen, self._spool, protocol=pickle.HIGHEST_PROTOCOL)

    def _read(self, number: int) -> Print:
        self._spool.seek(self._offsets[number])
        seen: Print = pickle.load(self._spool)  # noqa: S301 — our own temporary file, written a moment ago
        return seen

    def _root(self, number: int) -> int:
        while self._group[number] != number:
            self._group[number] = self._group[self._group[number]]
            number = self._group[number]
        return number

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        if first != second:
            self._group[second] = first
            self._shown[first] += self._shown.pop(second, 0)


def _apart_from_words(keys: list[int]) -> list[int]:
    """Keys of the whole as numbers that no word has."""
    return [-1 - key for key in keys]
