"""Who is expected to get in at the plan's addresses, and what does a row at a spot look like?"""

from tests import make
from tests.access_table import holders
from tests.campaigns.plans import build

READERS = holders("campaigns.view_campaign")
CLERKS = holders("campaigns.view_sourcedocument")
ONE_CIRCULAR = holders("campaigns.view_sourcedocument", row="campaigns.sourcedocument")

DOORS = {
    "plans:matrix": READERS,
    "plans:mine": READERS,
    "plans:circulars": CLERKS,
    "plans:circular": ONE_CIRCULAR,
    "plans:original": ONE_CIRCULAR,
}
ROWS = {
    "campaigns.campaign": lambda spot: make.campaign(spot.village, name=f"规划{next(make.numbers)}"),
    "campaigns.duty": lambda spot: build.duty(spot.village),
    "campaigns.sourcedocument": lambda spot: build.source_document(spot.unit, spot.user),
}
