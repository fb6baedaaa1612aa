"""How does a township's series go on across a merge: month by month its own numbers, those of whom it took over, and both?"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from campaign_site.people.scoping import rows_for
from campaign_site.places.history import forebears
from campaign_site.places.models import Place
from campaigns.coverage.arithmetic import STATE_WORDS, State, state_over
from campaigns.coverage.models import ALL, Cell, Dimension


@dataclass(frozen=True)
class Counted:
    """What one or several townships counted in a month; nothing where nobody reported."""

    state: State = State.MISSING
    events: int = 0
    covered: int = 0
    total: int = 0

    @property
    def said(self) -> str:
        """The events and villages in words; what was not reported has no number."""
        if self.state is not State.REPORTED:
            return STATE_WORDS[self.state]
        return f"{self.events:,} 场，村（社区）{self.covered}/{self.total}" if self.total else f"{self.events:,} 场"


@dataclass(frozen=True)
class Month:
    """One month: the township alone, each of those it took over, and all together."""

    month: dt.date
    own: Counted
    others: list[tuple[Place, Counted]]
    together: Counted


def series(user: Any, place: Place) -> tuple[list[Place], list[Month]]:
    """Return whom the township took over wholly, and its months as far as the user may see them, newest first; nothing is counted twice.

    A village belongs to one township a month, so covered villages may be added. Old months keep the names they had.
    """
    before = forebears(place)
    ids = [place.pk, *(one.pk for one in before)]
    cells = rows_for(user, Cell.objects.filter(township__in=ids, dimension=Dimension.VENUE, key=ALL))
    found: dict[dt.date, dict[int, Counted]] = defaultdict(dict)
    for cell in cells.order_by("-month"):
        numbers = cell.events, cell.villages_covered, cell.villages_total or 0
        found[cell.month][cell.township_id] = Counted(State(cell.state), *numbers)
    months = []
    for month, counted in found.items():
        others = [(one, counted[one.pk]) for one in before if one.pk in counted and _lived(one, month)]
        own = counted.get(place.pk, Counted())
        parts = [*([own] if place.pk in counted else []), *(each for _, each in others)]
        months.append(Month(month, own, others, added(parts)))
    return before, months


def added(parts: list[Counted]) -> Counted:
    """Return the sum of townships that share no village; 零报 only when each of them filed it."""
    sums = (sum(getattr(part, name) for part in parts) for name in ("events", "covered", "total"))
    return Counted(state_over(part.state for part in parts), *sums)


def _lived(place: Place, month: dt.date) -> bool:
    return place.exists_to is None or place.exists_to > month
