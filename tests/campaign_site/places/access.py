"""Who gets in where: all staff read places, each and every one."""

from tests.access_table import holders

SEEN = holders("campaign_site.view_place")
DOORS = {
    "places:index": SEEN,
    "places:index_results": SEEN,
    "places:inspect": holders("campaign_site.view_place", row="campaign_site.place", sees=lambda role, which: True),
}
ROWS = {"campaign_site.place": lambda spot: spot.village}
