"""What does the form look like that people fill in and send back: headings, notes, drop-down lists, what is known already?"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from campaign_site.tables_in.cells import Choice, Count, Day
from campaign_site.tables_in.declared import Column, Table

SPARE_ROWS = 200


@dataclass(frozen=True)
class Filling:
    """What stands in the form from the start: rows by column key, and lists to choose from by column key."""

    rows: Iterable[Mapping[str, Any]] = ()
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: Sequence[str] = ()


def write(table: Table, filling: Filling) -> bytes:
    """Return the form as .xlsx: the sheet to fill in, a sheet of notes, and a hidden one with the lists."""
    output = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    book = xlsxwriter.Workbook(output, options)
    sheet, notes, lists = book.add_worksheet("填报"), book.add_worksheet("说明"), book.add_worksheet("选项")
    lists.hide()
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8EEF4", "border": 1, "valign": "top"}),
        "text": book.add_format({"num_format": "@"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "count": book.add_format({"num_format": "0"}),
    }
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, 18 if len(column.heading) > 5 else 14, formats[format_of(column)])
        sheet.write_string(0, place, column.heading + ("*" if column.required else ""), formats["head"])
        if column.note:
            sheet.write_comment(0, place, column.note)
    last = fill(sheet, table, filling.rows)
    offer_lists(sheet, lists, table, filling, last=last + SPARE_ROWS)
    sheet.freeze_panes(1, 2)
    for line, note in enumerate((*table.notes, *filling.notes)):
        notes.write_string(line, 0, note)
    notes.set_column(0, 0, 100)
    book.close()
    return output.getvalue()


def fill(sheet: Any, table: Table, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write the known rows; return the number of the last line."""
    line = 0
    for line, row in enumerate(rows, 1):
        for place, column in enumerate(table.columns):
            value = row.get(column.key)
            if value is None or value == "":
                continue
            if isinstance(column.kind, Count):
                sheet.write_number(line, place, value)
            elif isinstance(column.kind, Day):
                sheet.write_datetime(line, place, value)
            else:
                sheet.write_string(line, place, str(value))
    return line


def offer_lists(sheet: Any, lists: Any, table: Table, filling: Filling, *, last: int) -> None:
    """Put a drop-down list on each column that has one, from the lists given or the choices of its kind."""
    for place, column in enumerate(table.columns):
        words = filling.lists.get(column.key) or (list(column.kind.keys) if isinstance(column.kind, Choice) else [])
        if words:
            lists.write_column(0, place, words)
            name = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
            rule = {"validate": "list", "source": f"=选项!{name}$1:{name}${len(words)}", "error_type": "warning"}
            sheet.data_validation(1, place, last, place, rule)


def format_of(column: Column) -> str:
    """Return the cell format that keeps Excel from mangling what is typed."""
    if isinstance(column.kind, Day):
        return "day"
    return "count" if isinstance(column.kind, Count) else "text"
