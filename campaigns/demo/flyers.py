"""What do the demonstration's flyers, wall posters and chat screenshots look like? Drawn, the same each time. (pure)

The words stand in ads.toml, every firm and number invented; a copy is what another phone or another wall makes of it.
"""

import io
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw, ImageEnhance, ImageFont

from media_library.materials.lettering import letters

FLYER, CHAT = (900, 1200), (720, 1280)
Drawing = Callable[[Sequence[str]], Image.Image]


def flyer(lines: Sequence[str], ground: str = "#b5231a", ink: str = "#ffe45c") -> Image.Image:
    """A printed leaflet: one loud headline in a frame, plain lines, the telephone on a band at the foot."""
    picture = Image.new("RGB", FLYER, ground)
    draw = ImageDraw.Draw(picture)
    width, height = FLYER
    draw.rectangle((24, 24, width - 24, height - 24), outline=ink, width=5)
    head, *rest = lines
    draw.text((width // 2, 170), head, font=fitted(head, 92, width - 130), fill=ink, anchor="mm")
    step = (height - 520) // max(len(rest), 1)
    for number, line in enumerate(rest[:-1]):
        font = fitted(line, 58, width - 150)
        draw.text((width // 2, 340 + number * step), line, font=font, fill="white", anchor="mm")
    draw.rectangle((24, height - 190, width - 24, height - 24), fill=ink)
    draw.text((width // 2, height - 107), rest[-1], font=fitted(rest[-1], 60, width - 150), fill=ground, anchor="mm")
    return picture


def wall(lines: Sequence[str]) -> Image.Image:
    """A paper glued to a grey wall, seen a little from the side."""
    paper = flyer(lines, ground="#f3efe2", ink="#1c1c1c")
    draw = ImageDraw.Draw(paper)
    for number, line in enumerate(lines[1:-1]):  # white letters on white paper: written again in black
        font = fitted(line, 58, FLYER[0] - 150)
        step = (FLYER[1] - 520) // max(len(lines) - 1, 1)
        draw.text((FLYER[0] // 2, 340 + number * step), line, font=font, fill="#1c1c1c", anchor="mm")
    ground = Image.new("RGB", (1200, 1500), "#8d8a84")
    leaned = paper.rotate(2.2, expand=True, fillcolor="#8d8a84", resample=Image.Resampling.BICUBIC)
    ground.paste(leaned, (130, 130))
    return ground


def chat(lines: Sequence[str]) -> Image.Image:
    """A screenshot of a group chat: one bubble a line, grey squares where faces would be."""
    picture = Image.new("RGB", CHAT, "#ededed")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, CHAT[0], 96), fill="#f7f7f7")
    draw.text((CHAT[0] // 2, 48), lines[0], font=letters("Bold", 34), fill="#191919", anchor="mm")
    top, font = 140, letters("Regular", 34)
    for line in lines[1:]:
        rows = [line[at : at + 15] for at in range(0, len(line), 15)]
        tall = 44 * len(rows) + 36
        wide = max(int(font.getlength(row)) for row in rows) + 44
        draw.rectangle((28, top, 98, top + 70), fill="#c9ccd1")
        draw.rounded_rectangle((118, top, 118 + wide, top + tall), 14, fill="white")
        for number, row in enumerate(rows):
            draw.text((140, top + 16 + number * 44), row, font=font, fill="#191919")
        top += tall + 40
    return picture


LOOKS: dict[str, Drawing] = {"flyer": flyer, "wall": wall, "chat": chat}


def fitted(text: str, size_px: int, width_px: int) -> ImageFont.FreeTypeFont:
    """The bold letters in the largest size at which the line fits."""
    while size_px > 24 and letters("Bold", size_px).getlength(text) > width_px:
        size_px -= 4
    return letters("Bold", size_px)


def picture_of(look: str, lines: Sequence[str], copy: int = 0) -> bytes:
    """The picture as JPEG bytes; copies 1, 2 … are what others photographed: smaller, darker, cut at the edge."""
    drawn = LOOKS[look](lines)
    if copy:
        cut = 8 * copy
        drawn = drawn.crop((cut, cut, drawn.width - cut, drawn.height - cut // 2))
        drawn = drawn.resize((drawn.width * 4 // 5, drawn.height * 4 // 5))
        drawn = ImageEnhance.Brightness(drawn).enhance(1 - 0.06 * copy)
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=88 - 12 * copy)
    return out.getvalue()
