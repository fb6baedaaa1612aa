"""Who gets in where placements are kept: all who may see them, for what media carried is nobody's secret."""

from tests import make
from tests.access_table import holders

DOORS = {"placement_acts:void": holders("campaigns.change_placement", row="campaigns.placement")}
ROWS = {
    "campaigns.placement": lambda spot: make.placement(spot.township, spot.township),
    "campaigns.outlet": lambda spot: make.placement(spot.township, spot.township).outlet,
    "campaigns.coveragerule": lambda spot: make.placement(spot.township, spot.township).outlet.rules.get(),
}
