"""How are the figures of places (population, households, …) imported from a sheet, tried out or written?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from campaign_site import clock
from campaign_site.people.serving import only_county
from campaign_site.places.figure_import import plan_figures
from campaign_site.places.models import find
from campaign_site.sheets_sent.command import SheetCommand
from campaign_site.sheets_sent.plans import Plan


class Command(SheetCommand):
    """`import_figures FILE [--place CODE] [--dry-run] [--reason TEXT]`."""

    help = "从 Excel 导入分母（人口、户数、65 岁以上、学校、企业、机关）；有错整张不写。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--place", default="", metavar="CODE", help="只收这个代码的地方及其下级的数；不写就是本县")

    def handle(self, *args: Any, place: str, **options: Any) -> None:
        seat = find(place) if place else only_county()
        if seat is None:
            raise CommandError("不知道是哪个县：请用 --place 写区划代码，或先载入地方。")
        self.seat = seat
        super().handle(*args, **options)

    def plan(self, content: bytes, filename: str) -> Plan:
        return plan_figures(content, self.seat, today=clock.today(), filename=filename)
