"""How are units imported from a sheet, tried out or written?"""

from campaign_site.people.sheet_command import PlaceSheetCommand
from campaign_site.people.unit_import import plan_units
from campaign_site.sheets_sent.plans import Plan


class Command(PlaceSheetCommand):
    """`import_units FILE [--place CODE] [--dry-run]`."""

    help = "从 Excel 导入单位、别名、承接单位和单位组；有错整张不写。"

    def plan(self, content: bytes, filename: str) -> Plan:
        return plan_units(content, self.seat, filename=filename)
