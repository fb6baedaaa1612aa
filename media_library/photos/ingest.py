"""Is this upload a picture we can keep, and what exactly was handed in?

Pure: bytes in, facts out. The bytes themselves are never changed; evidence keeps them as they came.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass

from PIL import ExifTags, Image

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
CONTENT_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
LYING = (5, 6, 7, 8)

# For every reader of pictures in this process: Pillow by itself only warns between one and two times its limit.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class UnreadableImage(ValueError):
    """The bytes are no picture we keep; the message says in Chinese what to do."""


@dataclass(frozen=True)
class Picture:
    """What was handed in: fingerprint of the untouched bytes, type by content, size in pixels as it is shown upright."""

    sha256: str
    format: str
    width: int
    height: int

    @property
    def content_type(self) -> str:
        """The media type to serve the original with."""
        return CONTENT_TYPES[self.format]

    @property
    def suffix(self) -> str:
        """The file ending that belongs to the content, whatever the upload was called."""
        return SUFFIXES[self.format]


def read_picture(data: bytes) -> Picture:
    """Judge `data` by its content (the file name plays no part) and take its fingerprint.

    Goes in: the original bytes. Comes out: `Picture`. Raises UnreadableImage when the bytes are empty, larger than
    15 MB, no JPEG, PNG or WebP, damaged in their structure, or hold more than 60 million pixels.
    """
    if not data:
        raise UnreadableImage("这张图片是空的，请重新选择照片再上传。")
    if len(data) > MAX_BYTES:
        raise UnreadableImage("图片超过 15 MB，请在手机上选“中等大小”或裁剪后再上传。")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _refuse_bomb(image.width, image.height)
            picture = Picture(hashlib.sha256(data).hexdigest(), str(image.format), *_shown_size(image))
            image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableImage(_TOO_MANY_PIXELS) from error
    except UnreadableImage:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise UnreadableImage("这个文件不是能打开的图片（只收 JPEG、PNG、WebP），请重新拍照或另存后上传。") from error
    return picture


_TOO_MANY_PIXELS = "图片尺寸过大（超过 6000 万像素），请缩小后再上传。"


def _refuse_bomb(width: int, height: int) -> None:
    """The limit holds whatever warning filters are set around us."""
    if width * height > MAX_PIXELS:
        raise UnreadableImage(_TOO_MANY_PIXELS)


def _shown_size(image: Image.Image) -> tuple[int, int]:
    """Width and height after the camera's turning note: a portrait photograph is often stored lying down."""
    turned = image.format == "JPEG" and image.getexif().get(ExifTags.Base.Orientation) in LYING
    return (image.height, image.width) if turned else (image.width, image.height)
