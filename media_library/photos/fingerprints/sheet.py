"""What does a picture look like upright, on white, small enough to compare?"""

from __future__ import annotations

import io
import struct
import warnings
from pathlib import Path
from typing import IO

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from media_library.photos.ingest import MAX_PIXELS, UnreadableImage

Sheet = npt.NDArray[np.uint8]  # (height, width, 3): red, green, blue
Grey = npt.NDArray[np.uint8]  # (height, width)

LONGEST_PX = 480
SHORTEST_PX = 8
MAX_FILE_BYTES = 100 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
FAULTS = (
    OSError, SyntaxError, ValueError, EOFError, MemoryError, IndexError, KeyError, TypeError, struct.error,
    OverflowError, ZeroDivisionError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


def sheet_of(source: bytes | Path) -> Sheet:
    """Return the first frame upright on white (height, width, three colours), longest side at most 480 px.

    Goes in: the bytes of a picture or its path. Raises UnreadableImage, in Chinese, for what is empty, cut off, no
    picture, over 100 MB, over 60 million pixels or thinner than eight pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _drawn(source)
    except UnreadableImage:
        raise
    except FAULTS as error:
        raise UnreadableImage("图片打不开或者不完整") from error


def _drawn(source: bytes | Path) -> Sheet:
    """Open, judge the size before any pixel is unpacked, then draw."""
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if not size:
        raise UnreadableImage("文件是空的")
    if size > MAX_FILE_BYTES:
        raise UnreadableImage("文件超过 100 MB")
    opened: IO[bytes] = source.open("rb") if isinstance(source, Path) else io.BytesIO(source)
    with opened, Image.open(opened, formats=FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise UnreadableImage("图片尺寸过大（超过 6000 万像素）")
        if min(image.size) < SHORTEST_PX:
            raise UnreadableImage("图片太小，看不出内容")
        image.draft("RGB", (LONGEST_PX * 2, LONGEST_PX * 2))
        return _upright(image)


def grey(sheet: Sheet) -> Grey:
    """The brightness of a sheet."""
    return np.asarray(cv2.cvtColor(sheet, cv2.COLOR_RGB2GRAY), np.uint8)


def _upright(image: Image.Image) -> Sheet:
    """Turn as the camera's note says, put transparency on white, shrink."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode[0] in "IF":
        upright = _eight_bit(upright)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        shown = upright.convert("RGBA")
        paper = Image.new("RGB", shown.size, "white")
        paper.paste(shown, mask=shown.getchannel("A"))
        upright = paper
    shown = upright.convert("RGB")
    share = LONGEST_PX / max(shown.size)
    if share < 1:
        smaller = (max(SHORTEST_PX, round(shown.width * share)), max(SHORTEST_PX, round(shown.height * share)))
        shown = shown.resize(smaller, Image.Resampling.BOX if share < 1 / 8 else Image.Resampling.LANCZOS)
    return np.asarray(shown, dtype=np.uint8)


def _eight_bit(image: Image.Image) -> Image.Image:
    """Bring 16 and 32 bit grey (scans, instruments) down to eight: whole sixteen bits, or as far as the values go."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float64), posinf=0, neginf=0)
    top = 65535.0 if image.mode.startswith("I") and values.max() > 255 else max(values.max(), 1.0)
    return Image.fromarray(np.clip(values / top * 255, 0, 255).astype(np.uint8))
