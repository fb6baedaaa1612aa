"""How did each township speak month by month over the last twelve: 已报 n, 零报, 未报?"""

import datetime as dt

from campaigns.coverage.actions import months_between as months_from
from campaigns.coverage.arithmetic import Band, State
from campaigns.coverage.board_asked import Asked
from campaigns.coverage.board_cells import Square
from campaigns.coverage.models import ALL, Cell, Dimension

MONTHS = 12


def months_between(asked: Asked) -> list[dt.date]:
    """Return the first days of the twelve months that end with the board's last."""
    start = asked.last
    for _ in range(MONTHS - 1):
        start = (start - dt.timedelta(days=1)).replace(day=1)
    return list(months_from(start, asked.last))


def month_squares(asked: Asked, months: list[dt.date]) -> dict[tuple[int, dt.date], Square]:
    """Return each township's month as a square; a number of events is neither good nor bad, so it has no band."""
    code = {"township__code__gte": asked.county.code, "township__code__lt": asked.county.code_end}
    cells = Cell.objects.filter(**code, month__in=months, dimension=Dimension.VENUE, key=ALL)
    found = {}
    for township, number, month, state, events in cells.values_list(
        "township_id", "township__code", "month", "state", "events"
    ):
        found[township, month] = _square(State(state), events, f"{number:012d}", f"{month:%Y-%m}")
    return found


def _square(state: State, events: int, code: str, month: str) -> Square:
    records = f"records/?place={code}&dimension=venue&key={ALL}&from={month}&to={month}"
    if state is State.MISSING:
        return Square(Band.VOID, records=records)
    if state is State.ZERO:
        return Square(Band.NONE, "0", " 零报", word="零报", records=records)
    return Square(Band.NONE, f"{events:,}", word="已报", records=records)
