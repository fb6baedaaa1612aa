"""Is a hostile or damaged file refused before it can hurt, and does the refusal say what to do?"""

import io
import zipfile
from contextlib import suppress

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign_site.tables_in.opening import MOST_BYTES, refuse_by_size
from campaign_site.tables_in.package import UnreadableTable
from campaign_site.tables_in.reading import read
from tests.campaign_site.tables_in.drawn_tables import HEAD, HOUSES, ods, sheet_xml, with_part, xlsx

BOOK = xlsx(HEAD, ["500154101000", "第1镇", 300])
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
CORNERS = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
ENTITIES = sheet_xml("<row><c><v>&a;</v></c></row>", opening='<!DOCTYPE x [<!ENTITY a "aaaa">]>')


def bomb() -> bytes:
    return with_part(BOOK, "xl/sharedStrings.xml", b"<a>" + b" " * (200 * 1024 * 1024) + b"</a>")


def lying_bomb() -> bytes:
    """A package that declares its sheet small, and unpacks to far more."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<a>" + b" " * 5_000_000 + b"</a>")
    return output.getvalue().replace((5_000_007).to_bytes(4, "little"), (7).to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        *((b"", "是空的"), (b"  \n", "是空的"), (BOOK[: len(BOOK) // 2], "损坏"), (b"PK\x03\x04" + bytes(50), "损坏")),
        *((b"MZ\x90" + bytes(99), "程序"), (b"%PDF-1.7", "PDF"), (b"\x89PNG\r\n", "图片"), (bytes(range(256)), "不是能读")),
        (b"<html><table><tr><td>1</td></tr></table>", "网页"),
        (with_part(BOOK, "xl/vbaProject.bin", b"x"), "宏"),
        (with_part(with_part(BOOK, "xl/workbook.xml", None), "word/document.xml", b"<a/>"), "Word"),
        (with_part(with_part(BOOK, "xl/workbook.xml", None), "a.txt", b"x"), "压缩包"),
        *((with_part(BOOK, SHEET, CORNERS), "太大"), (with_part(BOOK, SHEET, ENTITIES), "损坏")),
        (with_part(BOOK, "xl/workbook.xml", b"<workbook><sheets>"), "损坏"),
        (with_part(BOOK, "xl/_rels/workbook.xml.rels", b""), "损坏"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (OLE + "_VBA_PROJECT".encode("utf-16-le"), "宏"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word"),
        (OLE, "损坏"),
        (b'"a,b\n' * 3, "引号"),
        (b"a," * 20 + b"x" * 20_000, "太长"),
        (ods('<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/></table:table-row>'), "太大"),
    ],
)  # fmt: skip
def test_what_is_no_honest_table_is_refused(content, says) -> None:
    with pytest.raises(UnreadableTable, match=says):
        read(HOUSES, content)


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_damaged_streams_are_refused(packing) -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", packing) as package:
        package.writestr("xl/workbook.xml", b"<workbook/>" + bytes(range(32, 127)) * 9)
    content = bytearray(output.getvalue())
    content[48:90] = b"\xff" * 42

    with pytest.raises(UnreadableTable, match="损坏"):
        read(HOUSES, bytes(content))


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from([BOOK, ods(""), OLE + BOOK]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=4),
)
def test_flipped_bytes_are_read_or_refused_and_nothing_else(content, flips) -> None:
    damaged = bytearray(content)
    for where, by in flips:
        damaged[int(where * len(damaged))] ^= by

    with suppress(UnreadableTable):
        read(HOUSES, bytes(damaged))


def test_bombs_are_refused_by_what_comes_out() -> None:
    with pytest.raises(UnreadableTable, match="太大"):
        read(HOUSES, bomb())
    with pytest.raises(UnreadableTable, match="损坏"):
        read(HOUSES, lying_bomb())


def test_a_file_of_200_mb_is_refused_by_its_size() -> None:
    with pytest.raises(UnreadableTable, match="20 MB"):
        refuse_by_size(200 * 1024 * 1024)
    refuse_by_size(MOST_BYTES)


def test_a_million_formatted_empty_rows_are_no_rows() -> None:
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"constant_memory": True})
    sheet, grey = book.add_worksheet(), book.add_format({"bg_color": "gray"})
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ["500154101000", "第1镇", 300])
    for line in range(2, 1_000_000):
        sheet.set_row(line, 20, grey)
    book.close()

    assert [row.line for row in read(HOUSES, output.getvalue()).rows] == [2]


def test_an_ods_is_read_with_its_repeated_empty_rows() -> None:
    def row(*texts: str) -> str:
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        return f"<table:table-row>{''.join(cell.format(text) for text in texts)}</table:table-row>"

    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    sent = read(HOUSES, ods(row("镇街", "户数") + row("第1镇", "1,200") + empty))

    assert [one.values for one in sent.rows] == [{"name": "第1镇", "households": 1200}]
