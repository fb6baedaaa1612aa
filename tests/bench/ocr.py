"""How fast, with how much memory and how truly are the words of pictures read: drawn, photographed, upright?

One worker reads in a process of its own (`python -m tests.bench.ocr FOLDER` prints what it read as JSON).
"""

import io
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter
from rapidfuzz.distance import Levenshtein

from media_library.materials.lettering import letters
from tests.bench.measuring import Line

FIRMS = ("青禾养殖合作社", "康宁养老公寓")
LINES = ("入股养殖按月分红", "年化收益{}%", "到期还本付息", "先到先得名额有限", "电话023-5555{}")
SIZE = (900, 1200)
LOOKS = {
    "画的": "drawn", "拍的": "photographed", "竖排": "upright", "竖排拍的": "upright-photographed", "糊的": "blurred",
    "斜的": "skewed", "挤的": "crowded", "挤又拍的": "crowded-photographed", "淡的": "faint", "缩小的": "small",
}  # fmt: skip


def lines() -> Iterator[Line]:
    """Draw a few posters in ten looks, have them read, print figures."""
    with tempfile.TemporaryDirectory() as folder:
        written = dict(draw_all(Path(folder)))
        command = [sys.executable, "-m", "tests.bench.ocr", folder]
        told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    seconds = sum(took for _, took in told["read"].values())
    yield Line("识字", len(written) / seconds, "张/秒")
    yield Line("一个进程最多占用", told["peak_mb"], "MB", "读第一张之前", told["before_mb"])
    for look, start in LOOKS.items():
        pairs = [(words, told["read"][name][0]) for name, words in written.items() if name.split("_")[0] == start]
        wrong = sum(Levenshtein.distance(words, "".join(read.split())) for words, read in pairs)
        yield Line(f"{look}海报：错字率", 100 * wrong / sum(len(words) for words, _ in pairs), "%")


def draw_all(folder: Path) -> Iterator[tuple[str, str]]:
    """Write the pictures; return each one's name and words in reading order."""
    for number, firm in enumerate(FIRMS):
        said = [firm, *(line.format(f"{12 + 3 * number:02}" if "%" in line else f"010{number}") for line in LINES)]
        upright = [firm, *(line for line in said[1:] if line.isalpha())]
        for start, words, image in (("drawn", said, poster(said)), ("upright", upright, upright_poster(upright))):
            shot = {"drawn": "photographed", "upright": "upright-photographed"}[start]
            image.save(folder / f"{start}_{number}.png")
            photographed(image, number).save(folder / f"{shot}_{number}.jpg", quality=45)
            yield f"{start}_{number}", "".join(words)
            yield f"{shot}_{number}", "".join(words)
        dense = [one for one in said for _ in range(4)]
        for start, (words, image) in harder(said, dense, number).items():
            image.save(folder / f"{start}_{number}.jpg", quality=60)
            yield f"{start}_{number}", "".join(words)


def harder(said: list[str], dense: list[str], seed: int) -> dict[str, tuple[list[str], Image.Image]]:
    """The poster as bad cameras and bad printers give it, each with its words."""
    plain, tight = poster(said), crowded(dense)
    return {
        "blurred": (said, plain.filter(ImageFilter.GaussianBlur(9))),
        "skewed": (said, plain.rotate(24 - 48 * seed, Image.Resampling.BICUBIC, expand=True, fillcolor="#808080")),
        "crowded": (dense, tight),
        "crowded-photographed": (dense, photographed(tight, seed)),
        "faint": (said, Image.blend(plain, Image.new("RGB", SIZE, "#e9e2cf"), 0.94)),
        "small": (said, plain.resize((SIZE[0] // 8, SIZE[1] // 8))),
    }


def crowded(words: list[str]) -> Image.Image:
    """Small lines close under each other on a patterned ground."""
    image = Image.new("RGB", SIZE, "#ffe14d")
    pen = ImageDraw.Draw(image)
    for at in range(0, SIZE[0], 12):
        pen.line((at, 0, at + 160, SIZE[1]), fill="#f6c52e", width=4)
    for number, line in enumerate(words):
        pen.text((40 + 12 * (number % 3), 30 + 36 * number), line, font=letters("Regular", 26), fill="#b01010")
    return image


def poster(words: list[str]) -> Image.Image:
    """Lines under each other on a coloured ground, the first one large."""
    image = Image.new("RGB", SIZE, "#fdf6e3")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 230), fill="#b01010")
    pen.text((50, 60), words[0], font=letters("Bold", 92), fill="#ffe9a0")
    for number, line in enumerate(words[1:]):
        pen.text((60, 300 + 160 * number), line, font=letters("Regular", 68), fill="#222222")
    return image


def upright_poster(words: list[str]) -> Image.Image:
    """Columns from the right, each sign under the last."""
    image = Image.new("RGB", SIZE, "#fdf6e3")
    pen, font = ImageDraw.Draw(image), letters("Regular", 84)
    for column, line in enumerate(words):
        for row, sign in enumerate(line):
            pen.text((740 - 200 * column, 80 + 96 * row), sign, font=font, fill="#7a1010")
    return image


def photographed(image: Image.Image, seed: int) -> Image.Image:
    """Seen aslant on a grey wall, with a light reflected, a little blurred, dim and noisy."""
    wide, high = image.size
    aslant = (-60, -40, -10, high + 50, wide + 30, high + 10, wide + 70, -80 - 20 * seed)
    seen = image.transform(image.size, Image.Transform.QUAD, aslant, Image.Resampling.BICUBIC, fillcolor="#808080")
    light = Image.new("L", image.size, 0)
    ImageDraw.Draw(light).ellipse((wide * 0.5, high * 0.3, wide * 0.95, high * 0.55), fill=130)
    seen.paste("white", mask=light.filter(ImageFilter.GaussianBlur(60)))
    dim = ImageEnhance.Brightness(seen.filter(ImageFilter.GaussianBlur(1.0))).enhance(0.8)
    noisy = np.asarray(dim, np.float32) + np.random.default_rng(seed).normal(0, 8, (high, wide, 3))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read_folder(folder: Path) -> dict:
    """Read every picture after one that warms up; words and seconds by name, and the most memory held."""
    from media_library.ads import ocr

    before = peak_mb()
    blank = io.BytesIO()
    Image.new("RGB", (200, 100), "white").save(blank, "PNG")
    ocr.read_text(blank.getvalue())
    read = {}
    for file in sorted(folder.iterdir()):
        begun = perf_counter()
        words = ocr.read_text(file.read_bytes()).text
        read[file.stem] = (words, perf_counter() - begun)
    return {"read": read, "before_mb": before, "peak_mb": peak_mb()}


if __name__ == "__main__":
    print(json.dumps(read_folder(Path(sys.argv[1])), ensure_ascii=False))
