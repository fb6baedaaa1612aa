"""What words stand in this picture, where, and how sure is the reading?

Wraps rapidocr, whose models come with its package: no network. One engine per process, made at first use.
Without the package the product still starts; a picture then goes to a person with an empty reading.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from threading import Lock
from typing import Any

from PIL import Image, ImageOps

from media_library.photos.ingest import FORMATS, UnreadableImage

LONGEST_SIDE_PX = 2000  # larger pictures are read smaller: memory stays bounded, posters stay legible
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
    """All lines joined by line breaks, top to bottom."""

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
    image = _decoded(data)
    import numpy as np

    with _one_at_a_time:
        found = _engine()(np.asarray(image))
    return _joined(found, image.width, image.height)


def _decoded(data: bytes) -> Image.Image:
    """The picture upright, in three colours, no larger than we read."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            image.draft("RGB", (LONGEST_SIDE_PX, LONGEST_SIDE_PX))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        raise UnreadableImage("图片打不开，请人看图。") from error
    upright.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    return upright


@cache
def _engine() -> Any:
    """The engine of this process; one thread, so that two workers do not fight for two cores."""
    from rapidocr import RapidOCR

    return RapidOCR(params={"EngineConfig.onnxruntime.intra_op_num_threads": 1, "Global.log_level": "critical"})


def _joined(found: Any, width: int, height: int) -> ReadText:
    """The engine's boxes, words and scores as one text with its lines."""
    text, lines = "", []
    for box, words, score in zip(found.boxes if found.txts else (), found.txts or (), found.scores or (), strict=True):
        start = len(text) + (1 if text else 0)
        text = f"{text}\n{words}" if text else words
        xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
        shares = (min(xs) / width, min(ys) / height, (max(xs) - min(xs)) / width, (max(ys) - min(ys)) / height)
        lines.append(ReadLine(start, len(text), round(float(score), 4), tuple(round(share, 4) for share in shares)))
    return ReadText(text, tuple(lines))
