"""Who gets in at the addresses of people?"""

from tests import make

ROWS = {
    "campaign_site.unit": lambda spot: spot.unit,
    "campaign_site.user": lambda spot: make.user("village", at=spot.village, in_unit=spot.unit),
}
