"""Is a zipped workbook safe to open, how far do its sheets reach, and which of its cells hold an error of Excel's?"""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.parsers import expat

MOST_UNPACKED = 150 * 1024 * 1024
MOST_CELLS = 3_000_000
MOST_FILES = 2000
PIECE = 1 << 16
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError),
    *(expat.ExpatError, ET.ParseError, KeyError, OSError, ValueError, OverflowError),
)
PARTS = (".xml", ".rels")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$|content\.xml$")
BROKEN = "文件打不开：内容已损坏或没有传完整。请在 Excel 或 WPS 里重新打开，另存为 .xlsx 再传。"
TOO_LARGE = "表格展开后太大，像是压缩炸弹或满页格式。请只留要导入的行和列，复制到新表里再传。"
MACROS = "表格里带宏，为安全起见不收。请另存为不带宏的 .xlsx 再传。"
LOCKED = "文件设了打开密码，读不了。请去掉密码，另存后再传。"


class UnreadableTable(ValueError):
    """A file cannot be read as a table; the Chinese sentence says what to do."""


@dataclass
class Extent:
    """How far the filled cells of a sheet reach (rows and columns from 1), and where an error value such as #DIV/0! stands."""

    rows: int = 0
    columns: int = 0
    errors: set[tuple[int, int]] = field(default_factory=set)

    def reach(self, row: int, column: int) -> None:
        """Take in a filled cell; raises UnreadableTable when the sheet spans more than can be held."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows * self.columns > MOST_CELLS:
            raise UnreadableTable(TOO_LARGE)


def part_names(content: bytes) -> set[str]:
    """Return the names of the files in a zip; raises UnreadableTable when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return set(package.namelist())
    except DAMAGE as error:
        raise UnreadableTable(BROKEN) from error


def sheet_parts(content: bytes) -> list[str]:
    """Return the part of each sheet in the order of the workbook; call it only after `survey`, which refuses entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if "xl/workbook.xml" not in package.namelist():
                return []
            links = ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  (`survey` refused entities)
            book = ET.fromstring(package.read("xl/workbook.xml"))  # noqa: S314  (`survey` refused entities)
    except DAMAGE as error:
        raise UnreadableTable(BROKEN) from error
    targets = {link.get("Id"): link.get("Target", "").removeprefix("/xl/").removeprefix("/") for link in links}
    sheets = [element for element in book.iter() if element.tag.endswith("}sheet")]
    keys = [next((value for name, value in sheet.items() if name.endswith("}id")), "") for sheet in sheets]
    return [f"xl/{targets.get(key, '')}" for key in keys]


def survey(content: bytes) -> dict[str, Extent]:
    """Unpack all XML once, in pieces, and return the extent of each sheet by its part's name.

    Raises UnreadableTable for bombs (by what really comes out, whatever the zip declares), passwords, damage, document
    types with entities, and sheets that reach too far.
    """
    spent, found = 0, {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise UnreadableTable(TOO_LARGE)
            for part in parts:
                if part.flag_bits & 1:
                    raise UnreadableTable(LOCKED)
                if part.filename.endswith(PARTS):
                    scan = SheetScan(is_sheet=bool(SHEET.search(part.filename)))
                    for piece in pieces(package, part):
                        spent += len(piece)
                        if spent > MOST_UNPACKED:
                            raise UnreadableTable(TOO_LARGE)
                        scan.feed(piece)
                    found[part.filename] = scan.extent
    except DAMAGE as error:
        raise error if isinstance(error, UnreadableTable) else UnreadableTable(BROKEN) from error
    return found


def pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part of the package unpacked, piece by piece."""
    with package.open(part) as stream:
        while piece := stream.read(PIECE):
            yield piece


class SheetScan:
    """Reads one part's XML and notes what its cells reach; other parts are only checked for being harmless."""

    def __init__(self, *, is_sheet: bool) -> None:
        self.extent, self.row, self.column, self.height = Extent(), 0, 0, 1
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.elements: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self.workbook_row,
            "c": self.workbook_cell,
            "v": self.value,
            "is": self.value,
            "table": self.office_table,
            "table-row": self.office_row,
            "table-cell": self.office_cell,
            "covered-table-cell": self.office_cell,
        }
        if is_sheet:
            self.parser.StartElementHandler = self.start

    def feed(self, piece: bytes) -> None:
        self.parser.Parse(piece)

    def refuse(self, *declaration: object) -> None:
        raise UnreadableTable(BROKEN)

    def start(self, name: str, marks: dict[str, str]) -> None:
        take = self.elements.get(name.rpartition(":")[2])
        if take is not None:
            take(marks)

    def workbook_row(self, marks: dict[str, str]) -> None:
        self.row, self.column = int(marks.get("r", self.row + 1)), 0

    def value(self, marks: dict[str, str]) -> None:
        self.extent.reach(self.row, self.column)

    def office_table(self, marks: dict[str, str]) -> None:
        self.row, self.height = 0, 1

    def office_row(self, marks: dict[str, str]) -> None:
        self.row, self.column = self.row + self.height, 0
        self.height = int(marks.get("table:number-rows-repeated", 1))

    def workbook_cell(self, marks: dict[str, str]) -> None:
        """Take in `<c r="B7" t="e">`; it counts as filled when a value follows."""
        written = marks.get("r", "")
        letters = written.rstrip("0123456789")
        self.column = column_number(letters) if letters else self.column + 1
        if marks.get("t") == "e" and len(self.extent.errors) < PIECE:
            self.extent.errors.add((self.row, self.column))

    def office_cell(self, marks: dict[str, str]) -> None:
        """Take in a cell of an .ods, which may stand for many: filled ones count with all their repetitions."""
        self.column += int(marks.get("table:number-columns-repeated", 1))
        if "office:value-type" in marks:
            self.extent.reach(self.row + self.height - 1, self.column)


def column_number(letters: str) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return A for 1, AA for 27."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
