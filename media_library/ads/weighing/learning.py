"""How are the weights learned from labelled texts? (pure; numpy)

Logistic regression on sequences of signs, one head for “an officer would open a file” and one for each ground, with
a penalty on large weights. No chance in it: the same texts give the same weights.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media_library.ads.normalise import normalise
from media_library.ads.weighing import SCALE, SUSPECT
from media_library.ads.weighing.grams import grams_in, tf_idf

Floats = NDArray[np.float64]
GROUNDS = (
    "guarantee_return", "no_risk_reminder", "endorsement", "superlative", "unlicensed_fundraising", "crypto", "equity_stock",
    "elder_care", "rebate_ponzi", "pyramid", "impersonation_gov", "loan_fraud", "other",
)  # fmt: skip
SEEN_IN = 2  # texts in which a sequence must stand to be known
KEPT = 16_000  # sequences kept for the second pass
LEAST = 200  # thousandths: smaller weights of a ground are left out of the file
PENALTY = 0.25  # 1 / C
MEMORY = 8
STEPS = 120


@dataclass(frozen=True)
class Lesson:
    """A labelled text: whether a file would be opened, on which grounds, and how much it counts."""

    text: str
    suspect: bool
    grounds: frozenset[str] = frozenset()
    weight: float = 1.0


@dataclass(frozen=True)
class Table:
    """The texts as a sparse table: for each entry its row, its column and its value."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Floats
    height: int
    width: int

    def times(self, weights: Floats) -> Floats:
        """One sum per text."""
        return np.asarray(
            np.bincount(self.rows, self.values * weights[self.columns], minlength=self.height), np.float64
        )

    def back(self, sums: Floats) -> Floats:
        """One sum per sequence."""
        return np.asarray(np.bincount(self.columns, self.values * sums[self.rows], minlength=self.width), np.float64)


def learn(lessons: Sequence[Lesson], *, kept: int = KEPT, say: Callable[[str], None] = lambda _: None) -> bytes:
    """Learn and return the file of weights; the second pass learns with the heaviest sequences alone."""
    counts = [Counter(gram.signs for gram in grams_in(normalise(one.text).text)) for one in lessons]
    seen = Counter(signs for count in counts for signs in count)
    known = sorted(signs for signs, number in seen.items() if number >= SEEN_IN and "\t" not in signs)
    wanted = np.array([one.suspect for one in lessons], dtype=np.float64)
    matter = np.array([one.weight for one in lessons])
    rarity = {signs: round(math.log((1 + len(lessons)) / (1 + seen[signs])) + 1, 2) for signs in known}
    weights, _ = _fit(_table(counts, rarity), wanted, matter)
    say(f"{len(known)} 个字串")
    heaviest = np.argsort(-np.abs(weights), kind="stable")[:kept]
    rarity = {known[at]: rarity[known[at]] for at in sorted(heaviest.tolist())}
    table = _table(counts, rarity)
    heads = [(SUSPECT, *_fit(table, wanted, matter))]
    for ground in GROUNDS:
        named = np.array([ground in one.grounds for one in lessons], dtype=np.float64)
        if named.any():
            heads.append((ground, *_fit(table, named, matter)))
            say(ground)
    return _written(rarity, heads)


def _table(counts: Sequence[Counter[str]], rarity: dict[str, float]) -> Table:
    """The texts' known sequences as entries, each text of length 1."""
    number = {signs: at for at, signs in enumerate(rarity)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, count in enumerate(counts):
        for signs, value in tf_idf(count, rarity).items():
            rows.append(row)
            columns.append(number[signs])
            values.append(value)
    return Table(np.array(rows), np.array(columns), np.array(values), len(counts), len(number))


def _fit(table: Table, wanted: Floats, matter: Floats) -> tuple[Floats, float]:
    """Weights and bias that lose least (L-BFGS with a halving step)."""

    def loss(at: Floats) -> tuple[float, Floats]:
        sums = table.times(at[:-1]) + at[-1]
        lost = np.logaddexp(0, sums) - wanted * sums
        slope = matter * (1 / (1 + np.exp(-sums)) - wanted)
        total = float(matter @ lost + PENALTY / 2 * at[:-1] @ at[:-1])
        return total, np.append(table.back(slope) + PENALTY * at[:-1], slope.sum())

    at = np.zeros(table.width + 1)
    value, slope = loss(at)
    past: list[tuple[Floats, Floats]] = []
    for _ in range(STEPS):
        way = -_turned(slope, past)
        size = 1.0 if past else 1.0 / max(1.0, float(np.abs(slope).sum()))
        while True:
            reached, new_slope = loss(at + size * way)
            if reached <= value + 1e-4 * size * float(slope @ way) or size < 1e-9:
                break
            size /= 2
        past = [*past, (size * way, new_slope - slope)][-MEMORY:]
        gained, at, value, slope = value - reached, at + size * way, reached, new_slope
        if gained < 1e-5 * max(1.0, abs(value)):
            break
    return at[:-1], float(at[-1])


def _turned(slope: Floats, past: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The slope times the inverse curvature that the last steps tell (two-loop recursion)."""
    way = slope.copy()
    shares = []
    for step, bend in reversed(past):
        share = float(step @ way) / float(step @ bend)
        shares.append(share)
        way -= share * bend
    if past:
        step, bend = past[-1]
        way *= float(step @ bend) / float(bend @ bend)
    for (step, bend), share in zip(past, reversed(shares), strict=True):
        way += step * (share - float(bend @ way) / float(step @ bend))
    return way


def _written(rarity: dict[str, float], heads: Iterable[tuple[str, Floats, float]]) -> bytes:
    """The file: the heads, then one line per sequence."""
    listed = list(heads)
    lines = ["\t".join(f"{name}:{round(bias * SCALE)}" for name, _, bias in listed)]
    for at, (signs, rare) in enumerate(rarity.items()):
        scaled = [round(float(weights[at]) * SCALE) for _, weights, _ in listed]
        pairs = [f"{head}:{one}" for head, one in enumerate(scaled) if abs(one) >= (LEAST if head else 1)]
        lines.append("\t".join([signs, str(round(rare * 100)), *pairs]))
    return ("\n".join(lines) + "\n").encode()
