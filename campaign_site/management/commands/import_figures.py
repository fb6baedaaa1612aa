"""How are the figures of places (population, households, …) imported from a sheet, tried out or written?"""

from campaign_site import clock
from campaign_site.people.sheet_command import PlaceSheetCommand
from campaign_site.places.figure_import import plan_figures
from campaign_site.sheets_sent.plans import Plan


class Command(PlaceSheetCommand):
    """`import_figures FILE [--place CODE] [--dry-run] [--reason TEXT]`."""

    help = "从 Excel 导入分母（人口、户数、65 岁以上、学校、企业、机关）；有错整张不写。"

    def plan(self, content: bytes, filename: str) -> Plan:
        return plan_figures(content, self.seat, today=clock.today(), filename=filename)
