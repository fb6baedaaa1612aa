"""Is a good file read whole, and does every bad one get a sentence that says what to do?"""

import io
import random
import zipfile
from pathlib import Path

import docx
import pytest

from media_library.documents.reading import MAX_BYTES, read_document
from media_library.documents.refusals import UnreadableDocument

TEXT = "关于分工的通知\n各乡镇人民政府：\n县打非办负责。"


def word_file(*paragraphs: str) -> bytes:
    """Return the bytes of a Word file with these paragraphs."""
    document, out = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def with_member(content: bytes, name: str, data: bytes) -> bytes:
    """Return a zip file with one more member."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return out.getvalue()


def zipped(name: str, data: bytes) -> bytes:
    """Return a zip file with one member."""
    return with_member(b"", name, data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_every_office_encoding(encoding):
    assert read_document(TEXT.encode(encoding), "通知.txt").paragraphs == TEXT.split("\n")


def test_windows_line_ends_leave_no_trace():
    assert read_document(TEXT.replace("\n", "\r\n").encode(), "通知.txt").paragraphs == TEXT.split("\n")


def test_word_paragraphs_and_line_breaks_come_in_order():
    content = word_file("第一行\n第二行", "第三行")
    assert read_document(content, "通知.docx").paragraphs == ["第一行", "第二行", "第三行"]


def test_the_name_plays_no_part_when_the_content_is_word():
    assert read_document(word_file("县打非办负责。"), "通知.txt").paragraphs == ["县打非办负责。"]


def test_a_merged_cell_gives_its_text_to_every_row():
    document, out = docx.Document(), io.BytesIO()
    table = document.add_table(rows=3, cols=2)
    for row, text in enumerate(["任务", "宣传", ""]):
        table.cell(row, 0).text, table.cell(row, 1).text = text, f"第{row}行"
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(out)
    rows = read_document(out.getvalue(), "表.docx").tables[0]
    assert rows == (("任务", "第0行"), ("宣传", "第1行"), ("宣传", "第2行"))


BOMB = with_member(word_file("正文"), "word/media/bomb.bin", b"\0" * 60_000_000)
HUGE_XML = with_member(word_file("正文"), "word/extra.xml", b"<a/>" * 11_000_000)
BAD_FILES = {
    "empty.docx": (b"", "文件是空的"),
    "blank.txt": (b" \n\n", "文件是空的"),
    "wordless.docx": (word_file("", " "), "文件里没有文字"),
    "truncated.docx": (word_file("正文" * 500)[:-300], "文件已损坏"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为 .docx"),
    "locked.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    "program.docx": (b"MZ\x90\x00" + b"\0" * 100, "这是程序文件"),
    "scan.pdf": (b"%PDF-1.7 ...", "暂不能读取 PDF"),
    "rich.docx": (b"{\\rtf1 hello}", "RTF"),
    "photo.docx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "这是图片"),
    "page.docx": (b"<!DOCTYPE html><p>x</p>", "这是网页文件"),
    "sheet.xlsx": (zipped("xl/workbook.xml", b"<a/>"), "这不是 Word 文档"),
    "macro.docm": (with_member(word_file("正文"), "word/vbaProject.bin", b"x"), "文件带有宏"),
    "bomb.docx": (BOMB, "文件展开后过大"),
    "xml-bomb.docx": (HUGE_XML, "文件展开后过大"),
    "nested.docx": (zipped("word/document.xml", b"<a>" * 9000), "文件已损坏"),
    "binary.txt": (bytes(range(256)) * 4, "不是纯文本"),
    "big5.txt": ("各鄉鎮人民政府負責，縣政府協助辦理宣傳教育工作。".encode("big5"), "文字编码认不出来"),
    "archive.rar": (b"Rar!\x1a\x07\x00", "这是压缩包"),
    "unknown.xyz": (b"abc", "认不出这种文件。请上传 .docx、.doc、.wps、.txt 或 .md 文件"),
    "book.txt": (("县打非办负责。" * 80_000).encode(), "文件有 56 万字"),
}


@pytest.mark.parametrize("filename", BAD_FILES)
def test_a_bad_file_is_refused_with_a_sentence(filename):
    content, sentence = BAD_FILES[filename]
    with pytest.raises(UnreadableDocument, match=sentence):
        read_document(content, filename)


def test_a_file_over_twenty_megabytes_is_not_even_opened():
    with pytest.raises(UnreadableDocument, match="超过 20 MB"):
        read_document(b"PK" + b"\0" * MAX_BYTES, "big.docx")


def test_a_thousand_damaged_files_raise_nothing_but_the_refusal():
    good, dice = word_file("县打非办负责。" * 20), random.Random(7)
    for _ in range(1000):
        content = bytearray(good)
        for _ in range(dice.randint(1, 8)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        assert answer(bytes(content)).endswith("。")


def answer(content: bytes) -> str:
    """Return the refusal, or a good word when the damage did no harm."""
    try:
        read_document(content, "通知.docx")
    except UnreadableDocument as refusal:
        return str(refusal)
    return "读到了。"


def test_a_table_a_thousand_rows_deep_is_read(tmp_path: Path):
    cell = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>续</w:t></w:r></w:p></w:tc>"
    first = cell.replace("<w:vMerge/>", '<w:vMerge w:val="restart"/>').replace("续", "宣传")
    body = "<w:tbl>" + f"<w:tr>{first}</w:tr>" + f"<w:tr>{cell}</w:tr>" * 1000 + "</w:tbl>"
    content = rewritten(word_file("正文"), lambda xml: xml.replace("<w:body>", f"<w:body>{body}"))
    assert set(read_document(content, "表.docx").tables[0]) == {("宣传",)}


def test_what_stands_aside_is_no_part_of_a_paragraph():
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    moved = "<w:moveFrom><w:r><w:t>旧句</w:t></w:r></w:moveFrom>"
    content = rewritten(
        word_file("县打非办负责。"), lambda xml: xml.replace("</w:t></w:r></w:p>", f"</w:t></w:r>{box}{moved}</w:p>", 1)
    )
    assert read_document(content, "通知.docx").paragraphs == ["县打非办负责。"]


def rewritten(content: bytes, change) -> bytes:
    """Return a Word file with its document.xml changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()).encode() if name == "word/document.xml" else data)
    return out.getvalue()
