"""Who gets in at the addresses of people?"""

from campaign_site.people.models import UnitGroup
from tests import make
from tests.access_table import holders, staff

ROWS = {
    "campaign_site.unit": lambda spot: spot.unit,
    "campaign_site.unitgroup": lambda spot: UnitGroup.objects.get_or_create(name="成员单位")[0],
    "campaign_site.user": lambda spot: make.user("village", at=spot.village, in_unit=spot.unit),
}
DOORS = {
    "change-password": staff(),
    "accounts:reset_password": holders("campaign_site.change_user", row="campaign_site.user"),
}
