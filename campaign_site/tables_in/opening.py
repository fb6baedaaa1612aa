"""Which sheets of cells does a file hold that somebody sent? What it is is judged by content, never by its name."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import python_calamine as calamine

from campaign_site.tables_in.package import (
    BROKEN,
    LOCKED,
    MACROS,
    MOST_CELLS,
    TOO_LARGE,
    Extent,
    UnreadableTable,
    part_names,
    sheet_parts,
    survey,
)
from campaign_site.tables_in.text_files import read_csv

MOST_BYTES = 20 * 1024 * 1024
TOO_BIG = "文件超过 20 MB。请只留要导入的工作表，去掉图片，另存后再传。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = (
    (b"%PDF", "这是 PDF，不是表格。请用原来的 Excel 文件，或另存为 .xlsx。"),
    (b"MZ", "这是程序，不是表格，不能收。"),
    (b"\x7fELF", "这是程序，不是表格，不能收。"),
    (b"\x89PNG", "这是图片，不是表格。请传 Excel 文件。"),
    (b"\xff\xd8\xff", "这是图片，不是表格。请传 Excel 文件。"),
    (b"Rar!", "这是压缩包，不是表格。请解压后传里面的 Excel 文件。"),
    (b"7z\xbc\xaf", "这是压缩包，不是表格。请解压后传里面的 Excel 文件。"),
    (b"{\\rtf", "这是文字文件，不是表格。请传 Excel 文件。"),
)
WEB_PAGE = "这是网页（有的系统导出的 .xls 其实是网页）。请用 Excel 打开，另存为 .xlsx 再传。"


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of cells as they are stored; `merged` and `errors` count rows and columns from 1."""

    name: str
    hidden: bool
    rows: list[list[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    errors: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def refuse_by_size(size: int) -> None:
    """Raise UnreadableTable for a file of more bytes than are taken, before it is read."""
    if size > MOST_BYTES:
        raise UnreadableTable(TOO_BIG)


def open_sheets(content: bytes, *, most_rows: int) -> Iterator[Sheet]:
    """Yield the sheets of an .xlsx, .xls, .ods or .csv, each with at most `most_rows` rows that hold anything.

    Raises UnreadableTable for anything else, and for bombs, macros, passwords and damage.
    """
    refuse_by_size(len(content))
    if not content.strip():
        raise UnreadableTable("文件是空的。请选填好的表再传。")
    for start, sentence in OTHERS:
        if content.startswith(start):
            raise UnreadableTable(sentence)
    if content.startswith(b"PK"):
        yield from zipped(content, most_rows)
    elif content.startswith(OLE):
        refuse_old_package(content)
        yield from workbook(content, [], most_rows)
    elif (
        content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml"))
    ):
        raise UnreadableTable(WEB_PAGE)
    else:
        yield Sheet("文本", False, read_csv(content, most_rows))


def zipped(content: bytes, most_rows: int) -> Iterator[Sheet]:
    """Yield the sheets of a zipped workbook that is one we take."""
    names = part_names(content)
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise UnreadableTable(MACROS)
    if "xl/workbook.bin" in names:
        raise UnreadableTable("不收 .xlsb。请另存为 .xlsx 再传。")
    if any(name.startswith("word/") for name in names):
        raise UnreadableTable("这是 Word 文件，不是表格。请把里面的表复制到 Excel 里再传。")
    if not names & {"xl/workbook.xml", "content.xml"}:
        raise UnreadableTable("这是压缩包，不是表格。请解压后传里面的 Excel 文件。")
    found = survey(content)
    yield from workbook(content, [found.get(part, Extent()) for part in sheet_parts(content)], most_rows)


def refuse_old_package(content: bytes) -> None:
    """Refuse an OLE file that is locked, holds macros, or is no workbook."""
    marks = {name: name.encode("utf-16-le") in content for name in ("EncryptedPackage", "_VBA_PROJECT", "WordDocument")}
    if marks["EncryptedPackage"]:
        raise UnreadableTable(LOCKED)
    if marks["_VBA_PROJECT"]:
        raise UnreadableTable(MACROS)
    if marks["WordDocument"]:
        raise UnreadableTable("这是 Word 文件，不是表格。请把里面的表复制到 Excel 里再传。")


def workbook(content: bytes, extents: list[Extent], most_rows: int) -> Iterator[Sheet]:
    """Yield the sheets of a workbook that has been found harmless."""
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for number, facts in enumerate(book.sheets_metadata):
            if facts.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(number)
            hidden = facts.visible != calamine.SheetVisibleEnum.Visible
            errors = extents[number].errors if number < len(extents) else set()
            yield Sheet(facts.name, hidden, filled_rows(sheet, most_rows), merged(sheet), frozenset(errors))
    except calamine.PasswordError as error:
        raise UnreadableTable(LOCKED) from error
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError, ValueError) as error:
        if isinstance(error, UnreadableTable):
            raise
        raise UnreadableTable(LOCKED if "password" in str(error).lower() else BROKEN) from error


def filled_rows(sheet: calamine.CalamineSheet, most_rows: int) -> list[list[Any]]:
    """Return the rows down to the last that holds anything, empty ones among them, each from the sheet's first column on."""
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise UnreadableTable(TOO_LARGE)
    before = [""] * (sheet.start[1] if sheet.start else 0)  # the reader leaves out empty columns on the left
    rows = [before + row for row in islice(sheet.iter_rows(), most_rows + 1)]
    while rows and not any(cell not in ("", None) for cell in rows[-1]):
        rows.pop()
    if len(rows) > most_rows:
        raise UnreadableTable(f"工作表“{sheet.name}”超过 {most_rows} 行。请分成几份再传。")
    return rows


def merged(sheet: calamine.CalamineSheet) -> tuple[tuple[int, int, int, int], ...]:
    """Return merged areas as (top, left, bottom, right) from 1."""
    areas = sheet.merged_cell_ranges or ()
    return tuple((top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in areas)
