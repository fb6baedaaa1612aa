"""What does a file say, line by line, before anybody has judged a line? One shape for JSONL, tables and zips. (pure)"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from campaign_site.tables_in.cells import plain
from campaign_site.tables_in.declared import Column, Table
from campaign_site.tables_in.package import UnreadableTable
from campaign_site.tables_in.reading import read
from campaign_site.tables_in.text_files import decode
from media_library.bulk.packages import Package, UnreadablePackage, is_list

MOST_LINES = 5_000
MOST_BYTES = 100 * 1024 * 1024
LONGEST_LINE = 100_000
NO_SIGN, IN_ITS_PLACE = re.compile("[\0\ud800-\udfff]"), "\ufffd"
NOT_WRITING = "“{}”里有不成字的编码（空字符，或单独的代理项），已换成 \ufffd，请改好这一行再传。"
ZIP, WORKBOOK = b"PK\x03\x04", ("xl/workbook.xml", "content.xml")


class UnreadableFile(ValueError):
    """The whole file cannot be taken; the Chinese sentence says what to do."""


@dataclass(frozen=True)
class Line:
    """One line as it stands: its number in the file, its values as texts, and what is wrong with its form."""

    number: int
    given: dict[str, str] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True)
class AsWritten:
    """A cell of which no sign is changed: what an advertisement says is evidence."""

    most: int = 100_000

    def read(self, cell: Any) -> str:
        return cell if isinstance(cell, str) else plain(cell)


def _column(key: str, label: str, *headings: str, note: str = "") -> Column:
    return Column(key, label, AsWritten(), headings, note=note)


TABLE = Table(
    "ads", "广告清单",
    (
        _column("text", "广告文字", "文字", "内容", "广告内容", "文本", "text", note="照原样抄；有图的可以空着"),
        _column("carrier", "载体", "媒介", "carrier", note="例如 墙体、传单、短视频"),
        _column("place", "镇街", "地点", "乡镇", "place", note="镇街全名或 12 位代码"),
        _column("seen_at", "看到的时间", "发现时间", "日期", "看到日期", "seen_at", note="2026-10-20 或 2026-10-20 09:30"),
        _column("spot", "具体位置", "位置", "spot"),
        _column("published_on", "广告日期", "刊播日期", "published_on"),
        _column("advertiser", "广告主", "发布者", "advertiser"),
        _column("address", "网址", "链接", "url", note="只记下来，系统不去打开"),
        _column("picture", "图片", "文件名", "图片文件", "picture", note="压缩包里的文件名"),
    ),
    needs=("text", "picture"), most_rows=MOST_LINES,
)  # fmt: skip
KEYS = {column.key for column in TABLE.columns}
ALSO = {"url": "address", "id": ""}


def kind_of(data: bytes) -> str:
    """`zip`, `table` or `jsonl`, by content. Raises UnreadableFile for an empty or too large one."""
    if not data.strip():
        raise UnreadableFile("文件是空的，请选填好的文件再传。")
    if len(data) > MOST_BYTES:
        raise UnreadableFile("文件超过 100 MB，请分成几份再传。")
    if data.startswith(ZIP):
        return "table" if _is_workbook(data) else "zip"
    first = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    return "jsonl" if first == b"{" or (data[:2] in (b"\xff\xfe", b"\xfe\xff") and b"{" in data[:8]) else "table"


def lines_of(data: bytes) -> list[Line]:
    """Every line of the file, at most MOST_LINES; faults of form are noted on their line.

    Raises UnreadableFile when there is nothing that could be read line by line.
    """
    reader = {"jsonl": _jsonl, "table": _table, "zip": _zip}[kind_of(data)]
    try:
        found = list(reader(data))
    except (UnreadableTable, UnreadablePackage) as error:
        raise UnreadableFile(str(error)) from error
    if not found:
        raise UnreadableFile("文件里没有一行能读的内容。")
    if len(found) > MOST_LINES:
        raise UnreadableFile(f"超过 {MOST_LINES} 行，请分成几份再传。")
    return found


def _jsonl(data: bytes) -> Iterator[Line]:
    """One object a line; blank lines are skipped."""
    for number, text in enumerate(decode(data).split("\n"), start=1):
        if text.strip():
            yield _object(number, text)


def _object(number: int, text: str) -> Line:
    """One line of JSONL."""
    if len(text) > LONGEST_LINE:
        return Line(number, fault="这一行太长，没有读。")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return Line(number, fault="不是一行完整的 JSON，请核对引号和花括号。")
    if not isinstance(found, dict):
        return Line(number, fault='每行要是一个 JSON 对象，例如 {"text": "……"}。')
    values = {ALSO.get(key, key): value for key, value in found.items()}
    odd = [key for key, value in values.items() if key in KEYS and not isinstance(value, str | int | None)]
    if odd:
        return Line(number, fault=f"“{odd[0]}”要写成文字。")
    return writable(
        Line(number, {key: str(values[key]) for key in KEYS & set(values) if values[key] not in (None, "")})
    )


def writable(line: Line) -> Line:
    """The line with every sign no database keeps (NUL, lone surrogates) replaced, and a fault that names the first field with one."""
    odd = [column.key for column in TABLE.columns if NO_SIGN.search(line.given.get(column.key, ""))]
    kept = {key: NO_SIGN.sub(IN_ITS_PLACE, value) for key, value in line.given.items()}
    return Line(line.number, kept, line.fault or NOT_WRITING.format(odd[0])) if odd else line


def _table(data: bytes) -> Iterator[Line]:
    """The rows of a workbook or CSV; a formula that fails leaves its line out."""
    sent = read(TABLE, data)
    if sent.faults and not sent.rows:
        raise UnreadableFile(sent.faults[0])
    wrong = {int(words.split()[1]): words for words in sent.faults if words.startswith("第 ")}
    for row in sent.rows:
        values = {key: str(value) for key, value in row.values.items()}
        yield writable(Line(row.line, values, wrong.get(row.line, "")))


def _zip(data: bytes) -> Iterator[Line]:
    """The lines of the list in the zip; without one, one line a picture."""
    package = Package(data)
    lists = [name for name in package.names if is_list(name)]
    if len(lists) > 1:
        raise UnreadableFile("压缩包里有两张以上的清单，不知道听哪一张。请只留一张。")
    if not lists:
        yield from (Line(number, {"picture": name}) for number, name in enumerate(sorted(package.names), start=1))
    else:
        yield from _table(package.read(lists[0]))


def _is_workbook(data: bytes) -> bool:
    try:
        return bool(set(WORKBOOK) & set(Package(data).names))
    except UnreadablePackage as error:
        raise UnreadableFile(str(error)) from error
