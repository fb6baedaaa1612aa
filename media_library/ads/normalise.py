"""What does this text say once its disguises are taken off, and where did each sign stand in the original?

Pure. Positions are code points of the original, so that `original[start:end]` is what a reader is shown.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from media_library.ads.disguises import HAN, contexts, folded, spellings

MOST_ROUNDS = 3  # a disguise under a disguise under a disguise; deeper ones read as they stand
LONGEST_ENTITY = 9
ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}\d{0,2});")
# Between two Chinese characters these are padding (保*本, 理#财, 稳 赚), at most four in a row; a sentence mark is none.
FILLER = r"[ \t\n*#_~·.•|/\\^+=@&$￥¥<>'`´°…—–\-\u2190-\u2bff\u3012-\u3020\U0001f000-\U0001faff]"
PADDING = re.compile(rf"(?<=[{HAN}]){FILLER}{{1,4}}(?=[{HAN}])")
GAP = re.compile(r"\n{2,}|\n[ \t]+\n")
# One mark after every single character (保、本、保、息 or 保a本b保c息) or around it ([保][本]) is padding as well.
STRUNG = re.compile(rf"(?<![{HAN}])[{HAN}](?:([、,.:;!?。-])[{HAN}](?=\1|(?![{HAN}]))){{2,40}}(?![{HAN}])")
BRAIDED = re.compile(rf"[{HAN}](?:[a-wyz][{HAN}]){{3,40}}")
BOXED = re.compile(rf"(?:[\[({{<【〔《「『][{HAN}a-z0-9][\])}}>】〕》」』]){{2,40}}")
MARKS = re.compile(rf"[^{HAN}a-z0-9]")
# A literal or a set of signs stands first in each of these, so that the search skips to it; its left neighbour follows.
SPREAD_DIGITS = re.compile(r"\d(?: \d){0,4} ?(?=[%‰])")
LETTER_O = re.compile(r"o(?:(?<=\do)(?=[\d%‰万元])|(?<=\d\.o))")
LETTER_L = re.compile(r"l(?:(?<![a-z]l)(?=\d*\.?\d+%)|(?<=\dl)(?=%))")
FORMAL = re.compile(
    "[壹贰叁肆伍陆柒捌玖拾佰仟](?:[壹贰叁肆伍陆柒捌玖拾佰仟]+|(?<![队收大退].)(?=[万元分厘倍成年月个%])|(?<=[分息万投返存][壹贰叁肆伍陆柒捌玖]))"
)
NUMERALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
Change = tuple[int, int, str]


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


def normalise(text: str) -> Normalised:
    """Width, script, look-alikes, homophones, split characters, invisible signs and padding undone, with a map back.

    Goes in: any text. Comes out: `Normalised`; its spans never leave the original and never run backwards.
    Time grows with the length of the text alone. What has been normalised comes out as it went in.
    """
    read = _fold(_changed(Normalised(text, tuple(range(len(text))), tuple(range(1, len(text) + 1))), _entities(text)))
    for _ in range(MOST_ROUNDS):
        before = read.text
        for stage in (_formal, _unpadded, _unstrung, _spelt, _in_context):
            read = _changed(read, stage(read.text))
        if read.text == before:
            break
    return read


def _fold(read: Normalised) -> Normalised:
    """Every sign by itself: full width, traditional, look-alikes, emoji letters; invisible signs and accents vanish."""
    fold = folded()
    if all(len(fold[char]) == 1 for char in set(read.text)):
        return Normalised("".join(map(fold.__getitem__, read.text)), read.starts, read.ends)
    pieces = [fold[char] for char in read.text]
    places = [index for index, piece in enumerate(pieces) for _ in piece]
    starts, ends = (tuple(map(side.__getitem__, places)) for side in (read.starts, read.ends))
    return Normalised("".join(pieces), starts, ends)


def _changed(read: Normalised, changes: Iterable[Change]) -> Normalised:
    """`read` with stretches read differently; each sign of a new reading covers the whole stretch it stands for."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for begin, stop, reading in changes:
        text += (read.text[done:begin], reading)
        starts += read.starts[done:begin]
        starts += [read.starts[begin]] * len(reading)
        ends += read.ends[done:begin]
        ends += [read.ends[stop - 1]] * len(reading)
        done = stop
    if done == 0:
        return read
    text.append(read.text[done:])
    starts += read.starts[done:]
    ends += read.ends[done:]
    return Normalised("".join(text), tuple(starts), tuple(ends))


def _entities(text: str) -> Iterator[Change]:
    """`&ldquo;` and `&#20445;` as the sign they stand for; `&zwnj;` and such vanish with the fold."""
    for match in ENTITY.finditer(text):
        if (meant := html.unescape(match.group())) != match.group() and len(meant) <= LONGEST_ENTITY:
            yield *match.span(), meant


def _formal(text: str) -> Iterator[Change]:
    """壹分伍 as 一分五, `1 5 %` as `15%`, `1O%` as `10%`."""
    found = [(*match.span(), match.group().translate(NUMERALS)) for match in FORMAL.finditer(text)]
    found += [(*match.span(), match.group().replace(" ", "")) for match in SPREAD_DIGITS.finditer(text)]
    for letter, digit in ((LETTER_O, "0"), (LETTER_L, "1")):
        found += [(*match.span(), digit) for match in letter.finditer(text)]
    return _apart([one for one in found if text[one[0] : one[1]] != one[2]])


def _unpadded(text: str) -> Iterator[Change]:
    """Drop padding between two Chinese characters; an empty line stays, it parts two statements."""
    for match in PADDING.finditer(text):
        if not GAP.search(match.group()):
            yield *match.span(), ""


def _unstrung(text: str) -> Iterator[Change]:
    """Drop what stands after every single character or around it."""
    found = [(*match.span(), MARKS.sub("", match.group())) for match in STRUNG.finditer(text)]
    found += [(*match.span(), MARKS.sub("", match.group())) for match in BOXED.finditer(text)]
    found += [(*match.span(), match.group()[::2]) for match in BRAIDED.finditer(text)]
    return _apart(found)


def _spelt(text: str) -> Iterator[Change]:
    """Read other spellings of a word (稳zuan, 徽信, 代款, 禾斗技, 贷,款) as the word."""
    book = spellings()
    for number, start, end in book.automaton.find_matches_as_indexes(text):
        if book.readings[number] != text[start:end] and _may_read(text, start, end):
            yield start, end, book.readings[number]


def _may_read(text: str, start: int, end: int) -> bool:
    """Latin letters at the rim of a spelling must not belong to a longer Latin word; letters alone need 汉字 beside."""
    first, last = text[start], text[end - 1]
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if (_latin(first) and _latin(before)) or (_latin(last) and _latin(after)):
        return False
    if not text[start:end].isascii():
        return True
    near = text[max(0, start - 8) : start].rstrip(" ")[-1:] + text[end : end + 8].lstrip(" ")[:1]
    return any(re.match(f"[{HAN}]", char) for char in near)


def _latin(char: str) -> bool:
    """Whether it is one letter a to z."""
    return char.isascii() and char.isalpha()


def _in_context(text: str) -> Iterator[Change]:
    """Read a word that is harmless elsewhere (裙, 代, 年华) as another one where its neighbours say so."""
    found = [(*match.span("it"), reading) for pattern, reading in contexts() for match in pattern.finditer(text)]
    return _apart(found)


def _apart(found: list[Change]) -> Iterator[Change]:
    """The changes in order, without those that overlap an earlier one."""
    done = 0
    for start, end, reading in sorted(found):
        if start >= done:
            yield start, end, reading
            done = end
