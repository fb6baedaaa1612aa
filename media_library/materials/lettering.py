"""With which Chinese letters are pictures drawn, so that they are the same on every machine?

Pure. The letters come with the product (fonts/DATASHEET.md), because a bare server has none.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont

FOLDER = Path(__file__).parent / "fonts"
Weight = Literal["Regular", "Bold"]


@cache
def letters(weight: Weight, size_px: int) -> ImageFont.FreeTypeFont:
    """Return the font of a weight in a size; plain layout, because the machine may lack a shaping library."""
    return ImageFont.truetype(FOLDER / f"NotoSansSC-{weight}.ttf", size_px, layout_engine=ImageFont.Layout.BASIC)


@cache
def known_signs() -> frozenset[str]:
    """Return every sign the shipped letters can draw, as the list beside the fonts says."""
    return frozenset((FOLDER / "signs.txt").read_text(encoding="utf-8"))


def undrawable(text: str) -> list[str]:
    """Return the signs of a text that would come out as empty boxes, in order, each once; [] when all can be drawn."""
    return list(dict.fromkeys(sign for sign in text if not sign.isspace() and sign not in known_signs()))
