"""How well are labelled circulars read: F1 of (measure, unit) pairs, misses and extras, field by field?"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns.plans.circular.output import as_json
from campaigns.plans.circular.reading import read_circular
from campaigns.plans.circular.scoring import SIDES, Score, score
from media_library.documents.reading import read_document
from media_library.documents.refusals import UnreadableDocument

SIDE_NAMES = {"lead": "牵头", "assist": "协助"}


class Command(BaseCommand):
    """`evaluate_circulars DIR`: read every labelled *.json (its text, and the .docx it names) and print the scores."""

    help = "用标注好的公文检验读取：逐份打印牵头、协助的 F1，漏读和多读的单位，其他各栏的准确率。不碰数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="标注文件（*.json）所在的文件夹")

    def handle(self, *args: Any, **options: Any) -> None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8")
        total, apart, files = Score(), Score(), 0
        for name, expected, content, filename in labelled(options["folder"]):
            one = score(expected, read(content, filename))
            self.report(name, one)
            (apart if in_prose(expected) else total).add(one)
            files += 1
        if not files:
            raise CommandError(
                f"{options['folder']} 里没有标注好的公文（带 text 和 expected 的 *.json），请核对文件夹。"
            )
        self.report(f"合计 {files} 份（没有责任分工行的另计）", total, listed=False)
        if any(total for _, total in apart.fields.values()):
            self.report("没有责任分工行的，另计", apart, listed=False)

    def report(self, name: str, one: Score, *, listed: bool = True) -> None:
        """Print one score, with what differs."""
        sides = "  ".join(f"{SIDE_NAMES[side]} F1 {one.sides[side].f1:.3f}" for side in SIDES)
        self.stdout.write(f"{name}：{sides}")
        fields = "  ".join(f"{field} {right}/{of}" for field, (right, of) in one.fields.items())
        self.stdout.write(f"    {fields}")
        if listed:
            for line in differences(one):
                self.stdout.write(f"    {line}")


def labelled(folder: Path) -> Iterator[tuple[str, Any, bytes, str]]:
    """Yield name, labels, bytes and file name of every labelled circular: its text, and the Word file beside it."""
    for path in sorted(folder.glob("*.json")):
        item = parsed(path)
        if isinstance(item.get("text"), str) and "expected" in item:
            yield path.stem, item["expected"], item["text"].encode(), f"{path.stem}.txt"
        beside = folder / Path(item.get("docx") or "").name
        if item.get("docx") and "expected" in item and beside.is_file():
            yield beside.name, item["expected"], beside.read_bytes(), beside.name


def parsed(path: Path) -> dict[str, Any]:
    """Return a JSON object; raises CommandError with a Chinese reason."""
    try:
        item = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path.name} 不是 UTF-8 的 JSON，请核对。") from error
    return item if isinstance(item, dict) else {}


def read(content: bytes, filename: str) -> dict[str, Any]:
    """Read a circular as `import_circular --json` does; raises CommandError with a Chinese reason."""
    try:
        return as_json(read_circular(read_document(content, filename).blocks))
    except UnreadableDocument as error:
        raise CommandError(f"{filename}：{error}") from error


def in_prose(expected: Any) -> bool:
    """Tell whether a circular has no responsibility lines, only duties told in prose: scored apart."""
    return bool(expected["measures"]) and all(one.get("unnumbered") for one in expected["measures"])


def differences(one: Score) -> Iterator[str]:
    """Yield what was missed and added on each side, and what differs in the fields."""
    for side in SIDES:
        yield from (f"{SIDE_NAMES[side]} 漏读 {number} {unit}" for number, unit in one.sides[side].missed)
        yield from (f"{SIDE_NAMES[side]} 多读 {number} {unit}" for number, unit in one.sides[side].added)
    yield from one.differences
