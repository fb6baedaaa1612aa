"""Are points kept apart and inside the frame, and is a month without a report a hole, never a zero?"""

import datetime as dt
from itertools import combinations
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from campaigns.coverage.drawing import MAP_HEIGHT, MAP_WIDTH, Point, Projection, outline_path, spread, trend_line

MONTHS = [dt.date(2026, month, 1) for month in range(1, 13)]
RING = [(108.0, 31.0), (109.0, 31.0), (109.0, 32.0), (108.0, 32.0)]
degrees = st.tuples(st.floats(108, 109), st.floats(31, 32))


@given(st.lists(degrees, min_size=1, max_size=40))
def test_every_point_lies_in_the_frame_in_its_order(places):
    at = Projection(RING)
    drawn = spread(Point(n, *at.at(*place)) for n, place in enumerate(places))
    assert [point.order for point in drawn] == list(range(len(places)))
    assert all(0 <= point.x <= MAP_WIDTH and 0 <= point.y <= MAP_HEIGHT for point in drawn)


def test_five_streets_on_one_spot_are_pushed_apart():
    drawn = spread(Point(n, 180 + n / 10, 220) for n in range(5))
    assert min(hypot(a.x - b.x, a.y - b.y) for a, b in combinations(drawn, 2)) > 12


def test_north_is_up_and_the_outline_is_closed():
    at = Projection(RING)
    assert at.at(108.5, 31.9)[1] < at.at(108.5, 31.1)[1]
    assert outline_path(RING, at).endswith("z")


def test_a_silent_month_is_a_hatched_hole():
    line = trend_line({month: 4 for month in MONTHS if month.month != 5}, MONTHS)
    assert (len(line.pieces), len(line.holes), line.last) == (2, 1, 4)
    assert trend_line({}, MONTHS).last is None


@given(st.dictionaries(st.sampled_from(MONTHS), st.integers(0, 10**6)))
def test_values_and_holes_make_twelve_months(values):
    line = trend_line(values, MONTHS)
    drawn = sum(piece.count(" ") + 1 for piece in line.pieces)
    assert drawn + len(line.holes) == len(MONTHS)
