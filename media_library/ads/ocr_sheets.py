"""Into which sheets is a picture cut before its words are read? Memory stays bounded and long screenshots legible (pure)"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageOps

from media_library.photos.ingest import FORMATS, MAX_PIXELS, UnreadableImage

LONGEST_SIDE_PX = 2000  # larger pictures are read smaller: memory stays bounded, posters stay legible
LONG = 2.5  # times as long as wide: a screenshot that was scrolled
WIDEST_LONG_PX = 1080
SHEET_PX = 1600
OVERLAP_PX = 200  # more than the tallest line, so that each stands whole on one sheet
MOST_SHEETS = 16


class Sheet(NamedTuple):
    """A stretch of the picture from `top`; lines whose middle lies in `owns` (from, to) are its own."""

    image: Image.Image
    top: int
    owns: tuple[float, float]


def decoded(data: bytes) -> Image.Image:
    """The first frame upright on white, no larger than we read. Raises UnreadableImage for what cannot be decoded."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise UnreadableImage("图片尺寸过大，请人看图。")
            image.draft("RGB", (LONGEST_SIDE_PX, LONGEST_SIDE_PX))
            upright = _on_white(ImageOps.exif_transpose(image))
    except UnreadableImage:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        raise UnreadableImage("图片打不开，请人看图。") from error
    if is_long(upright.size):
        share = min(1.0, WIDEST_LONG_PX / upright.width, MOST_SHEETS * (SHEET_PX - OVERLAP_PX) / upright.height)
        smaller = (max(1, round(upright.width * share)), max(1, round(upright.height * share)))
        return upright if share == 1 else upright.resize(smaller, Image.Resampling.LANCZOS)
    upright.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    return upright


def sheets(image: Image.Image) -> Iterator[Sheet]:
    """The whole picture, or a long one in overlapping stretches from top to bottom."""
    if not is_long(image.size):
        yield Sheet(image, 0, (0, image.height))
        return
    step = SHEET_PX - OVERLAP_PX
    tops = range(0, max(image.height - OVERLAP_PX, 1), step)
    for top in tops:
        end = min(top + SHEET_PX, image.height)
        begins = 0 if top == 0 else top + OVERLAP_PX / 2
        ends = image.height if top == tops[-1] else end - OVERLAP_PX / 2
        yield Sheet(image.crop((0, top, image.width, end)), top, (begins, ends))


def is_long(size: tuple[int, int]) -> bool:
    """Whether a picture of this size (width, height) has to be read in stretches."""
    return size[1] > LONGEST_SIDE_PX and size[1] > LONG * size[0]


def _on_white(image: Image.Image) -> Image.Image:
    """Three colours; what is transparent is white, as a browser shows it."""
    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image.convert("RGB")
    shown = image.convert("RGBA")
    paper = Image.new("RGB", shown.size, "white")
    paper.paste(shown, mask=shown.getchannel("A"))
    return paper
