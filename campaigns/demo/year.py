"""Which events make up the demonstration year? (pure: the same places give the same year)

Every village is visited about once a month in turn with the townships' other places, so that on the last day exactly
the gaps of `planted.toml` are open.
"""

import datetime as dt
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

PLAN = tomllib.loads((Path(__file__).parent / "planted.toml").read_text(encoding="utf-8"))
FIRST: dt.date = PLAN["first_day"]
LAST: dt.date = PLAN["last_day"]
VISIT_EVERY = 75  # days between two visits of a village
TOWN_KINDS = ("gov_organ", "factory", "school")
TOWN_EVERY = 45  # days between two visits to a township's organs, factories, schools

FORMS = {
    "gov_organ": "meeting",
    "factory": "lecture",
    "school": "lecture",
    "household": "home_visit",
    "community": "stall",
    "village_town": "courtyard_meeting",
}
THEMES = (
    "养老床位“返利”五种话术",
    "高息理财广告怎么看",
    "消费返利是怎么垮的",
    "帮人拉存款也要担责",
    "先问有没有牌照",
    "刷单垫资都是假",
)


@dataclass(frozen=True)
class Village:
    """A village as the generator needs it."""

    code: int
    name: str
    township: int
    is_community: bool


@dataclass(frozen=True)
class Occasion:
    """One event of the year, before it becomes a row; `village` and `township` are 12-digit codes."""

    village: int
    township: int
    kind: str
    form: str
    theme: str
    held_on: dt.date
    audiences: tuple[str, ...]
    attendance: int
    count_method: str
    households: int | None = None
    leaflets: int | None = None
    consultations: int | None = None
    state: str = "recognised"
    days_late: int = 0
    remark: str = ""
    remark_field: str = ""
    scene: int = 0
    venue: int | None = None  # which of the township's registered places of the kind


def planted(name: str) -> list[dict[str, Any]]:
    """Return the planted facts of one kind."""
    return list(PLAN.get(name, []))


def coded(name: str, key: str) -> set[int]:
    """Return the codes under `key` in the planted facts of one kind."""
    return {int(fact[key]) for fact in planted(name)}


def silent(township: int, day: dt.date) -> bool:
    """Say whether the township filed a zero report or nothing for the month of `day`."""
    month = day.replace(day=1)
    facts = planted("zero_report") + planted("missing_report")
    return any(int(fact["township"]) == township and fact["month"] == month for fact in facts)


def audiences_of(kind: str, dice: random.Random) -> tuple[str, ...]:
    """Return the audience keys of an event at a kind of venue."""
    if kind == "school":
        return ("student", "parent")
    if kind == "factory":
        return ("migrant_worker",)
    if kind == "gov_organ":
        return ("cadre",)
    return ("elderly", dice.choice(("left_behind", "farmer", "parent")))


def occasion(village: Village, kind: str, day: dt.date, dice: random.Random) -> Occasion:
    """Return an ordinary event at a village on a day."""
    heads = int(dice.triangular(9, 120, 34))
    home = kind == "household"
    return Occasion(
        village=village.code,
        township=village.township,
        kind=kind,
        form=FORMS[kind],
        theme=dice.choice(THEMES),
        held_on=day,
        audiences=audiences_of(kind, dice),
        attendance=dice.randint(8, 40) if home else heads,
        count_method="estimated" if home else dice.choice(("signed", "counted", "counted", "estimated")),
        households=dice.randint(6, 25) if home else None,
        leaflets=dice.choice((None, heads, heads + 20)),
        consultations=dice.choice((None, None, dice.randint(2, 15))),
    )


def kind_at(village: Village, turn: int) -> str:
    """Return what kind of place the `turn`-th visit of a village goes to: now the place, now the homes."""
    return "household" if turn % 3 == 2 else ("community" if village.is_community else "village_town")


def visits(village: Village, number: int, dice: random.Random) -> Iterator[Occasion]:
    """Yield the visits of one village over the year, spaced so that the last one is fresh on the last day."""
    stale = {int(fact["village"]): fact["last_on"] for fact in planted("stale")}
    day = FIRST + dt.timedelta(days=number * 7 % VISIT_EVERY)
    turn = number
    while day <= stale.get(village.code, LAST):
        if not silent(village.township, day):
            yield occasion(village, kind_at(village, turn), day, dice)
        day += dt.timedelta(days=VISIT_EVERY - dice.randint(0, 12))
        turn += 1
    if village.code in stale:
        yield occasion(village, kind_at(village, 0), stale[village.code], dice)


def registered(township: int, kind: str) -> int:
    """Return how many places of a kind the township has registered: 3 to 6, none where that is planted."""
    left_out = {(int(fact["township"]), fact["kind"]) for fact in planted("unregistered")}
    return 0 if (township, kind) in left_out else 3 + (township // 1000 + len(kind)) % 4


def town_visits(seat: Village, number: int, dice: random.Random) -> Iterator[Occasion]:
    """Yield the visits to a township's organs, factories and schools, at its seat."""
    left_out = {(int(fact["township"]), fact["kind"]) for fact in planted("venue_gap")}
    for offset, kind in enumerate(TOWN_KINDS):
        day = FIRST + dt.timedelta(days=(number * 3 + offset * 15) % TOWN_EVERY)
        places, turn = registered(seat.township, kind), 0
        while day <= LAST and (seat.township, kind) not in left_out:
            if not silent(seat.township, day):
                yield replace(occasion(seat, kind, day, dice), venue=turn % places if places else None)
            day, turn = day + dt.timedelta(days=TOWN_EVERY), turn + 1


def ordinary_year(villages: list[Village]) -> list[Occasion]:
    """Return the year without oddities, in order of day and village."""
    dice = random.Random(PLAN["seed"])
    never = coded("never_visited", "village")
    found: list[Occasion] = []
    seats: dict[int, Village] = {}
    for number, village in enumerate(sorted(villages, key=lambda v: v.code)):
        if village.code in never:
            continue
        seats.setdefault(village.township, village)
        found.extend(visits(village, number, dice))
    for number, seat in enumerate(seats.values()):
        found.extend(town_visits(seat, number, dice))
    deaf = {(int(fact["village"]), fact["audience"]) for fact in planted("audience_gap")}
    found = [replace(o, audiences=tuple(a for a in o.audiences if (o.village, a) not in deaf)) for o in found]
    return sorted(found, key=lambda o: (o.held_on, o.village, o.kind))
