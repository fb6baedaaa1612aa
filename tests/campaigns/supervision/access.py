"""Who gets in at gaps and tasks: who sees a place sees its gaps; only the office asks for something."""

from tests import make
from tests.access_table import holders

DOORS = {
    "supervision:gaps": holders("campaigns.view_gap"),
    "supervision:make_task": holders("campaigns.add_gaptask", row="campaigns.gap"),
    "supervision:tasks": holders("campaigns.view_gaptask"),
    "supervision:task": holders("campaigns.view_gaptask", row="campaigns.gaptask"),
}
ROWS = {
    "campaigns.gap": lambda spot: make.gap(spot.village),
    "campaigns.gaptask": lambda spot: make.gap_task(spot.village, owner=spot.unit),
}
