"""What do the demonstration's photographs show? Drawn scenes, no real person or place. (pure)"""

import io
import random

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

SIZE = (1280, 960)


def scene(number: int) -> Image.Image:
    """Return drawn scene `number`: hills, a yard, a banner without words, and people as plain shapes."""
    dice = random.Random(number * 7919)
    sky = tuple(dice.randint(170, 235) for _ in range(3))
    picture = Image.new("RGB", SIZE, sky)
    draw = ImageDraw.Draw(picture)
    for height in (420, 500, 560):
        ridge = [(x, height - dice.randint(0, 140)) for x in range(0, SIZE[0] + 160, 160)]
        shade = tuple(dice.randint(60, 150) for _ in range(3))
        draw.polygon([(0, SIZE[1]), *ridge, (SIZE[0], SIZE[1])], fill=shade)
    draw.rectangle((0, 640, *SIZE), fill=tuple(dice.randint(120, 190) for _ in range(3)))
    draw.rectangle((dice.randint(120, 320), 330, dice.randint(860, 1160), 410), fill=(170, 30, 30))
    for _ in range(dice.randint(14, 26)):
        person(draw, dice)
    return picture.filter(ImageFilter.GaussianBlur(0.8))


def person(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """Draw one seated or standing figure somewhere in the yard."""
    x, y, tall = dice.randint(60, SIZE[0] - 80), dice.randint(600, SIZE[1] - 160), dice.randint(70, 140)
    coat = tuple(dice.randint(20, 200) for _ in range(3))
    draw.rectangle((x, y + tall // 4, x + tall // 3, y + tall), fill=coat)
    draw.ellipse((x + tall // 24, y, x + tall // 3 - tall // 24, y + tall // 4), fill=(214, 178, 148))


def photograph(number: int, copy: int = 0) -> bytes:
    """Return scene `number` as JPEG bytes; copies 1, 2 … are what other phones make of it: smaller, brighter, coarser."""
    picture = scene(number)
    if copy:
        picture = ImageEnhance.Brightness(picture).enhance(1 + 0.06 * copy).resize((1024, 768))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88 - 22 * min(copy, 2))
    return out.getvalue()
