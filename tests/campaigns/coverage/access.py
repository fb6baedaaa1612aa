"""Who gets in at the count's addresses? Who may see cells; a zero report is filed by who speaks for a place."""

import datetime as dt

from campaigns.coverage.models import AudiencePresence
from tests import make
from tests.access_table import holders

READERS = holders("campaigns.view_cell")
NUMBER = {"place": "500154000000", "dimension": "venue", "key": "all", "from": "2026-10", "to": "2026-10"}

DOORS = {
    "coverage:board": READERS,
    "coverage:records": holders("campaigns.view_cell", query=NUMBER),
    "coverage:series": holders("campaigns.view_cell", query={"place": "500154101000"}),
    "coverage:zero": holders("campaigns.add_monthlyreport"),
}
ROWS = {
    "campaigns.audiencepresence": lambda spot: AudiencePresence.objects.create(
        place=spot.village, audience=f"audience{next(make.numbers)}"
    ),
    "campaigns.monthlyreport": lambda spot: make.zero_report(spot.township, dt.date(2026, 10, 1)),
}
