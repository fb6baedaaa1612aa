"""Which rows stand in a text file of values: UTF-8, UTF-16 or GB18030, separated by commas, tabs or semicolons?"""

import codecs
import csv
import io
from itertools import islice

from campaign_site.tables_in.package import UnreadableTable

BINARY = "这不是能读的表格。请用 Excel 打开，另存为 .xlsx 或“CSV UTF-8”再传。"
LONGEST_CELL = 10_000
ENDS = (",", "\t", ";", "，", "；")


def read_csv(content: bytes, most_rows: int) -> list[list[str]]:
    """Return the rows of the text, rows shorter than the widest filled up. Raises UnreadableTable."""
    text = decode(content)
    opening = text[:4000]
    mark = max(ENDS, key=opening.count)
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True), most_rows + 1))
    except csv.Error as error:
        raise UnreadableTable(f"CSV 的引号没有成对，或有一格太长（{error}）。请用 Excel 另存为 .xlsx 再传。") from error
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) > most_rows:
        raise UnreadableTable(f"超过 {most_rows} 行。请分成几份再传。")
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def decode(content: bytes) -> str:
    """Return the text in the first encoding that fits; raises UnreadableTable for what is no text."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not any(ord(char) < 32 and char not in "\r\n\t\f" for char in text[:4000]):
            return text
    raise UnreadableTable(BINARY)
