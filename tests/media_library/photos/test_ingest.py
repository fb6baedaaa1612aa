"""Only real JPEG, PNG and WebP pictures come in, and their bytes are what was fingerprinted."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib

import pytest
from PIL import ExifTags, Image

from media_library.photos.ingest import MAX_BYTES, Picture, UnreadableImage, read_picture


def drawn(format: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """A small red picture in the given format."""
    out = io.BytesIO()
    Image.new("RGB", size, "#b9231c").save(out, format)
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header claims a size that its few bytes would blow up to."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("format", "suffix"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_picture_is_known_by_its_content(format: str, suffix: str) -> None:
    data = drawn(format)

    picture = read_picture(data)

    assert picture == Picture(hashlib.sha256(data).hexdigest(), format, 40, 30)
    assert picture.suffix == suffix


def test_a_portrait_stored_lying_down_has_its_upright_size() -> None:
    image, out = Image.new("RGB", (40, 30)), io.BytesIO()
    image.getexif()[ExifTags.Base.Orientation] = 6
    image.save(out, "JPEG", exif=image.getexif())

    picture = read_picture(out.getvalue())

    assert (picture.width, picture.height) == (30, 40)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空的"),
        (b"MZ\x90\x00" + b"\0" * 500, "不是能打开的图片"),
        (drawn("GIF"), "不是能打开的图片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是能打开的图片"),
        (drawn("PNG")[:60], "不是能打开的图片"),
        (b"\xff\xd8\xff\xe0garbage", "不是能打开的图片"),
        (drawn("JPEG") + b"\0" * MAX_BYTES, "15 MB"),
        (png_claiming(9000, 9000), "6000 万像素"),
        (png_claiming(60000, 60000), "6000 万像素"),
    ],
    ids=["empty", "renamed exe", "gif", "svg", "cut png", "broken jpeg", "too heavy", "bomb", "huge bomb"],
)
def test_anything_else_is_refused_with_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableImage, match=says):
        read_picture(data)
