"""How are contacts imported from a sheet, tried out or written?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from campaign_site import clock
from campaign_site.people.contact_import import plan_contacts
from campaign_site.people.serving import only_county
from campaign_site.places.models import find
from campaign_site.sheets_sent.command import SheetCommand
from campaign_site.sheets_sent.plans import Plan


class Command(SheetCommand):
    """`import_contacts FILE [--place CODE] [--dry-run]`."""

    help = "从 Excel 导入镇街指定人员（条例第五条）；有错整张不写。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--place", default="", metavar="CODE", help="只收这个代码的地方及其下级；不写就是本县")

    def handle(self, *args: Any, place: str, **options: Any) -> None:
        seat = find(place) if place else only_county()
        if seat is None:
            raise CommandError("不知道是哪个县：请用 --place 写区划代码，或先载入地方。")
        self.seat = seat
        super().handle(*args, **options)

    def plan(self, content: bytes, filename: str) -> Plan:
        return plan_contacts(content, self.seat, today=clock.today(), filename=filename)
