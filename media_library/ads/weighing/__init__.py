"""How much does the whole wording of a text weigh as an unlawful offer, and on which ground? (pure)

Rules know words; people keep finding others. The weights are learned from texts of our own (`texts/DATASHEET.md`) by
`manage.py learn_weights`: a sum over short sequences of signs, nothing hidden. They never flag by themselves: a text that
weighs enough gets a hit of the rule of its ground, with that rule's clause, for a person to look at.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from media_library.ads.weighing.grams import PAUSES, Gram, grams_in, tf_idf

FILE = Path(__file__).parent / "weights.txt"
SUSPECT = "suspect"
SHOWN_WORDS = 4
SCALE = 1_000  # weights stand in the file as thousandths


class WeightsBroken(ValueError):
    """The file of weights cannot be read; the message says which line."""


@dataclass(frozen=True)
class Weighed:
    """What the wording weighs: `share` 0..1, the grounds with the likeliest first, the heaviest stretch and words.

    `span` is in code points of the text that was weighed.
    """

    share: float
    grounds: tuple[str, ...]
    span: tuple[int, int]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Weights:
    """The learned weights: per sequence its rarity (idf) and its weight under every head."""

    version: str
    heads: tuple[str, ...]
    bias: tuple[float, ...]
    rarity: Mapping[str, float]
    of: Mapping[str, Sequence[tuple[int, float]]] = field(repr=False)

    def weigh(self, text: str) -> Weighed:
        """Weigh a normalised text; one without any known sequence weighs what the bias says."""
        grams = [gram for gram in grams_in(text) if gram.signs in self.rarity]
        values = tf_idf(Counter(gram.signs for gram in grams), self.rarity)
        sums = list(self.bias)
        for signs, value in values.items():
            for head, weight in self.of[signs]:
                sums[head] += weight * value
        order = sorted(range(1, len(sums)), key=lambda head: -sums[head])
        pull = {signs: self._main(signs) * value for signs, value in values.items()}
        return Weighed(
            _share(sums[0]),
            tuple(self.heads[head] for head in order),
            _heaviest(text, grams, pull),
            _words(grams, pull),
        )

    def _main(self, signs: str) -> float:
        return sum(weight for head, weight in self.of[signs] if head == 0)


def _share(total: float) -> float:
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)


def _heaviest(text: str, grams: Iterable[Gram], pull: Mapping[str, float]) -> tuple[int, int]:
    """The stretch between two pauses that weighs most."""
    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign in PAUSES)]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    sums = [0.0] * len(starts)
    at = 0
    for gram in sorted(grams, key=lambda one: one.start):
        while at + 1 < len(starts) and starts[at + 1] <= gram.start:
            at += 1
        sums[at] += pull[gram.signs]
    best = max(range(len(sums)), key=lambda one: (sums[one], -one))
    start, end = starts[best], ends[best]
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else (0, len(text))


def _words(grams: Iterable[Gram], pull: Mapping[str, float]) -> tuple[str, ...]:
    """The sequences of two signs and more that weigh most, none inside another."""
    told: list[str] = []
    for signs in sorted({gram.signs for gram in grams}, key=lambda one: (-pull[one], one)):
        if pull[signs] <= 0 or len(told) == SHOWN_WORDS:
            break
        if len(signs) > 1 and not any(signs in one or one in signs for one in told):
            told.append(signs)
    return tuple(told)


@cache
def shipped_weights() -> Weights:
    """The weights that come with the product, read once per process."""
    return read_weights(FILE.read_bytes())


def read_weights(data: bytes) -> Weights:
    """Read the file of weights; raises WeightsBroken.

    Its first line names the heads with their bias, each further one a sequence: signs, idf in hundredths, `head:weight`
    pairs in thousandths.
    """
    lines = data.decode("utf-8").splitlines()
    try:
        heads = [(name, int(bias) / SCALE) for name, bias in (part.rsplit(":", 1) for part in lines[0].split("\t"))]
        rows = dict(_row(line) for line in lines[1:])
    except (IndexError, ValueError) as error:
        raise WeightsBroken(f"权重文件读不懂：{error}") from error
    return Weights(
        sha256(data).hexdigest()[:8],
        tuple(name for name, _ in heads),
        tuple(bias for _, bias in heads),
        {signs: rarity for signs, (rarity, _) in rows.items()},
        {signs: pairs for signs, (_, pairs) in rows.items()},
    )


def _row(line: str) -> tuple[str, tuple[float, list[tuple[int, float]]]]:
    signs, rarity, *pairs = line.split("\t")
    return signs, (int(rarity) / 100, list(_pairs(pairs)))


def _pairs(pairs: Iterable[str]) -> Iterator[tuple[int, float]]:
    for pair in pairs:
        head, weight = pair.split(":")
        yield int(head), int(weight) / SCALE
