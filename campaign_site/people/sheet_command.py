"""How is a table of one place imported from the command line?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from campaign_site.people.serving import only_county
from campaign_site.places.models import Place, find
from campaign_site.sheets_sent.command import SheetCommand


class PlaceSheetCommand(SheetCommand):
    """`… FILE [--place CODE]`: only what lies at `seat` or below it is taken; without a code the one county served."""

    seat: Place

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--place", default="", metavar="CODE", help="只收这个代码的地方及其下级；不写就是本县")

    def handle(self, *args: Any, place: str, **options: Any) -> None:
        seat = find(place) if place else only_county()
        if seat is None:
            raise CommandError("不知道是哪个县：请用 --place 写区划代码，或先载入地方。")
        self.seat = seat
        super().handle(*args, **options)
