"""Does a desk show what waits longest first, and say truly how much there is?"""

import datetime as dt

from campaigns.desks.work import Pile, Work, lead, line, stack

TODAY = dt.date(2026, 10, 31)


def waiting(days: int, title: str = "一件", **more) -> Work:
    return Work("活动核实", title, "/x/", since=TODAY - dt.timedelta(days=days), **more)


def test_the_longest_waiting_comes_first_across_piles():
    found = stack([Pile((waiting(2, "乙"),), 1), Pile((waiting(9, "甲"), waiting(0, "丙")), 2)], TODAY)

    assert [entry.work.title for entry in found.lines] == ["甲", "乙", "丙"]
    assert lead(found) == ("今天有 3 件等您办，", "最早的一件已等 9 天")


def test_what_does_not_fit_is_counted():
    found = stack([Pile(tuple(waiting(n) for n in range(5)), 40)], TODAY, shown=3)

    assert (len(found.lines), found.total, found.more) == (3, 40, 37)


def test_overdue_is_by_calendar_day():
    assert line(waiting(5, due_on=TODAY), TODAY).mark == "soon"
    late = line(waiting(5, due_on=dt.date(2026, 10, 29)), TODAY)
    assert (late.mark, late.overdue, late.due) == ("late", 2, "10-29 周四")


def test_an_empty_desk_says_so():
    assert lead(stack([], TODAY)) == ("今天没有等您办的事", "")
