"""Which short sequences of signs stand in a text, and how much does each count? (pure)"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 4
PAUSES = frozenset("，。！？；：、,.!?;:\n\r【】[]（）()~～|")
NUMBERS = re.compile(r"[0-9x*]+")


@dataclass(frozen=True, slots=True)
class Gram:
    """A sequence of one to four signs and where it starts in the text."""

    signs: str
    start: int


def grams_in(text: str) -> list[Gram]:
    """Every sequence of one to four signs; space is passed over, a run of hidden or shown digits counts as one 0."""
    signs: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        number = NUMBERS.match(text, at)
        if number:
            signs.append("0")
            places.append(at)
            at = number.end()
            continue
        if not text[at].isspace():
            signs.append(text[at].lower()[:1])
            places.append(at)
        at += 1
    line = "".join(signs)
    return [
        Gram(line[start : start + length], places[start])
        for length in range(1, LONGEST + 1)
        for start in range(len(line) - length + 1)
    ]


def tf_idf(counts: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    """Each known sequence's share of the text: 1 + log of its count, times its rarity, the whole of length 1."""
    values = {signs: (1 + math.log(count)) * rarity[signs] for signs, count in counts.items() if signs in rarity}
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    return {signs: value / length for signs, value in values.items()}
