"""Our own labelled circulars of many layouts: the JSON files of `samples`, their Word files built on the spot."""

import json
from pathlib import Path

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

HERE = Path(__file__).parent / "samples"
# 一、 and （一）, as Word counts them: the second level starts again under each of the first.
NUMBERING = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>"""


def lay_out(folder: Path) -> Path:
    """Write the labelled circulars into a folder, those laid out in blocks as Word files; return the folder."""
    for path in sorted(HERE.glob("*.json")):
        item = json.loads(path.read_text(encoding="utf-8"))
        if "blocks" in item:
            item["docx"] = f"{path.stem}.docx"
            write_word(item["blocks"], folder / item["docx"])
        (folder / path.name).write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
    return folder


def write_word(blocks: list, path: Path) -> None:
    """Write paragraphs (text, or level and text for those Word numbers itself) and tables (^ and < are merged cells)."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING))
    number = numbering.add_num(90).numId
    for block in blocks:
        if isinstance(block, list):
            add_table(document, block)
        elif isinstance(block, dict):
            add_numbered(document.add_paragraph(block["text"]), number, block["level"])
        else:
            document.add_paragraph(block)
    document.save(path)


def add_numbered(paragraph, number: int, level: int) -> None:
    """Let Word number a paragraph."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def add_table(document, rows: list[list[str]]) -> None:
    """Add a table; ^ continues the cell above, < the cell to the left."""
    table = document.add_table(len(rows), max(len(row) for row in rows))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = table.cell(at, column)
            if text == "<":
                cell.merge(table.cell(at, column - 1))
            elif text == "^":
                merge = OxmlElement("w:vMerge")
                cell._tc.get_or_add_tcPr().append(merge)
                above = table.cell(at - 1, column)._tc.get_or_add_tcPr()
                if above.find(qn("w:vMerge")) is None:
                    begin = OxmlElement("w:vMerge")
                    begin.set(qn("w:val"), "restart")
                    above.append(begin)
            else:
                cell.text = text
