"""On which screens are units and named persons handed in?"""

from campaign_site import clock
from campaign_site.people import contact_import, unit_sheet
from campaign_site.people.contact_import import CONTACTS, plan_contacts
from campaign_site.people.unit_import import plan_units
from campaign_site.people.unit_sheet import UNITS
from campaign_site.places.models import Level
from campaign_site.sheets_sent.plans import Plan
from campaign_site.sheets_sent.views import SheetScreen
from campaign_site.tables_in.blank_form import Filling


class UnitScreen(SheetScreen):
    """Units kept at the user's seat and below; who may only add units changes none, and fills no group."""

    table = UNITS
    permission = "campaign_site.add_unit"
    address = "units:import"
    back = ("units:index", "单位")

    def plan(self, content: bytes, filename: str) -> Plan:
        return plan_units(content, self.seat(), filename=filename, may=self.request.user.has_perm)

    def filling(self) -> Filling:
        return unit_sheet.filling(self.seat())


class ContactScreen(SheetScreen):
    """Named persons of the townships under the user's seat."""

    table = CONTACTS
    permission = "campaign_site.add_contact"
    address = "contacts:import"
    back = ("contacts:index", "镇街指定人员")

    def plan(self, content: bytes, filename: str) -> Plan:
        return plan_contacts(content, self.seat(), today=clock.today(), filename=filename)

    def filling(self) -> Filling:
        """Return the townships with those named now; a seat above counties gets the form without rows."""
        seat = self.seat()
        return contact_import.filling(seat, clock.today()) if seat.level >= Level.COUNTY else Filling()
