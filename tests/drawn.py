"""Drawn evidence: flyers with words on them."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont


def han_font() -> str:
    """Return a font of this machine with Chinese characters; skip, and say so, when there is none."""
    folder = Path("/usr/share/fonts")
    found = [p for name in ("*wqy-microhei*", "*NotoSansCJK-Regular*", "*NotoSansCJK*") for p in folder.rglob(name)]
    if not found:
        pytest.skip("这台机器没有中文字体，跳过要画字的测试")
    return str(found[0])


def flyer(*lines: str, format: str = "PNG", size: tuple[int, int] = (720, 420)) -> bytes:
    """Return a drawn flyer with the given lines of words."""
    image = Image.new("RGB", size, "#b9231c")
    font = ImageFont.truetype(han_font(), 44) if lines else None
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((36, 40 + 90 * number), line, font=font, fill="white")
    out = io.BytesIO()
    image.save(out, format)
    return out.getvalue()
