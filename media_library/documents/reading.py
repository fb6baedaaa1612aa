"""Which paragraphs and tables does an uploaded file hold, whatever its name pretends?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .conversion import word_of
from .plain_text import read_lines
from .refusals import UnreadableDocument
from .word import Table, WordBlock, read_word

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 500_000  # the longest circular known to us has 30 000

# First bytes of what people send by mistake, and what each should do instead.
REFUSED_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "这是程序文件，不是公文。请上传 .docx、.doc、.wps、.txt 或 .md 文件。"),
    (b"\x7fELF", "这是程序文件，不是公文。请上传 .docx、.doc、.wps、.txt 或 .md 文件。"),
    (b"%PDF", "暂不能读取 PDF。请用原来的 Word 文件，另存为 .docx 再上传。"),
    (b"{\\rtf", "这是 RTF 格式。请在 Word 或 WPS 里打开，另存为 .docx 再上传。"),
    (b"\x89PNG", "这是图片。请上传公文的 .docx 文件；只有纸质件的，请把文字录入后上传。"),
    (b"\xff\xd8\xff", "这是图片。请上传公文的 .docx 文件；只有纸质件的，请把文字录入后上传。"),
    (b"Rar!", "这是压缩包。请先解压，再上传里面的 .docx 文件。"),
    (b"7z\xbc\xaf", "这是压缩包。请先解压，再上传里面的 .docx 文件。"),
)
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT_ENDINGS = ("", ".txt", ".md", ".text")


@dataclass(frozen=True)
class Document:
    """What a file holds, in reading order: paragraphs as text, tables as rows of cell texts."""

    blocks: tuple[WordBlock, ...]

    @property
    def paragraphs(self) -> list[str]:
        return [block for block in self.blocks if isinstance(block, str)]

    @property
    def tables(self) -> list[Table]:
        return [block for block in self.blocks if not isinstance(block, str)]


def read_document(content: bytes, filename: str) -> Document:
    """Read .docx, old Word files (through LibreOffice) or plain text from its bytes; content decides, not the name.

    Raises UnreadableDocument with a Chinese sentence for everything else.
    """
    refuse_by_size(len(content))
    if not content.strip():
        raise UnreadableDocument("文件是空的。请确认选对了文件，保存后再上传。")
    if content.startswith(b"PK"):
        blocks: Iterator[WordBlock] = read_word(content)
    elif content.startswith(OLE_START):
        blocks = read_word(word_of(content))
    else:
        refuse_by_content(content, filename)
        blocks = iter(read_lines(content))
    document = Document(tuple(blocks))
    if not any(document.tables) and not any(text.strip() for text in document.paragraphs):
        raise UnreadableDocument("文件里没有文字。如是扫描件，请把文字录入后上传。")
    refuse_by_length(document)
    return document


def refuse_by_size(size: int) -> None:
    """Raise when a file is larger than anything a circular needs (callers check before reading it)."""
    if size > MAX_BYTES:
        raise UnreadableDocument(f"文件有 {size / 1024 / 1024:.0f} MB，超过 20 MB。请去掉图片附件后另存再上传。")


def refuse_by_length(document: Document) -> None:
    """Raise when a file holds more text than anybody reads as one circular: every later step takes time by its length."""
    cells = (cell for table in document.tables for row in table for cell in row)
    length = sum(map(len, document.paragraphs)) + sum(map(len, cells))
    if length > MAX_CHARACTERS:
        raise UnreadableDocument(f"文件有 {length // 10_000} 万字，不像一份公文。请只留带任务分工的部分，另存再上传。")


def refuse_by_content(content: bytes, filename: str) -> None:
    """Raise for every known kind of file that is neither .docx nor plain text."""
    for start, sentence in REFUSED_STARTS:
        if content.startswith(start):
            raise UnreadableDocument(sentence)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:14].lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise UnreadableDocument("这是网页文件。请把正文复制到 Word，另存为 .docx 再上传。")
    if Path(filename).suffix.lower() == ".docx":
        raise UnreadableDocument("文件名是 .docx，内容却不是。请在 Word 里打开原件，另存为 .docx 再上传。")
    if Path(filename).suffix.lower() not in TEXT_ENDINGS:
        raise UnreadableDocument("认不出这种文件。请上传 .docx、.doc、.wps、.txt 或 .md 文件。")
