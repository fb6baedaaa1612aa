"""Which paragraphs and tables does a .docx hold, when nobody vouches for the file?"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, TypeAlias

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from .refusals import UnreadableDocument
from .word_numbers import Numbering, read_numbering

Table: TypeAlias = tuple[tuple[str, ...], ...]
WordBlock: TypeAlias = str | Table

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_XML_BYTES = 20 * 1024 * 1024
MAX_RATIO = 200
MAX_MEMBERS = 5_000

DAMAGED = "文件已损坏或没有传完。请在 Word 里打开原件，另存为 .docx 再上传。"
NOT_WORD = "这不是 Word 文档（可能是 Excel、压缩包或其他文件）。请上传 .docx、.doc、.wps、.txt 或 .md 文件。"
TOO_BIG = "文件展开后过大，不像正常公文。请把正文复制到新的 Word 文档，另存为 .docx 再上传。"
ENCRYPTED = "文件有密码。请去掉密码，另存为 .docx 再上传。"
MACROS = "文件带有宏。请在 Word 里另存为不带宏的 .docx 再上传。"

# Everything python-docx, lxml and zipfile raise on a broken or forged package.
PACKAGE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    OpcError,
    etree.XMLSyntaxError,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    AttributeError,
    TypeError,
)
SPACE_TAGS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
# What stands inside a paragraph and is no part of its text: a second rendering, a text box, text moved away, reading aids.
ASIDE = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    *(qn(name) for name in ("w:txbxContent", "w:moveFrom", "w:rt", "w:del")),
}


def read_word(content: bytes) -> Iterator[WordBlock]:
    """Yield paragraphs and tables in the order they are read; a merged cell repeats its text.

    A paragraph that Word numbers opens with the number it prints. Headers, footnotes and text boxes stay out.
    Raises UnreadableDocument for bombs, macros, passwords, damage and other zip files.
    """
    try:
        refuse_hostile_package(content)
        part = docx.Document(io.BytesIO(content)).part
        blocks = list(blocks_of(part.element.body, numbering_of(part)))
    except PACKAGE_ERRORS as error:
        raise UnreadableDocument(DAMAGED) from error
    return iter(blocks)


def numbering_of(part: Any) -> Numbering:
    """Return the lists of a document; one without lists has none."""
    related = {rel.reltype: rel.target_part for rel in part.rels.values() if not rel.is_external}
    numbering, styles = (related.get(name) for name in (RELATION.NUMBERING, RELATION.STYLES))
    return read_numbering(getattr(numbering, "element", None), getattr(styles, "element", None))


def refuse_hostile_package(content: bytes) -> None:
    """Raise when the zip directory alone shows that the file must not be opened.

    Declared sizes are enough: zipfile never unpacks more than a member declares.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = package.infolist()
    names = {member.filename for member in members}
    if any(member.flag_bits & 0x1 for member in members):
        raise UnreadableDocument(ENCRYPTED)
    if "word/document.xml" not in names:
        raise UnreadableDocument(NOT_WORD)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableDocument(MACROS)
    unpacked = sum(member.file_size for member in members)
    xml = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES or xml > MAX_XML_BYTES:
        raise UnreadableDocument(TOO_BIG)
    if unpacked > MAX_RATIO * len(content):
        raise UnreadableDocument(TOO_BIG)


def blocks_of(container: Any, numbering: Numbering) -> Iterator[WordBlock]:
    """Yield the blocks of a body, looking into content controls."""
    for child in container:
        if child.tag == qn("w:p"):
            yield from paragraph_text(child, numbering).split("\n")
        elif child.tag == qn("w:tbl"):
            yield rows_of(child, numbering)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent")):
            yield from blocks_of(child, numbering)


def paragraph_text(paragraph: Any, numbering: Numbering) -> str:
    """Return a paragraph as printed: the number Word gives it, and its text."""
    return numbering.label(paragraph) + text_of(paragraph)


def text_of(element: Any) -> str:
    """Return the visible text of an element; what stands aside and deleted text stay out."""
    return "".join(
        SPACE_TAGS.get(node.tag) or node.text or ""
        for node in element.iter(qn("w:t"), *SPACE_TAGS)
        if node.getparent().tag != qn("w:tabs") and not stands_aside(node, element)
    )


def stands_aside(node: Any, element: Any) -> bool:
    """Tell whether a node of an element is no part of its text."""
    for above in node.iterancestors():
        if above is element:
            return False
        if above.tag in ASIDE:
            return True
    return False


def rows_of(table: Any, numbering: Numbering) -> Table:
    """Return the rows of a table; cells merged downwards repeat the text above them."""
    rows: list[tuple[str, ...]] = []
    for row in table.iterchildren(qn("w:tr")):
        above = rows[-1] if rows else ()
        cells: list[str] = []
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is not row:
                continue
            merged = is_merged_downwards(cell) and len(cells) < len(above)
            text = above[len(cells)] if merged else cell_text(cell, numbering)
            cells.extend([text] * span_of(cell))
        rows.append(tuple(cells))
    return tuple(rows)


def cell_text(cell: Any, numbering: Numbering) -> str:
    """Return the paragraphs of a cell joined by line ends."""
    return "\n".join(
        paragraph_text(paragraph, numbering) for paragraph in cell.iter(qn("w:p")) if not stands_aside(paragraph, cell)
    ).strip()


def is_merged_downwards(cell: Any) -> bool:
    """Tell whether the cell continues the one above it."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def span_of(cell: Any) -> int:
    """Return how many columns a cell covers, never more than a page can hold."""
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return min(max(int(span.get(qn("w:val"), "1")), 1), 63) if span is not None else 1
