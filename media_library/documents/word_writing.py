"""How do paragraphs and tables become a plain Word file?"""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

Table = Sequence[Sequence[str]]
FONT = "仿宋"


def write_word(title: str, blocks: Iterable[str | Table]) -> bytes:
    """Return a .docx: the title centred, each text a paragraph, each table with its first row as head, no macros, no author."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    document.core_properties.author, document.core_properties.title = "", plain(title)
    document.add_paragraph(plain(title)).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(plain(block))
        elif block:
            add_table(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_table(document: Any, rows: Table) -> None:
    """Add a table with borders."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = plain(text)


def plain(text: str) -> str:
    """Return a text without the signs that XML cannot hold."""
    return "".join(sign for sign in text if sign in "\n\t" or (sign >= " " and sign not in "\ufffe\uffff"))
