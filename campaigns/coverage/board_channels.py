"""Which channels reached which townships over the board's months, and how much of the county's people is that?"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Sum

from campaign_site.places.denominators import figures, percent
from campaign_site.places.models import Denominator, Place
from campaigns.coverage.arithmetic import State, state_over, weighted_share
from campaigns.coverage.board_asked import Asked
from campaigns.coverage.models import Cell, Dimension
from campaigns.placements.models import NATIVE_UNITS, Channel


@dataclass
class Reach:
    """What one channel did in one township."""

    events: int = 0
    amount: int = 0
    unproven: int = 0
    state: State = State.MISSING


def reaches(asked: Asked) -> dict[tuple[int, str], Reach]:
    """Return each township's reach by channel, in one query."""
    code = {"township__code__gte": asked.county.code, "township__code__lt": asked.county.code_end}
    rows = Cell.objects.filter(**code, month__gte=asked.first, month__lte=asked.last, dimension=Dimension.CHANNEL)
    found: dict[tuple[int, str], Reach] = defaultdict(Reach)
    states: dict[tuple[int, str], list[State]] = defaultdict(list)
    by = rows.order_by().values_list("township_id", "key", "state")
    for township, key, state, months, *sums in by.annotate(Count("id"), Sum("events"), Sum("amount"), Sum("unproven")):
        reach = found[township, key]
        reach.events, reach.amount, reach.unproven = (
            reach.events + sums[0],
            reach.amount + sums[1],
            reach.unproven + sums[2],
        )
        states[township, key] += [State(state)] * months
    for where, seen in states.items():
        found[where].state = state_over(seen)
    return found


@dataclass(frozen=True)
class CountyReach:
    """One channel over the county: weighted by population, and the plain count of townships beside it."""

    label: str
    unit: str
    weighted: str
    reached: int
    spoken: int
    unproven: bool

    @property
    def text(self) -> str:
        if self.unproven and not self.reached:
            return f"{self.label}缺证明，暂不计入"
        return f"{self.label} {self.weighted}，未加权 {self.reached}/{self.spoken}"


def county_reach(asked: Asked, townships: list[Place], found: dict[tuple[int, str], Reach]) -> list[CountyReach]:
    """Return the county's figures by channel; townships sharing one population are one group, reached only together."""
    people = figures(Denominator.Indicator.POPULATION, asked.today, under=asked.county)
    groups = {
        frozenset(map(str, figure.place_ids)): figure.value for pk, figure in people.items() if pk != asked.county.pk
    }
    lines = []
    for key in NATIVE_UNITS:
        own = {t.pk: found[t.pk, key] for t in townships if (t.pk, key) in found}
        spoken = {str(pk): reach.events > 0 for pk, reach in own.items() if reach.state is not State.MISSING}
        share = weighted_share(spoken, groups)
        weighted = percent(*share) if share else "无分母"
        unproven = any(reach.unproven for reach in own.values())
        lines.append(
            CountyReach(Channel(key).label, NATIVE_UNITS[key], weighted, sum(spoken.values()), len(spoken), unproven)
        )
    return lines
