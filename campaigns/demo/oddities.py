"""Which events of the demonstration year are odd, late, returned or still on their way? (pure)"""

import datetime as dt
from dataclasses import replace

from campaigns.demo.year import LAST, Occasion, Village, ordinary_year, planted

STILL_OPEN_DAYS = 12  # events of the last days still wait for somebody
EXTRA = 5  # events beside the ordinary year stand five weeks before its end, outside the waiting days


def indexes(year: list[Occasion], township: int, state: str = "recognised") -> list[int]:
    """Return where the township's events of a state stand in the year, latest first."""
    found = [i for i, o in enumerate(year) if o.township == township and o.state == state]
    return found[::-1]


def with_waiting(year: list[Occasion]) -> list[Occasion]:
    """Return the year in which the newest events are recent enough to wait for a second person."""

    def state(place: int, held_on: dt.date) -> str:
        age = (LAST - held_on).days
        if age >= STILL_OPEN_DAYS or place % 3 == 0:
            return "recognised"
        return "approved" if age >= 4 or place % 2 else "submitted"

    return [replace(o, state=state(i, o.held_on)) for i, o in enumerate(year)]


def with_late(year: list[Occasion]) -> list[Occasion]:
    """Return the year in which the planted townships logged long after the day."""
    for fact in planted("late"):
        for i in indexes(year, int(fact["township"]))[4 : 4 + fact["events"]]:
            year[i] = replace(year[i], days_late=fact["days"])
    return year


def with_round_numbers(year: list[Occasion]) -> list[Occasion]:
    """Return the year in which the planted townships estimate the same round number again and again."""
    for fact in planted("round_numbers"):
        for i in indexes(year, int(fact["township"]))[: fact["events"]]:
            year[i] = replace(year[i], attendance=fact["attendance"], count_method="estimated")
    return year


def with_photos(year: list[Occasion]) -> list[Occasion]:
    """Return the year in which the planted pairs of townships hang the same photograph on an event each."""
    for fact in planted("reused_photo"):
        for township in fact["townships"]:
            i = indexes(year, int(township))[12]
            year[i] = replace(year[i], scene=fact["scene"])
    return year


def sent_back(year: list[Occasion]) -> list[Occasion]:
    """Return the events beside the year that were returned or declared void: they count for nothing."""
    day = LAST - dt.timedelta(weeks=EXTRA)
    found = []
    for name, state in (("returned", "returned"), ("void", "void")):
        for fact in planted(name):
            model = year[indexes(year, int(fact["township"]))[20]]
            remark, field = fact.get("remark") or fact["reason"], fact.get("field", "")
            found.append(replace(model, held_on=day, state=state, remark=remark, remark_field=field, scene=0))
            day += dt.timedelta(days=3)
    return found


def demo_year(villages: list[Village]) -> list[Occasion]:
    """Return every event of the demonstration year, in order of day; the same villages give the same year."""
    year = with_photos(with_round_numbers(with_late(with_waiting(ordinary_year(villages)))))
    return sorted(year + sent_back(year), key=lambda o: (o.held_on, o.village, o.kind, o.state))
