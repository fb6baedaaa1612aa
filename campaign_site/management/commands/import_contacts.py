"""How are contacts imported from a sheet, tried out or written?"""

from campaign_site import clock
from campaign_site.people.contact_import import plan_contacts
from campaign_site.people.sheet_command import PlaceSheetCommand
from campaign_site.sheets_sent.plans import Plan


class Command(PlaceSheetCommand):
    """`import_contacts FILE [--place CODE] [--dry-run]`."""

    help = "从 Excel 导入镇街指定人员（条例第五条）；有错整张不写。"

    def plan(self, content: bytes, filename: str) -> Plan:
        return plan_contacts(content, self.seat, today=clock.today(), filename=filename)
