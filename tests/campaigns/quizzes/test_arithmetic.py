"""Can a small group be read from a table, or worked out from what is shown beside it?"""

from hypothesis import given
from hypothesis import strategies as st

from campaigns.quizzes.arithmetic import LEAST, TOTAL, hidden, share, with_totals


def test_nine_are_hidden_ten_are_shown_and_the_total_does_not_give_nine_away():
    table = with_totals({(1, 1): 9, (1, 2): 10, (1, 3): 40, (2, 1): 30, (2, 2): 30, (2, 3): 30})
    away = hidden(table)
    assert (1, 1) in away
    assert (1, 2) in away, "19 - 10 would say nine"
    assert (1, 3) not in away


def test_ten_everywhere_hides_nothing():
    assert hidden(with_totals({(1, 1): 10, (1, 2): 10, (2, 1): 0})) == set()


@given(st.dictionaries(st.tuples(st.integers(1, 4), st.integers(1, 4)), st.integers(0, 30), max_size=16))
def test_no_line_gives_a_hidden_figure_away(cells):
    table = with_totals(cells)
    away = hidden(table)
    assert {cell for cell, count in table.items() if 0 < count < LEAST} <= away
    for row in {row for row, _ in table}:
        parts = [cell for cell in table if cell[0] == row and cell[1] != TOTAL]
        lost = [cell for cell in parts if cell in away]
        if lost and (row, TOTAL) not in away:
            assert len(lost) >= 2
            assert sum(table[cell] for cell in lost) >= LEAST
        if (row, TOTAL) in away and any(table[cell] for cell in parts):
            assert lost


def test_shares_are_whole_percents():
    assert [share(0, 0), share(1, 3), share(1, 2), share(1, 200)] == [0, 33, 50, 1]
