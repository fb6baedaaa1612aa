"""In which order are the debts of counting paid, so that an approved event stands on the board in one pass?"""

import datetime as dt

from campaigns.coverage.actions import Clock, pay_events, pay_placements, pay_slabs
from campaigns.coverage.gap_finding import pay_checks


def pay_all(*, clock: Clock, today: dt.date) -> dict[str, int]:
    """Pay what events, placements, slabs and looks owe, in this order; return how many of each were paid."""
    return {
        "events": pay_events(clock=clock),
        "placements": pay_placements(clock=clock),
        "slabs": pay_slabs(clock=clock),
        "checks": pay_checks(clock=clock, today=today),
    }
