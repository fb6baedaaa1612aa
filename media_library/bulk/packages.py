"""Which pictures, and which list of them, does a zip hold? Nothing is unpacked to disk, and no nested package is opened.

Pure. Old Windows writes file names in GBK without saying so; what looks like that is read so.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO

from media_library.photos.ingest import MAX_BYTES

MOST_FILES = 2_000
MOST_UNPACKED = 2 * 1024 * 1024 * 1024
LISTS = (".csv", ".xlsx", ".xls", ".ods")
LEFT_OUT = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
UTF8_NAME = 0x800
END_BYTES, LOCATOR_BYTES, END64_BYTES, LONGEST_COMMENT = 22, 20, 76, 0xFFFF  # 76: the wide record with its locator
MOST_ENTRIES = 2 * MOST_FILES  # folders and the shadows that a Mac adds count here
LONGEST_DIRECTORY = 512 * MOST_ENTRIES
TOO_MANY = f"压缩包里超过 {MOST_FILES} 个文件，请分成几包再传。"
DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, OSError, RuntimeError,
    ValueError, MemoryError,
)  # fmt: skip


class UnreadablePackage(ValueError):
    """The zip, or a file in it, cannot be taken; the Chinese sentence says what to do."""


class Package:
    """An open zip: its files by the names people see, and the bytes of one of them at a time."""

    def __init__(self, source: bytes | IO[bytes]) -> None:
        """Raises UnreadablePackage for damage, too many files, or more than can be unpacked."""
        file = io.BytesIO(source) if isinstance(source, bytes) else source
        entries_said, directory_bytes = directory_of(file)
        if entries_said > MOST_ENTRIES or directory_bytes > LONGEST_DIRECTORY:
            raise UnreadablePackage(TOO_MANY)
        try:
            self.zip = zipfile.ZipFile(file)
        except DAMAGE as error:
            raise UnreadablePackage("压缩包打不开：坏了，或没有传完整。请重新打包再传。") from error
        entries = [entry for entry in self.zip.infolist() if not entry.is_dir()]
        if len(entries) > MOST_FILES:
            raise UnreadablePackage(TOO_MANY)
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise UnreadablePackage("压缩包展开后超过 2 GB，像是压缩炸弹，没有打开。请分成几包再传。")
        named = {shown_name(entry): entry for entry in entries}
        self.names = {name: entry for name, entry in named.items() if not any(part in name for part in LEFT_OUT)}

    def full_name(self, wanted: str) -> str:
        """The full name of a file named in a list; empty when there is none or several."""
        wanted = wanted.strip().replace("\\", "/").removeprefix("./")
        fits = [wanted] if wanted in self.names else [n for n in self.names if n.rsplit("/", 1)[-1] == wanted]
        return fits[0] if len(fits) == 1 else ""

    def read(self, wanted: str) -> bytes:
        """The bytes of one file; at most as many as a picture may have are ever unpacked, whatever the zip declares.

        Raises UnreadablePackage for an unknown name, a path that leads elsewhere, a password, a package in it, or damage.
        """
        name = self.full_name(wanted)
        if not name:
            raise UnreadablePackage("压缩包里没有这张图片，请核对文件名。")
        refuse_way_out(name)
        if self.names[name].flag_bits & 1:
            raise UnreadablePackage("文件设了密码，读不了。请去掉密码重新打包。")
        try:
            with self.zip.open(self.names[name]) as file:
                found = file.read(MAX_BYTES + 1)
        except DAMAGE as error:
            raise UnreadablePackage("文件在压缩包里坏了，请重新打包。") from error
        if len(found) > MAX_BYTES:
            raise UnreadablePackage("图片超过 15 MB，请缩小以后重新打包。")
        if found.startswith((b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf")) and not is_list(name):
            raise UnreadablePackage("压缩包里还有压缩包，没有打开。请把图片直接放进来。")
        return found


def directory_of(file: IO[bytes]) -> tuple[int, int]:
    """How many entries the end of a zip says there are, and how many bytes they take; zeros where there is no such end.

    Asked before any entry is built: the reader believes the bytes, not the count, so both have to be small (APPNOTE 4.3.14, 4.3.16).
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(max(size - END_BYTES - END64_BYTES - LONGEST_COMMENT, 0))
    tail = file.read()
    bare = tail[-END_BYTES:].startswith(b"PK\x05\x06") and tail.endswith(b"\0\0")
    end = len(tail) - END_BYTES if bare else tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < END_BYTES:
        return 0, 0
    wide = end - END64_BYTES
    if wide >= 0 and tail.startswith(b"PK\x06\x06", wide) and tail.startswith(b"PK\x06\x07", end - LOCATOR_BYTES):
        return struct.unpack_from("<QQ", tail, wide + 32)
    return struct.unpack_from("<HL", tail, end + 10)


def refuse_way_out(name: str) -> None:
    """Refuse a name whose path leads out of the package, although nothing is ever written by it."""
    path = PurePosixPath(name.replace("\\", "/"))
    if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise UnreadablePackage("文件名里的路径指到了压缩包外面，没有读。请重新打包。")


def shown_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; bytes that are no UTF-8 are GBK when they can be."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def is_list(name: str) -> bool:
    """Whether a file is a list of the pictures rather than one of them."""
    return name.lower().endswith(LISTS)
