"""How fast is a fingerprint found among a million, and which changes of a picture are seen through?"""

import os
import random
import resource
import statistics
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import numpy as np
from django.db import connection
from PIL import Image

from media_library.photos.fingerprints import whole_hash as whole
from media_library.photos.fingerprints.grouping import Print, print_of, same_picture
from media_library.photos.fingerprints.sheet import sheet_of
from tests.bench.measuring import Line
from tests.media_library.photos import reshots
from tests.media_library.photos.reshots import CHANGES, file_of

ROWS = int(os.environ.get("BENCH_PRINTS", "1000000"))
ASKED = 200
TABLE = "bench_print_key"


def lines() -> Iterator[Line]:
    """The first index, then what is recognised."""
    yield from index_lines()
    yield from recall_lines()
    yield Line("photo_twins：200 张", pile_seconds(200), "秒", "100 张", pile_seconds(100))


def index_lines() -> Iterator[Line]:
    """A million whole hashes by their bands, as `AdKey` keeps them: key and row, unique together."""
    hashes = np.random.default_rng(1).integers(0, 2, (ROWS, whole.BITS), np.uint8).astype(bool)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        kind = "UNLOGGED" if connection.vendor == "postgresql" else "TEMPORARY"
        cursor.execute(f"CREATE {kind} TABLE {TABLE} (key bigint NOT NULL, ad bigint NOT NULL)")
        for at in range(0, ROWS, 20_000):
            fill(cursor, hashes[at : at + 20_000], at)
        cursor.execute(f"CREATE UNIQUE INDEX {TABLE}_once ON {TABLE} (key, ad)")
        cursor.execute(f"VACUUM ANALYZE {TABLE}" if connection.vendor == "postgresql" else "ANALYZE")
        taken, found, bare = ask(cursor, hashes)
        cursor.execute(f"DROP TABLE {TABLE}")
    vendor = connection.vendor
    yield Line(f"{vendor}：{ROWS} 个指纹里找一个，中位", statistics.median(taken), "毫秒", "按主键取一行", bare)
    yield Line(f"{vendor}：同上，第 95 百分位", sorted(taken)[int(ASKED * 0.95)], "毫秒")
    yield Line(f"{vendor}：错 20 位仍找到", 100 * found / ASKED, "%")


def fill(cursor, hashes: np.ndarray, first: int) -> None:
    """Write the twelve keys of each hash."""
    weights = 1 << np.arange(whole.BAND_BITS - 1, -1, -1, dtype=np.int64)
    rows = []
    for number in range(whole.BANDS):
        values = hashes[:, number + 1 :: whole.BANDS][:, : whole.BAND_BITS].astype(np.int64) @ weights
        rows += zip(((number << whole.BAND_BITS) | values).tolist(), range(first, first + len(hashes)), strict=True)
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {TABLE} (key, ad) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        cursor.executemany(f"INSERT INTO {TABLE} (key, ad) VALUES (%s, %s)", rows)


def ask(cursor, hashes: np.ndarray) -> tuple[list[float], int, float]:
    """Look for hashes with twenty turned bits among the less certain: milliseconds, how many found, a bare row's time."""
    chance, taken, found, bare = np.random.default_rng(2), [], 0, []
    for number in chance.integers(0, ROWS, ASKED).tolist():
        bits, certainty = hashes[number].copy(), chance.random(whole.BITS).astype(np.float32) + 1
        turned = chance.choice(np.arange(1, whole.BITS), 20, replace=False)
        bits[turned] = ~bits[turned]
        certainty[turned] = chance.random(20) * 1.3
        keys = whole.probes(whole.WholeHash(bits, certainty))
        begun = perf_counter()
        marks = ", ".join(["%s"] * len(keys))
        cursor.execute(
            f"SELECT ad, count(*) AS shared FROM {TABLE} WHERE key IN ({marks}) GROUP BY ad ORDER BY 2 DESC LIMIT 20",
            keys,
        )
        found += number in {row[0] for row in cursor.fetchall()}
        taken.append((perf_counter() - begun) * 1000)
        begun = perf_counter()
        cursor.execute(f"SELECT ad FROM {TABLE} WHERE key = %s LIMIT 1", keys[:1])
        cursor.fetchall()
        bare.append((perf_counter() - begun) * 1000)
    return taken, found, statistics.median(bare)


def recall_lines() -> Iterator[Line]:
    """Per change, the share of copies recognised; then the share of strangers taken for one. BENCH_PHOTOS names a folder of photographs."""
    for kind, pictures in {"传单": flyers(), "照片": photographs()}.items():
        prints = [taken(image) for image in pictures]
        for name, change in CHANGES.items():
            hits = sum(same_picture(taken(change(image)), one) for image, one in zip(pictures, prints, strict=True))
            yield Line(f"{kind} {name}：认出", 100 * hits / len(pictures), "%")
        milliseconds = statistics.median(laid_seconds(prints)) * 1000
        yield Line(f"{kind}：两张相比，中位", milliseconds, "毫秒", "取一张的指纹", print_seconds(pictures) * 1000)
        pairs = [(a, b) for a in range(len(prints)) for b in range(a)]
        wrong = sum(same_picture(prints[a], prints[b]) for a, b in random.Random(1).sample(pairs, min(150, len(pairs))))
        yield Line(f"{kind}：不同的认作同一（{min(150, len(pairs))} 对）", 100 * wrong / min(150, len(pairs)), "%")

    yield from dated_lines()
    yield Line("内存最高", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")


def dated_lines() -> Iterator[Line]:
    """Flyers of one template on grounds of their own under one date bar: the same words are one, other words are not."""
    grounds = ("#fdf6e3", "#f6c9c9", "#cfe3f7", "#ffe14d", "#b9231c", "#2a5d34", "#ffffff")
    firms = ("青禾养殖合作社", "宏图影视投资公司")
    prints = {(g, f): taken(reshots.dated(reshots.flyer(f, ground=g))) for g in grounds for f in firms}
    pairs = [(one, other) for one in prints for other in prints if one[0] != other[0]]
    alike = [same_picture(prints[a], prints[b]) for a, b in pairs if a[1] == b[1]]
    wrong = [same_picture(prints[a], prints[b]) for a, b in pairs if a[1] != b[1]]
    yield Line(f"换底色、同一日期条、同样的字（{len(alike)} 对）：认出", 100 * sum(alike) / len(alike), "%")
    yield Line(f"换底色、同一日期条、别家的字（{len(wrong)} 对）：认作同一", 100 * sum(wrong) / len(wrong), "%")


def laid_seconds(prints: list[Print]) -> list[float]:
    """Seconds of comparing each picture with the next."""
    found = []
    for one, other in pairwise(prints):
        begun = perf_counter()
        same_picture(one, other)
        found.append(perf_counter() - begun)
    return found


def print_seconds(pictures: list[Image.Image]) -> float:
    """Seconds of taking one print, the median."""
    found = []
    for image in pictures:
        data = file_of(image, "JPEG")
        begun = perf_counter()
        print_of(sheet_of(data))
        found.append(perf_counter() - begun)
    return statistics.median(found)


def taken(image: Image.Image):
    return print_of(sheet_of(file_of(image)))


def flyers() -> list[Image.Image]:
    """Twelve of one template: four firms by three rates, so that every pair is a look-alike."""
    firms = ("青禾养殖合作社", "宏图影视投资公司", "康宁养老公寓", "聚源茶业")
    return [reshots.flyer(firm, rate) for firm in firms for rate in ("12", "18", "8")]


def photographs() -> list[Image.Image]:
    """Photographs of the folder given, else made-up ones."""
    folder = os.environ.get("BENCH_PHOTOS", "")
    files = sorted(Path(folder).iterdir()) if folder else []
    return [Image.open(file).convert("RGB") for file in files] or [reshots.photograph(seed) for seed in range(12)]


def pile_seconds(copies: int) -> float:
    """Seconds that `photo_twins` takes for so many made-up pictures."""
    from media_library.photos.pile import twins_in

    with tempfile.TemporaryDirectory() as folder:
        for number in range(copies):
            Path(folder, f"{number}.jpg").write_bytes(file_of(reshots.photograph(number, (400, 300)), "JPEG"))
        begun = perf_counter()
        twins_in(Path(folder), unreadable=print)
        return perf_counter() - begun
