"""Drawn evidence: flyers with words on them."""

import io

from PIL import Image, ImageDraw

from media_library.materials.lettering import letters


def flyer(*lines: str, format: str = "PNG", size: tuple[int, int] = (720, 420)) -> bytes:
    """Return a drawn flyer with the given lines of words."""
    image = Image.new("RGB", size, "#b9231c")
    font = letters("Regular", 44)
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((36, 40 + 90 * number), line, font=font, fill="white")
    out = io.BytesIO()
    image.save(out, format)
    return out.getvalue()
