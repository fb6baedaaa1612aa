"""What does this text say once its disguises are taken off, and where did each sign stand in the original?

Pure. Positions are code points of the original, so that `original[start:end]` is what a reader is shown.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "rulebook" / "lookalikes.toml"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
# Between two Chinese characters these are padding (保*本, 理#财, 稳 赚), at most four in a row; a sentence mark is none.
PADDING = re.compile(rf"(?<=[{HAN}])[ \t\n*#_~·.•|/\\^+=@&$￥<>'`´°…—–-]{{1,4}}(?=[{HAN}])")
GAP = re.compile(r"\n{2,}|\n[ \t]+\n")
_INVISIBLE = {"Cf", "Mn", "Me", "Cc"}


@dataclass(frozen=True)
class Normalised:
    """The text as it is to be read, and for each of its signs the stretch of the original it came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Positions in the original of `text[start:end]`; the stretch must hold at least one sign."""
        return self.starts[start], self.ends[end - 1]

    def at(self, position: int) -> int:
        """First sign of `text` that does not lie before `position` of the original."""
        return bisect_left(self.starts, position)


@dataclass(frozen=True)
class _Sign:
    """One sign on its way: what it reads as and which stretch of the original it stands for."""

    char: str
    start: int
    end: int


def normalise(text: str) -> Normalised:
    """Full and half width, look-alikes, invisible signs and padding inside words, undone with a map back.

    Goes in: any text. Comes out: `Normalised`; its spans never leave the original and never run backwards.
    """
    signs = _replace_words(_one_width(text))
    signs = _replace_words(_without_padding(signs))
    return Normalised("".join(s.char for s in signs), tuple(s.start for s in signs), tuple(s.end for s in signs))


def _one_width(text: str) -> list[_Sign]:
    """NFKC and lower case sign by sign; invisible signs and marks laid over a character vanish."""
    shapes = _tables()[0]
    signs: list[_Sign] = []
    for index, original in enumerate(text):
        if original != "\n" and unicodedata.category(original) in _INVISIBLE and original not in "\t\r":
            continue
        for char in unicodedata.normalize("NFKC", original).lower().replace("\r", "\n"):
            if not unicodedata.combining(char):
                signs.append(_Sign(shapes.get(char, char), index, index + 1))
    return signs


def _without_padding(signs: list[_Sign]) -> list[_Sign]:
    """Drop padding between two Chinese characters; an empty line stays as one line break, it parts two statements."""
    plain = "".join(s.char for s in signs)
    dropped: set[int] = set()
    for match in PADDING.finditer(plain):
        if not GAP.search(match.group()):
            dropped.update(range(*match.span()))
    return [sign for index, sign in enumerate(signs) if index not in dropped]


def _replace_words(signs: list[_Sign]) -> list[_Sign]:
    """Read letters and pairs that stand for a character (稳zuan, 徽信); each new sign covers the whole stretch."""
    pattern, words = _tables()[1:]
    plain = "".join(s.char for s in signs)
    out: list[_Sign] = []
    done = 0
    for match in pattern.finditer(plain):
        start, end = match.span()
        if not _may_replace(plain, start, end):
            continue
        out.extend(signs[done:start])
        out.extend(_Sign(char, signs[start].start, signs[end - 1].end) for char in words[match.group()])
        done = end
    return out + signs[done:]


def _may_replace(plain: str, start: int, end: int) -> bool:
    """Latin letters are read as a character only beside a Chinese one and never inside a longer Latin word."""
    before, after = plain[max(0, start - 8) : start].rstrip(" ")[-1:], plain[end : end + 8].lstrip(" ")[:1]
    if not plain[start].isascii() and not plain[end - 1].isascii():
        return True
    if (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha()):
        return False
    return any(re.match(f"[{HAN}]", near) for near in (before, after)) or not plain[start:end].isascii()


@cache
def _tables() -> tuple[dict[str, str], re.Pattern[str], dict[str, str]]:
    """The look-alike table: single characters, a pattern of longer spellings, and what those read as."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    shapes = {k: v for k, v in table["shapes"].items() if len(k) == 1}
    words = {k: v for k, v in table["shapes"].items() if len(k) > 1} | table["sounds"]
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
    return shapes, pattern, words
