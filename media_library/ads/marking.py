"""Where in a text, and where in its picture, do the numbered suspect points stand? (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from unicodedata import east_asian_width


@dataclass(frozen=True)
class Span:
    """A suspect point's number and stretch; `off` when it does not count or was struck out."""

    number: int
    start: int
    end: int
    off: bool = False


@dataclass(frozen=True)
class Piece:
    """A stretch shown in one manner: plain, or under one or more points; `ending` are those whose last sign it holds."""

    text: str
    spans: tuple[Span, ...] = ()
    ending: tuple[Span, ...] = ()

    @property
    def off(self) -> bool:
        """Whether nothing of what lies on it counts."""
        return all(span.off for span in self.spans)


@dataclass(frozen=True)
class Frame:
    """A rectangle in pixels of the shown picture, with the number of the point it frames."""

    number: int
    x: float
    y: float
    width: float
    height: float
    off: bool

    @property
    def pin_x(self) -> float:
        """Where its number stands: on its right upper corner."""
        return round(self.x + self.width, 1)


def pieces(text: str, spans: Sequence[Span]) -> list[Piece]:
    """Cut `text` at every border of a span; joined together the pieces are the text again."""
    borders = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    cut = []
    for start, end in pairwise(borders):
        over = tuple(span for span in spans if span.start <= start and end <= span.end)
        cut.append(Piece(text[start:end], over, tuple(span for span in over if span.end == end)))
    return cut


def frames(text: str, lines: Iterable[dict[str, Any]], spans: Sequence[Span], *, size: tuple[int, int]) -> list[Frame]:
    """The rectangles of `spans` in a picture of `size` (width, height); a point over two lines has two.

    A line's box is shared out among its letters by their width, downwards when it stands upright.
    """
    width, height = size
    found = []
    for line in lines:
        start, end, (left, top, wide, high) = line["start"], line["end"], line["box"]
        x, y, w, h = left * width, top * height, wide * width, high * height
        whole = _extent(text[start:end])
        for span in spans:
            first, last = max(span.start, start), min(span.end, end)
            if first >= last:
                continue
            begin, share = _extent(text[start:first]) / whole, _extent(text[first:last]) / whole
            box = (x, y + h * begin, w, h * share) if h > w * 1.5 else (x + w * begin, y, w * share, h)
            found.append(Frame(span.number, *(round(side, 1) for side in box), span.off))
    return found


def _extent(letters: str) -> float:
    """How much room letters take: a Chinese one twice that of a Latin one or a space."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in letters)
