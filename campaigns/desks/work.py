"""What is one piece of work on a desk, and how do the pieces line up? (pure)"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

SHOWN = 20  # pieces on a desk; the rest is counted and linked
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Work:
    """One thing that waits: what it is, since when, until when, and where it is done."""

    kind: str
    title: str
    url: str
    since: dt.date
    note: str = ""
    due_on: dt.date | None = None
    due_note: str = ""
    action: str = "打开"

    def age_days(self, today: dt.date) -> int:
        """Return for how many days it has waited; never negative."""
        return max((today - self.since).days, 0)

    def overdue_days(self, today: dt.date) -> int:
        """Return by how many calendar days it is overdue, 0 when it is not."""
        return max((today - self.due_on).days, 0) if self.due_on else 0

    def is_soon(self, today: dt.date) -> bool:
        """Say whether it falls due within three days."""
        return self.due_on is not None and 0 <= (self.due_on - today).days <= 3


@dataclass(frozen=True)
class Pile:
    """Works of one kind: the oldest few, and how many there are."""

    works: tuple[Work, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class Line:
    """A piece of work as the desk prints it."""

    work: Work
    age: int
    overdue: int
    mark: str
    due: str


@dataclass(frozen=True)
class Stack:
    """All piles of one list, oldest first."""

    lines: tuple[Line, ...] = ()
    total: int = 0
    overdue: int = 0
    oldest: int = 0
    more: int = field(default=0)


def day_text(day: dt.date, today: dt.date) -> str:
    """Return `MM-DD 周X`; with the year when it is another one."""
    form = "%m-%d" if day.year == today.year else "%Y-%m-%d"
    return f"{day:{form}} 周{WEEKDAYS[day.weekday()]}"


def line(work: Work, today: dt.date) -> Line:
    """Return the work with its age, its mark (`late`, `soon` or nothing) and its due day in words."""
    overdue = work.overdue_days(today)
    mark = "late" if overdue else ("soon" if work.is_soon(today) else "")
    due = day_text(work.due_on, today) if work.due_on else ""
    return Line(work, work.age_days(today), overdue, mark, due)


def stack(piles: Iterable[Pile], today: dt.date, shown: int = SHOWN) -> Stack:
    """Return the works of all piles, the longest waiting first, at most `shown`; the total counts every one."""
    piles = list(piles)
    works = sorted((w for pile in piles for w in pile.works), key=lambda w: (w.since, w.due_on or dt.date.max, w.title))
    lines = tuple(line(w, today) for w in works[:shown])
    total = sum(pile.total for pile in piles)
    return Stack(
        lines=lines,
        total=total,
        overdue=sum(1 for w in works if w.overdue_days(today)),
        oldest=lines[0].age if lines else 0,
        more=total - len(lines),
    )


def lead(waiting: Stack) -> tuple[str, str]:
    """Return the desk's sentence in two halves: how many wait, and how long the oldest has waited."""
    if not waiting.total:
        return "今天没有等您办的事", ""
    oldest = f"最早的一件已等 {waiting.oldest} 天" if waiting.oldest else "都是今天来的"
    return f"今天有 {waiting.total} 件等您办，", oldest
