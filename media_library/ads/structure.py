"""Which way does the money go in this text: taken from the public, lent to it, or not to be seen?"""

from __future__ import annotations

from dataclasses import dataclass

from media_library.ads.rulebook import Rulebook

LABELS = {"absorb": "吸收资金（推定）", "lend": "放出贷款（推定）", "unknown": "看不出"}


@dataclass(frozen=True)
class Direction:
    """`absorb`, `lend` or `unknown`, with the words that speak for either side."""

    way: str
    absorb: tuple[str, ...]
    lend: tuple[str, ...]


def direction_of(text: str, book: Rulebook) -> Direction:
    """Count the kinds of words on each side; more kinds win, a draw stays `unknown` (DOMAIN §6.0, 2b).

    Goes in: normalised text. Comes out: `Direction` with its evidence, never an error.
    """
    absorb = tuple(match.group() for pattern in book.absorb if (match := pattern.search(text)))
    lend = tuple(match.group() for pattern in book.lend if (match := pattern.search(text)))
    way = "absorb" if len(absorb) > len(lend) else "lend" if len(lend) > len(absorb) else "unknown"
    return Direction(way, absorb, lend)
