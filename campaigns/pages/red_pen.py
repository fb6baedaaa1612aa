"""Which words of an offer are underlined and numbered? (pure)

Editors put the suspicious words between 【 and 】; readers see them underlined in red with a number, a note beside each.
"""

import re
from dataclasses import dataclass

MARKED = re.compile(r"【([^【】]+)】([，。！？；：、”’）》…]*)")


@dataclass(frozen=True)
class Piece:
    """A stretch of the sentence; `number` is 0 for plain words; `after` is punctuation that must not begin a line."""

    words: str
    number: int = 0
    after: str = ""


def pieces(sentence: str) -> list[Piece]:
    """Cut a marked sentence into plain and marked pieces, numbered from 1 in reading order."""
    before, *rest = MARKED.split(sentence)
    found = [Piece(before)]
    for number, (marked, after, plain) in enumerate(zip(rest[0::3], rest[1::3], rest[2::3], strict=True), start=1):
        found += [Piece(marked, number, after), Piece(plain)]
    return [piece for piece in found if piece.words]


def count(sentence: str) -> int:
    """Return how many stretches are marked."""
    return len(MARKED.findall(sentence))


def stray(sentence: str) -> bool:
    """Say whether a bracket stands alone or around nothing."""
    return any(bracket in MARKED.sub("", sentence) for bracket in "【】")
