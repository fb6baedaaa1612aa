"""What words stand in this picture, where, and how sure is the reading?

Wraps rapidocr, whose models come with its package: no network. One engine per process, made at first use.
Without the package the product still starts; a picture then goes to a person with an empty reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from threading import Lock
from typing import Any, NamedTuple

from media_library.ads.ocr_sheets import Sheet, decoded, sheets
from media_library.ads.reading_order import Box, reading_order

_one_at_a_time = Lock()


class OcrMissing(RuntimeError):
    """The reading component is not installed; a person reads instead."""


@dataclass(frozen=True)
class ReadLine:
    """One line: its code points in the whole text, how sure, and its box as shares of width and height (0..1)."""

    start: int
    end: int
    confidence: float
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class ReadText:
    """All lines joined by line breaks, in reading order."""

    text: str
    lines: tuple[ReadLine, ...]

    @property
    def confidence(self) -> float | None:
        """The mean over the letters; none when nothing was read."""
        letters = sum(line.end - line.start for line in self.lines)
        return round(sum(li.confidence * (li.end - li.start) for li in self.lines) / letters, 4) if letters else None

    def confidence_of(self, start: int, end: int) -> float:
        """The least sure line that `text[start:end]` touches."""
        return min((line.confidence for line in self.lines if line.start < end and start < line.end), default=1.0)


def available() -> bool:
    """Whether the reading component is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_text(data: bytes) -> ReadText:
    """Read the words of a picture. Raises UnreadableImage for a picture that cannot be decoded, OcrMissing without engine.

    The picture is turned as its camera note says, as browsers show it; boxes are shares of that view.
    """
    if not available():
        raise OcrMissing("本机没有装识字组件，请人看图。")
    image = decoded(data)
    found: list[Found] = []
    for sheet in sheets(image):
        found += [line for line in _lines_of(sheet) if sheet.owns[0] <= line.box[1] + line.box[3] / 2 < sheet.owns[1]]
    order = reading_order([line.box for line in found])
    return _joined([found[index] for index in order], image.width, image.height)


class Found(NamedTuple):
    """One line as the engine found it: words, how sure, and left, top, width, height in pixels of the picture read."""

    words: str
    confidence: float
    box: Box


def _lines_of(sheet: Sheet) -> list[Found]:
    """The lines of one sheet, in the picture's own pixels; one sheet at a time in a process."""
    import numpy as np

    with _one_at_a_time:
        seen = _engine()(np.asarray(sheet.image))
    if not seen.txts:
        return []
    found = []
    for corners, words, score in zip(seen.boxes, seen.txts, seen.scores, strict=True):
        xs, ys = [float(x) for x, _ in corners], [float(y) + sheet.top for _, y in corners]
        found.append(Found(words, float(score), (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))))
    return found


@cache
def _engine() -> Any:
    """The engine of this process; one thread, so that two workers do not fight for two cores."""
    from rapidocr import RapidOCR

    return RapidOCR(params={"EngineConfig.onnxruntime.intra_op_num_threads": 1, "Global.log_level": "critical"})


def _joined(found: list[Found], width: int, height: int) -> ReadText:
    """The lines as one text with their places."""
    text, lines = "", []
    for words, confidence, (left, top, wide, high) in found:
        start = len(text) + (1 if text else 0)
        text = f"{text}\n{words}" if text else words
        shares = (left / width, top / height, wide / width, high / height)
        lines.append(ReadLine(start, len(text), round(confidence, 4), tuple(round(share, 4) for share in shares)))
    return ReadText(text, tuple(lines))
