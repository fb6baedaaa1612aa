"""Workbooks drawn in memory: what offices send, and what nobody should."""

import io
import zipfile

import xlsxwriter

from campaign_site.tables_in.cells import Choice, Code, Count, Day, Phone, Word, Words
from campaign_site.tables_in.declared import Column, Table

HEAD = ["区划代码", "镇街", "户数（户）", "统计时点"]
HOUSES = Table(
    "houses",
    "户数表",
    (
        Column("code", "区划代码", Code(), headings=("代码",)),
        Column("name", "镇街", Word(20), headings=("乡镇", "地方"), required=True),
        Column("households", "户数", Count("户"), headings=("总户数",), required=True),
        Column("day", "统计时点", Day("later"), headings=("时点", "日期")),
        Column("kind", "类别", Choice({"镇": "town", "乡": "township"})),
        Column("phone", "办公电话", Phone()),
        Column("others", "合计的地方", Words(20)),
    ),
    most_rows=500,
)


def xlsx(*rows, name="填报", hidden=(), merges=(), **more_sheets) -> bytes:
    """Return a workbook: its first sheet holds `rows`, others stand under their names."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": True})
    for title, lines in {name: rows, **more_sheets}.items():
        sheet = book.add_worksheet(title)
        for line, cells in enumerate(lines):
            sheet.write_row(line, 0, cells)
            for place, cell in enumerate(cells):
                if str(cell).startswith("="):
                    sheet.write_formula(line, place, cell, value="#DIV/0!")
        for area, text in merges if title == name else ():
            sheet.merge_range(area, text)
        if title in hidden:
            sheet.hide()
    if name in hidden:
        book.get_worksheet_by_name(next(iter(more_sheets))).activate()
        book.get_worksheet_by_name(next(iter(more_sheets))).set_first_sheet()
    book.close()
    return output.getvalue()


def with_part(content: bytes, part: str, data: bytes | None) -> bytes:
    """Return the workbook with one part put in, replaced, or (None) taken out."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != part:
                new.writestr(info.filename, old.read(info.filename))
        if data is not None:
            new.writestr(part, data)
    return output.getvalue()


def sheet_xml(cells: str, opening: str = "") -> bytes:
    """Return a worksheet's XML around the given rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<?xml version="1.0"?>{opening}<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    )


def ods(cells: str) -> bytes:
    """Return an .ods whose one table holds the given rows."""
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for key, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f"<?xml version='1.0'?><office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="表">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return output.getvalue()
