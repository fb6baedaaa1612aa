"""Where in a text, and where in its picture, do the numbered suspect points stand? (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


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


def pieces(text: str, spans: Sequence[Span]) -> list[Piece]:
    """Cut `text` at every border of a span; joined together the pieces are the text again."""
    borders = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    cut = []
    for start, end in zip(borders, borders[1:], strict=False):
        over = tuple(span for span in spans if span.start <= start and end <= span.end)
        cut.append(Piece(text[start:end], over, tuple(span for span in over if span.end == end)))
    return cut


def frames(lines: Iterable[dict[str, Any]], spans: Sequence[Span], *, width: int, height: int) -> list[Frame]:
    """The rectangles of `spans` in a picture of `width` × `height`; a point over two lines has two.

    A line's box is shared out evenly among its letters, downwards when it stands upright.
    """
    found = []
    for line in lines:
        start, end, (left, top, wide, high) = line["start"], line["end"], line["box"]
        for span in spans:
            first, last = max(span.start, start), min(span.end, end)
            if first >= last:
                continue
            begin, share = (first - start) / (end - start), (last - first) / (end - start)
            if high * height > wide * width * 1.5:
                box = (left, top + high * begin, wide, high * share)
            else:
                box = (left + wide * begin, top, wide * share, high)
            x, y, w, h = box[0] * width, box[1] * height, box[2] * width, box[3] * height
            found.append(Frame(span.number, round(x, 1), round(y, 1), round(w, 1), round(h, 1), span.off))
    return found
