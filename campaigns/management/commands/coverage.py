"""What is covered where, printed for other machines: township × month × venue kind or channel?"""

import datetime as dt
import json
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from campaign_site import clock
from campaign_site.places.models import Level, Place, code_number, find
from campaigns.coverage import listing
from campaigns.management.commands.import_circular import speak_utf8
from campaigns.outreach.models import FIRST_DAY

A_YEAR = dt.timedelta(days=366)


def day(text: str) -> dt.date:
    """Return the ISO day; argparse turns a refusal into exit code 2."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"日期要写成 2026-10-31 这样，现在是“{text}”") from error


def code(text: str) -> str:
    """Return the code as typed when it can be one at all; argparse turns a refusal into exit code 2."""
    if code_number(text) is None:
        raise ArgumentTypeError(f"区划代码是 6、9 或 12 位数字，现在是“{text}”")
    return text


class Command(BaseCommand):
    """`coverage --json [--as-of DAY] [--place CODE]`: exit 0, or 1 with a Chinese reason, or 2 for wrong usage."""

    help = "打印覆盖数：镇街 × 月 × 六进场所或媒介，三种状态（reported 已报、zero 零报、missing 未报）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", required=True, help="打印 JSON（目前只有这一种写法）")
        parser.add_argument("--as-of", type=day, help="数到哪一天为止，例如 2026-10-31；不写就是今天")
        parser.add_argument("--place", type=code, help="只看这个地方：县、镇街的区划代码")

    def handle(self, *args: Any, **options: Any) -> None:
        speak_utf8(sys.stdout)
        speak_utf8(sys.stderr)
        townships = townships_of(options["place"])
        today = clock.today()
        refuse_far_off(options["as_of"], today)
        head = {
            "as_of": str(options["as_of"] or today),
            "data_version": listing.data_version(),
            "owed": listing.owed_count(),
        }
        try:
            self.print(head, listing.cells(townships, options["as_of"], today))
        except BrokenPipeError:  # whoever read has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def print(self, head: dict[str, Any], cells: Any) -> None:
        """Write one JSON object, a cell a line, without ever holding all of them."""
        self.stdout.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "cells": [', ending="")
        comma = ""
        for cell in cells:
            self.stdout.write(f"{comma}\n{json.dumps(cell, ensure_ascii=False)}", ending="")
            comma = ","
        self.stdout.write("\n]}")


def refuse_far_off(as_of: dt.date | None, today: dt.date) -> None:
    """Refuse a day before the first record's year or more than a year ahead: nothing is counted there."""
    if as_of is not None and not FIRST_DAY <= as_of <= today + A_YEAR:
        raise CommandError(f"--as-of 要在 {FIRST_DAY} 至 {today + A_YEAR} 之间，现在是 {as_of}。")


def townships_of(code_text: str | None) -> QuerySet[Place]:
    """Return the townships at or below the place; raises CommandError when nothing carries the code."""
    if code_text is None:
        return Place.objects.townships()
    place = find(code_text)
    if place is None:
        raise CommandError(f"没有区划代码是 {code_text} 的地方，请核对代码。")
    if place.level > Level.TOWNSHIP:
        raise CommandError(f"{place}是村（社区）；覆盖数只到镇街，请写镇街的代码 {place.parent.code_text}。")
    return Place.objects.under(place).townships()
