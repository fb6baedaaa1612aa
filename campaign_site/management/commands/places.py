"""Which places were there on a day, under which codes and names? Reads only."""

import datetime as dt
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaign_site import clock
from campaign_site.places.models import Level, Place, PlaceVersion, find


def listing(day: dt.date, under: Place | None) -> Iterator[dict[str, Any]]:
    """Yield the places on record for `day` in the order of their present codes; codes are text as of that day."""
    rows = Place.objects.as_of(day)
    codes = dict(rows.filter(level__lt=Level.VILLAGE).values_list("pk", "code_then"))
    if under is not None:
        rows = rows.under(under)
    for place in rows.order_by("code").iterator(chunk_size=2000):
        parent = codes.get(place.parent_then)
        yield {
            "code": str(place.code_then),
            "name": place.name_then,
            "short_name": place.short_name_then,
            "level": Level(place.level).name.lower(),
            "kind": place.kind_then,
            "parent": str(parent) if parent else None,
            "code_now": place.code_text,
            "name_now": place.name,
        }


def day_of(text: str) -> dt.date:
    """Return the ISO day; refuse anything else in Chinese."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--as-of 要写成 2016-05-01 这样的日期，现在是“{text}”。") from error


class Command(BaseCommand):
    """Print the places as of a day."""

    help = "列出某一天的地方：当时的代码、名称、级别、上级，以及现在的代码和名称。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", metavar="DAY", help="哪一天，如 2016-05-01；不写是今天")
        parser.add_argument("--place", metavar="CODE", help="只列这个代码的地方及其下级；旧代码也可以")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, as_of: str | None, place: str | None, json: bool, **options: Any) -> None:
        day = day_of(as_of) if as_of else clock.today()
        top = find(place, day) if place else None
        if place and top is None:
            raise CommandError(f"没有代码为 {place} 的地方。请写 6、9 或 12 位统计用区划代码。")
        rows = listing(day, top)
        earliest = PlaceVersion.objects.order_by("valid_from").values_list("valid_from", flat=True).first()
        if earliest is None or day < earliest:
            self.stderr.write(f"没有 {day} 的记录；最早的记录是 {earliest}。" if earliest else "还没有载入地方。")
        if json:
            self.stdout.write(as_json({"as_of": day.isoformat(), "places": list(rows)}))
            return
        for row in rows:
            self.stdout.write("\t".join(str(value or "") for value in row.values()))


def as_json(answer: dict[str, Any]) -> str:
    """Return the answer as JSON, Chinese readable."""
    return json.dumps(answer, ensure_ascii=False, indent=1)
