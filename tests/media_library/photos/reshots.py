"""Drawn flyers, made-up photographs and what is done to them before they are seen again."""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance

from media_library.materials.lettering import letters

LINES = ("入股养殖", "到期还本", "每月分红", "先到先得")


def flyer(
    firm: str = "青禾养殖合作社", rate: str = "12", phone: str = "023-5555 0101", ground: str = "#fdf6e3"
) -> Image.Image:
    """Return a drawn flyer of one template: firm, rate and telephone are what differs."""
    image = Image.new("RGB", (600, 760), ground)
    pen = ImageDraw.Draw(image)
    write = lambda x, y, words, size: pen.text((x, y), words, font=letters("Regular", size), fill="#222222")  # noqa: E731
    write(40, 40, firm, 52)
    pen.rectangle((30, 120, 570, 126), fill="#b01010")
    write(50, 150, f"年化 {rate}%", 84)
    for number, line in enumerate(LINES):
        write(50, 290 + 84 * number, line, 46)
    write(50, 660, phone, 40)
    return image


def photograph(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Return a made-up photograph: soft shapes in many sizes under a little noise."""
    chance = np.random.default_rng(seed)
    image = Image.new("RGB", size, "#7c8a90")
    pen = ImageDraw.Draw(image)
    for _ in range(220):
        x, y, r = chance.integers(0, size[0]), chance.integers(0, size[1]), chance.integers(4, 60)
        fill = tuple(int(n) for n in chance.integers(0, 255, 3))
        (pen.ellipse if chance.random() < 0.5 else pen.rectangle)((x - r, y - r * 0.6, x + r, y + r), fill=fill)
    noisy = np.asarray(image, np.float32) + chance.normal(0, 6, (size[1], size[0], 3))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def file_of(image: Image.Image, format: str = "PNG", **more) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **more)
    return out.getvalue()


def again(image: Image.Image, quality: int) -> Image.Image:
    return Image.open(io.BytesIO(file_of(image, "JPEG", quality=quality))).convert("RGB")


def cropped(image: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    wide, high = image.size
    return image.crop((int(wide * left), int(high * top), int(wide * (1 - right)), int(high * (1 - bottom))))


def dated(image: Image.Image, words: str = "2026-10-18 09:32  开州区") -> Image.Image:
    """A black bar with the date and the place over the foot, as patrol telephones draw it."""
    copy = image.copy()
    pen, (wide, high) = ImageDraw.Draw(copy), image.size
    pen.rectangle((0, high * 0.9, wide, high), fill="black")
    pen.text((20, high * 0.9 + 14), words, font=letters("Regular", 36), fill="white")
    return copy


def stamped(image: Image.Image) -> Image.Image:
    """A round seal over the middle and a date on a black bar."""
    copy = image.copy()
    pen, (wide, high) = ImageDraw.Draw(copy), image.size
    pen.ellipse((wide * 0.4, high * 0.4, wide * 0.7, high * 0.4 + wide * 0.3), outline="#d00000", width=8)
    pen.rectangle((wide * 0.5, high * 0.93, wide, high), fill="black")
    return copy


CHANGES = {
    "half": lambda image: image.resize((image.width // 2, image.height // 2)),
    "recompressed": lambda image: again(image, 25),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.3),
    "cropped": lambda image: cropped(image, 0.06, 0.03, 0.04, 0.07),
    "stamped": stamped,
    "dated": dated,
    "grey": lambda image: image.convert("L").convert("RGB"),
    "all": lambda image: again(stamped(cropped(image, 0.05, 0.05, 0.03, 0.02)).resize((420, 520)), 45),
}
