"""How are advertisements scanned from the command line: one JSON record a line in, one a line out?"""

import json
import math
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand

from campaign_site import clock
from media_library.ads.rulebook import Rulebook, shipped
from media_library.ads.scanning import BadRecord, scan

LONGEST_LINE = 10_000_000  # bytes: the longest text fits in, a longer line is passed over piece by piece
BOM = b"\xef\xbb\xbf"


class Command(BaseCommand):
    """`scan_ads < ads.jsonl > flags.jsonl`: exit 0 with one answer for every line that is not blank."""

    help = "从标准输入逐行读广告（JSONL），逐行打印疑似点；坏行也给一行回答。不用数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """It takes none."""

    def handle(self, *args: Any, **options: Any) -> None:
        book, today, out = shipped(), clock.today(), sys.stdout.buffer
        try:
            for number, line in lines(sys.stdin.buffer):
                if line is None or line.strip():
                    told = json.dumps(answer(number, line, book, today), ensure_ascii=False, allow_nan=False)
                    out.write(told.encode() + b"\n")
                    out.flush()
        except BrokenPipeError:  # who reads the answers has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number, without the mark at the start of a file; None for one that is too long to keep."""
    number = 0
    while piece := stream.readline(LONGEST_LINE):
        number += 1
        whole = piece.endswith(b"\n") or len(piece) < LONGEST_LINE
        yield number, (piece.removeprefix(BOM) if number == 1 else piece) if whole else None
        while not whole:
            piece = stream.readline(LONGEST_LINE)
            whole = piece.endswith(b"\n") or len(piece) < LONGEST_LINE


def answer(number: int, line: bytes | None, book: Rulebook, today: date) -> dict[str, Any]:
    """The flags of one line, or why it cannot be read."""
    record: Any = None
    try:
        record = parsed(line)
        return scan(record, book, today=today)
    except BadRecord as error:
        id = record.get("id") if isinstance(record, dict) else None
        return {"id": readable(id), "line": number, "error": str(error)}


def readable(id: Any) -> str | float | None:
    """The id as far as an answer can hold it: signs that no encoding can write replaced, None for what is no id."""
    if isinstance(id, str):
        return id.encode("utf-8", "replace").decode("utf-8")
    if isinstance(id, float):
        return id if math.isfinite(id) else None
    return id if isinstance(id, int) and not isinstance(id, bool) else None


def parsed(line: bytes | None) -> Any:
    """The record of a line; raises BadRecord."""
    if line is None:
        raise BadRecord(f"这一行太长（超过 {LONGEST_LINE // 1_000_000} 兆字节），没有读。")
    try:
        record = json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise BadRecord("这一行不是 UTF-8 编码，请按 UTF-8 重新导出。") from error
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"这一行不是完整的 JSON：{str(error)[:80]}") from error
    if isinstance(record, dict):
        return record
    raise BadRecord("这一行不是一个对象，请写成 {“id”: …, “text”: …}。")


def _no_number(word: str) -> Any:
    """NaN and Infinity are no JSON; the sentence is told as they are met."""
    raise BadRecord(f"这一行里有 {word}，它不是 JSON 的数字。")
