"""What does a picture look like without the camera's notes, small enough to look at? (pure: bytes in, JPEG bytes out)"""

from __future__ import annotations

import io

from PIL import Image, ImageOps

LONGEST_SIDE_PX = 1600
QUALITY = 82


def without_notes(data: bytes) -> bytes:
    """Return the picture upright, at most 1600 px long, as JPEG without EXIF (place, device, time).

    Goes in: bytes that `ingest.read_picture` accepted. Raises OSError when the picture breaks off in the middle.
    """
    with Image.open(io.BytesIO(data)) as image:
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
        paper = Image.new("RGB", upright.size, "white")
        shown = upright.convert("RGBA")
        paper.paste(shown, mask=shown.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
