"""Who gets in at the addresses of people?"""

import datetime as dt

from campaign_site.people.contacts import Contact
from campaign_site.people.models import UnitGroup
from tests import make
from tests.access_table import holders, staff


def contact_of(township):
    """Return the named person of a township, made when there is none."""
    unit = make.unit("township", township)
    person = {"name": "王某", "post": "政法委员", "since": dt.date(2026, 1, 5)}
    return Contact.objects.get_or_create(unit=unit, until=None, defaults=person)[0]


ROWS = {
    "campaign_site.contact": lambda spot: contact_of(spot.township),
    "campaign_site.unit": lambda spot: spot.unit,
    "campaign_site.unitgroup": lambda spot: UnitGroup.objects.get_or_create(name="成员单位")[0],
    "campaign_site.user": lambda spot: make.user("village", at=spot.village, in_unit=spot.unit),
}
DOORS = {
    "change-password": staff(),
    "units:import": holders("campaign_site.add_unit"),
    "contacts:import": holders("campaign_site.add_contact"),
    "contacts:missing": holders("campaign_site.view_contact"),
    "accounts:reset_password": holders("campaign_site.change_user", row="campaign_site.user"),
}
