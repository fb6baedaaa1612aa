"""Do sightings lie on one line in order of day, readable, with the rest counted?"""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from media_library.ads.timeline import LEAST_GAP, MARGIN, MOST_DOTS, WIDTH, Seen, timeline

DAY = dt.date(2026, 10, 1)


def seen(*days: int, place: str = "临江镇", carrier: str = "传单") -> list[Seen]:
    return [Seen(n, DAY + dt.timedelta(days=day), place, carrier) for n, day in enumerate(days)]


def test_dots_stand_by_day_and_the_newest_is_told_apart():
    line = timeline(seen(37, 0, 20))

    assert [(dot.x, dot.newest) for dot in line.dots] == [(MARGIN, False), (278, False), (WIDTH - MARGIN, True)]
    assert (line.days, line.hidden) == (37, 0)


def test_townships_and_carriers_are_counted_with_what_is_not_drawn():
    line = timeline([*seen(*range(10)), *seen(3, 4, place="南雅镇", carrier="墙面")])

    assert line.hidden == 12 - MOST_DOTS
    assert line.places == (("临江镇", 10), ("南雅镇", 2))
    assert line.carriers == (("传单", 10), ("墙面", 2))


def test_nothing_seen_is_an_empty_line():
    assert timeline([]).dots == ()


@given(st.lists(st.integers(0, 700), min_size=1, max_size=30))
def test_dots_keep_apart_and_stay_on_the_line(days):
    places = [dot.x for dot in timeline(seen(*days)).dots]

    assert places == sorted(places)
    assert all(0 <= x <= WIDTH for x in places)
    assert all(after - before >= LEAST_GAP for before, after in pairwise(places))
