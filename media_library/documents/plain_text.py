"""Which lines does a plain text file hold, in whichever encoding a Chinese office saved it?"""

import codecs
import unicodedata

from .refusals import UnreadableDocument

NOT_TEXT = "文件不是纯文本，或已损坏。请在记事本里打开，另存为 UTF-8 的 .txt 再上传。"
WRONG_ENCODING = "文字编码认不出来。请在记事本里打开，另存为 UTF-8 的 .txt 再上传。"
KNOWN_CONTROLS = frozenset("\t\n\r\f\v")
# Ordinary Chinese text is almost wholly GB2312; text read in a wrong encoding is not.
ORDINARY_SHARE = 0.8


def read_lines(content: bytes) -> list[str]:
    """Decode UTF-8, UTF-8 with BOM, UTF-16 or GB18030 and return the lines without their ends.

    Raises UnreadableDocument when the bytes are not text in any of these.
    """
    text = decode(content)
    if any(is_control(char) for char in text):
        raise UnreadableDocument(NOT_TEXT)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def decode(content: bytes) -> str:
    """Decode strictly: a byte order mark decides, then UTF-8, then GB18030."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return decode_strictly(content, encoding) or refuse(NOT_TEXT)
    if b"\0" in content:
        return decode_by_trial(content, ("utf-16-le", "utf-16-be"))
    return decode_strictly(content, "utf-8") or decode_by_trial(content, ("gb18030",))


def decode_by_trial(content: bytes, encodings: tuple[str, ...]) -> str:
    """Return the text in the first encoding that gives ordinary Chinese."""
    texts = [text for name in encodings if (text := decode_strictly(content, name)) is not None]
    for text in texts:
        if looks_chinese(text):
            return text
    return refuse(WRONG_ENCODING if texts else NOT_TEXT)


def decode_strictly(content: bytes, encoding: str) -> str | None:
    """Return the text, or None when the bytes are not in this encoding."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def refuse(sentence: str) -> str:
    """Raise; typed as text so that it can close an expression."""
    raise UnreadableDocument(sentence)


def looks_chinese(text: str) -> bool:
    """Tell whether the characters beyond ASCII are those that Chinese offices use."""
    beyond = [char for char in text if ord(char) > 127]
    ordinary = sum(1 for char in beyond if is_ordinary(char))
    return ordinary >= ORDINARY_SHARE * len(beyond)


def is_ordinary(char: str) -> bool:
    """Tell whether a character stands in GB2312."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def is_control(char: str) -> bool:
    """Tell whether a character never occurs in text: a control beyond tabs and line ends."""
    return char not in KNOWN_CONTROLS and unicodedata.category(char) in {"Cc", "Cs"}
