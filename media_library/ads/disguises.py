"""Which signs and spellings stand for which: the tables behind `normalise`, from rulebook/lookalikes.toml.

Pure. Traditional forms come from OpenCC's character table, the rest are words of our own.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind
from opencc import OpenCC

TABLE = Path(__file__).parent / "rulebook" / "lookalikes.toml"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
SEPARATORS = (",", "、", ".", "!", "?", ";", ":", "(", ")", "。")
LONGEST_FOLD = 4  # a sign that NFKC takes apart into a whole phrase stays as it is
_INVISIBLE = {"Cf", "Mn", "Me", "Cc"}
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u180e\u034f")


@dataclass(frozen=True)
class Spellings:
    """All other spellings of words in one automaton, longest first; `readings` says what each one means."""

    automaton: AhoCorasick
    readings: tuple[str, ...]


class _Folds(dict[str, str]):
    """What each single sign reads as; a sign met for the first time is worked out once."""

    def __init__(self, shapes: dict[str, str]) -> None:
        super().__init__()
        self._shapes = shapes
        self._opencc = OpenCC("t2s")

    def __missing__(self, char: str) -> str:
        self[char] = reading = self._read(char)
        return reading

    def _read(self, char: str) -> str:
        """Invisible signs are nothing, a tab is a space; the table goes before Unicode, Unicode before OpenCC."""
        if char in "\n\r\t":
            return " " if char == "\t" else "\n"
        if char in self._shapes:
            return self._shapes[char]
        if char in _BLANKS or unicodedata.category(char) in _INVISIBLE:
            return ""
        flat = unicodedata.normalize("NFKC", char)
        if len(flat) > LONGEST_FOLD:
            return char
        return "".join(map(self._one, flat.lower()))

    def _one(self, char: str) -> str:
        """One sign after NFKC: letters lose their accents, characters their traditional form."""
        if unicodedata.category(char) in _INVISIBLE:
            return ""
        if char.isascii():
            return char
        if unicodedata.name(char, "").startswith("LATIN"):
            char = unicodedata.normalize("NFD", char)[0]
        char = self._shapes.get(char, char)
        simple = str(self._opencc.convert(char))
        return self._shapes.get(simple, simple)


@cache
def folded() -> dict[str, str]:
    """What each single sign reads as; ask it like a table, it is never short of an answer."""
    table = _table()
    shapes = {sign: reading for reading, signs in table["signs"].items() for sign in signs.split()}
    return _Folds(shapes | {sign: reading for reading, signs in table["drawn"].items() for sign in signs})


@cache
def spellings() -> Spellings:
    """Every longer spelling of the table: split characters, sounds, look-alikes of key words, key words cut by a mark."""
    table = _table()
    read: dict[str, str] = {}
    for meant, written in table["split"].items():
        for parts in written.split():
            read |= {parts: meant, f"{parts[:1]}/{parts[1:]}": meant}
    for word in table["key"]["words"].split():
        read |= dict.fromkeys(_disguised(word, table["stand_in"]), word)
    for word in table["cut"]["words"].split():
        read |= {word[:cut] + mark + word[cut:]: word for cut in range(1, len(word)) for mark in SEPARATORS}
    read |= {spelling: meant for meant, written in table["sounds"].items() for spelling in written.split()}
    for word in (*table["plain"]["words"].split(), *table["key"]["words"].split()):
        read[word] = word  # an ordinary word is found first and stays as it is
    return Spellings(AhoCorasick(list(read), matchkind=MatchKind.LeftmostLongest), tuple(read.values()))


@cache
def contexts() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Words read as others only between certain neighbours: a pattern with the group `it`, and the reading."""
    return tuple((re.compile(row["where"]), row["reads"]) for row in _table()["context"])


def _disguised(word: str, stand_ins: dict[str, str]) -> Iterator[str]:
    """`word` with any of its characters written by a stand-in, and with letters set apart by a space."""
    choices = [(char, *stand_ins.get(char, "").split()) for char in word]
    for written in product(*choices):
        spelling = "".join(written)
        if spelling != word:
            yield spelling
            if any(part.isascii() for part in written):
                yield " ".join(written)


@cache
def _table() -> dict[str, Any]:
    """The file as it stands."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
