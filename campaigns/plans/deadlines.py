"""What is odd about a duty's deadline: before the circular, outside the campaign, on a day nobody works?"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from schedules.workdays import UnknownYear, is_workday


@dataclass(frozen=True)
class Period:
    """The day a circular was issued, and the campaign's first and last day; None where not known."""

    issued_on: dt.date | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


def deadline_notes(deadline: str, period: Period, *, works: Callable[[dt.date], bool] = is_workday) -> list[str]:
    """Return Chinese sentences on an ISO day; none when there is none. They are hints: a circular may mean it so."""
    if not deadline:
        return []
    day, notes = dt.date.fromisoformat(deadline), []
    if period.issued_on and day < period.issued_on:
        notes.append(f"早于成文日期 {period.issued_on}，请核对年份。")
    if period.starts_on and period.ends_on and not period.starts_on <= day <= period.ends_on:
        notes.append(f"不在计划的起止日期（{period.starts_on} 至 {period.ends_on}）之内。")
    try:
        if not works(day):
            notes.append("不是工作日，临近时请留意。")
    except UnknownYear:
        pass  # no table of that year's holidays yet: nothing can be said
    return notes
