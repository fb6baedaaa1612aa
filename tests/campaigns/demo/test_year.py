"""Does the demonstration year hide exactly what its plan says?"""

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from campaigns.demo.oddities import demo_year
from campaigns.demo.year import LAST, Occasion, Village, coded, planted

PLACES = Path("campaign_site/places/data/kaizhou_places.csv")
COUNTING = {"approved", "recognised"}


@pytest.fixture(scope="module")
def villages() -> list[Village]:
    with PLACES.open(encoding="utf-8", newline="") as file:
        rows = {int(r["place"]): r for r in csv.DictReader(file) if r["level"] == "village"}
    return [Village(code, r["name"], int(r["parent"]), r["kind"] == "社区") for code, r in rows.items()]


@pytest.fixture(scope="module")
def year(villages: list[Village]) -> list[Occasion]:
    return demo_year(villages)


def test_the_same_places_give_the_same_year(villages, year):
    assert demo_year(villages) == year


def test_just_the_planted_villages_are_uncovered(villages, year):
    last: dict[int, dt.date] = {}
    for o in year:
        if o.state in COUNTING:
            last[o.village] = max(last.get(o.village, o.held_on), o.held_on)
    uncovered = {v.code for v in villages if v.code not in last or (LAST - last[v.code]).days > 180}

    assert uncovered == coded("never_visited", "village") | coded("stale", "village")


def test_just_the_planted_kinds_were_never_gone_to(year):
    gone = {(o.township, o.kind) for o in year if o.state in COUNTING}
    left_out = {(int(f["township"]), f["kind"]) for f in planted("venue_gap")}
    every = {(o.township, kind) for o in year for kind in ("gov_organ", "factory", "school", "household", "community")}

    assert every - gone == left_out


def test_silent_months_have_no_event(year):
    for fact in planted("zero_report") + planted("missing_report"):
        month = {o for o in year if o.township == int(fact["township"]) and o.held_on.replace(day=1) == fact["month"]}
        assert month == set()


def test_oddities_are_there(year):
    assert Counter(o.state for o in year if o.state in {"returned", "void"}) == {"returned": 3, "void": 2}
    assert sorted(o.scene for o in year if o.scene) == [1, 1, 2, 2, 3, 3]
    for fact in planted("round_numbers"):
        heads = Counter(o.attendance for o in year if o.township == int(fact["township"]))
        assert heads[fact["attendance"]] >= fact["events"]
