"""How well does the reader tell labelled advertisements apart: recall, precision, shares flagged, misses?"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaign_site import clock
from media_library.ads.evaluation import LABELS, Evaluation, Tally, evaluate
from media_library.ads.rulebook import shipped
from media_library.ads.scanning import BadRecord, scan

LABEL_NAMES = {"violating": "违规", "compliant": "合规", "not_ad": "非广告"}
EXCERPT_SIGNS = 40


class Command(BaseCommand):
    """`evaluate_ads FILE [--by FIELD] [--json]`: scan every labelled line as `scan_ads` does, and count."""

    help = "用标注好的广告（JSONL，含 text 和 label）检验规则：召回、精确、各标注被标出的比例、分类、分组、漏的和误的。不用数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="标注文件，每行一个 JSON 对象")
        parser.add_argument("--by", default="", metavar="FIELD", help="再按这一栏分组，例如 source_group")
        parser.add_argument("--json", action="store_true", help="只打印一个 JSON 对象")
        parser.add_argument("--excerpts", action="store_true", help="漏的和误的各附开头四十个字（打印在标准错误）")

    def handle(self, *args: Any, **options: Any) -> None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8")
        book, today = shipped(), clock.today()
        try:
            found = evaluate(
                labelled(options["file"]), lambda record: scan(record, book, today=today), by=options["by"]
            )
        except BadRecord as error:
            raise CommandError(f"{options['file'].name} 里有一条读不了：{error}") from error
        if not found.whole:
            raise CommandError(f"{options['file'].name} 里没有标注好的广告，请核对文件。")
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json() | {"ruleset": book.version}, ensure_ascii=False))
        else:
            self.report(found, by=options["by"])
        if options["excerpts"]:
            self.excerpts(found)

    def report(self, found: Evaluation, *, by: str) -> None:
        """The figures for people: the whole, each category, each group, what was missed and wrongly flagged."""
        for name, tally in found.whole.items():
            self.stdout.write(line(name, tally))
        self.stdout.write("按违规类型（召回）：")
        for name, tally in sorted(found.categories.items()):
            self.stdout.write(f"    {name}  {part(tally, 'violating')}")
        if by:
            self.stdout.write(f"按 {by}：")
            for name, tally in sorted(found.groups.items()):
                self.stdout.write(f"    {line(name, tally)}")
        for heading, rows in (("漏的", found.missed), ("误的", found.false_alarms)):
            self.stdout.write(f"{heading} {len(rows)} 条，其中把握低的 {sum(map(is_low, rows))} 条：")
            for row in rows:
                self.stdout.write(f"    {row.get('id')}{'（把握低）' if is_low(row) else ''}")

    def excerpts(self, found: Evaluation) -> None:
        """The first words of what went wrong, for whoever mends a rule."""
        for heading, rows in (("漏", found.missed), ("误", found.false_alarms)):
            for row in rows:
                self.stderr.write(f"{heading} {row.get('id')} {' '.join(row['text'].split())[:EXCERPT_SIGNS]}")


def labelled(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the labelled records of a file; raises CommandError with the line that cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} 打不开，或者不是 UTF-8 编码，请核对。") from error
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            record = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise CommandError(f"第 {number} 行不是完整的 JSON，请核对。") from error
        if not isinstance(record, dict) or not isinstance(record.get("text"), str) or record.get("label") not in LABELS:
            raise CommandError(f"第 {number} 行没有 text，或者 label 不是 {'、'.join(LABELS)} 之一，请核对。")
        yield record


def line(name: str, tally: Tally) -> str:
    """One tally on one line."""
    precision = "—" if tally.precision is None else f"{tally.precision:.3f}"
    shares = "  ".join(f"{LABEL_NAMES[label]}标出 {part(tally, label)}" for label in LABELS)
    return f"{name}：{shares}  精确 {precision}"


def part(tally: Tally, label: str) -> str:
    """A share with its counts; a dash when there is none of the label."""
    share = tally.share(label)
    return "—" if share is None else f"{share:.3f}（{tally.flagged[label]}/{tally.of[label]}）"


def is_low(row: Mapping[str, Any]) -> bool:
    """Whether two careful readers could differ about it."""
    return row.get("confidence") == "low"
