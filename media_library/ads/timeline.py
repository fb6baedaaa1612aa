"""Where and when was the same advertisement seen: dots on one line, and by township and carrier? (pure)"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, MARGIN, LEAST_GAP = 520, 34, 64
MOST_DOTS = 7  # the first and the newest ones; the table below holds all


@dataclass(frozen=True)
class Seen:
    """One sighting: its row's key, its day, and what it is called."""

    key: int
    day: date
    place: str
    carrier: str


@dataclass(frozen=True)
class Dot:
    """A sighting on the line, `x` from 0 to WIDTH; `newest` is drawn hollow."""

    x: int
    seen: Seen
    newest: bool


@dataclass(frozen=True)
class Timeline:
    """The dots in order of day, how many sightings are not drawn, and how often each township and carrier saw it."""

    dots: tuple[Dot, ...]
    hidden: int
    places: tuple[tuple[str, int], ...]
    carriers: tuple[tuple[str, int], ...]
    days: int


def timeline(seen: Sequence[Seen]) -> Timeline:
    """Lay the sightings out by day; neighbours keep LEAST_GAP so that their words do not run into each other."""
    ordered = sorted(seen, key=lambda one: (one.day, one.key))
    shown = ordered if len(ordered) <= MOST_DOTS else [ordered[0], *ordered[1 - MOST_DOTS :]]
    places, carriers = Counter(one.place for one in ordered), Counter(one.carrier for one in ordered)
    days = (ordered[-1].day - ordered[0].day).days if ordered else 0
    dots = tuple(Dot(x, one, one is shown[-1]) for x, one in zip(_places(shown), shown, strict=True))
    return Timeline(dots, len(ordered) - len(shown), tuple(places.most_common()), tuple(carriers.most_common()), days)


def _places(shown: Sequence[Seen]) -> list[int]:
    """Positions by day, pushed right where two are too close, then back from the right end."""
    if not shown:
        return []
    span = max((shown[-1].day - shown[0].day).days, 1)
    room = WIDTH - 2 * MARGIN
    found = [MARGIN + room * (one.day - shown[0].day).days // span for one in shown]
    for n in range(1, len(found)):
        found[n] = max(found[n], found[n - 1] + LEAST_GAP)
    limit = WIDTH - MARGIN
    for n in range(len(found) - 1, -1, -1):
        found[n] = min(found[n], limit)
        limit = found[n] - LEAST_GAP
    return found
