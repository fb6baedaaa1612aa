"""What stands in a list of 统计用区划代码, whoever exported it, and which of its lines are wrong?

Known by their column names: the county list (`code,parent_code,level,name,category`), the national lists
(`code,name,provinceCode[,cityCode…]`, codes of 2, 4, 6, 9 or 12 digits) and the same with Chinese headings.
"""

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from campaign_site.places.acts import MOST_KIND, MOST_NAME, unprintable
from campaign_site.places.models import Level
from campaign_site.places.names import short_name
from campaign_site.places.outline import above, outline, padded

PROVINCE, CITY, COUNTY, TOWNSHIP, VILLAGE = WIDTHS = tuple(
    int(level) for level in Level
)  # plain numbers: a list is long
NEAREST = {CITY: 10**10, TOWNSHIP: 10**6, VILLAGE: 10**3}  # the place above a code, where its digits leave no choice
MOST_SHORT = 40
MOST_LINE = 100_000
READ_TOLD = 100_000
SEARCHED_FOR_HEADINGS = 6
MEANINGS = {
    "code": "code 代码 区划代码 统计用区划代码 行政区划代码 地区代码 编码",
    "name": "name 名称 区划名称 统计用区划名称 行政区划名称 地区名称 单位名称",
    "parent": "parent_code parent parentcode pcode 上级代码 上级区划代码 上级统计用区划代码 父级代码",
    "level": "level 级别 层级 行政级别",
    "kind": "category kind 类别 类型",
    "province": "provincecode 省代码 省级代码",
    "city": "citycode 市代码 地级代码",
    "county": "areacode countycode 县代码 区县代码 县级代码",
    "township": "streetcode towncode 乡镇代码 镇街代码 乡级代码",
}
MEANING = {word: meaning for meaning, words in MEANINGS.items() for word in words.split()}
ABOVE = {"township": VILLAGE, "county": TOWNSHIP, "city": COUNTY, "province": CITY}
LEVELS = {
    **dict.fromkeys(["province", "省", "省级", "1"], PROVINCE),
    **dict.fromkeys(["city", "市", "地级", "地级市", "2"], CITY),
    **dict.fromkeys(["county", "area", "县", "区县", "县级", "县（区）", "3"], COUNTY),
    **dict.fromkeys(["township", "street", "town", "镇街", "乡镇", "乡级", "4"], TOWNSHIP),
    **dict.fromkeys(["village", "村", "村级", "村（社区）", "5"], VILLAGE),
}
KIND_ENDINGS = (
    (TOWNSHIP, re.compile("街道(办事处)?$"), "街道"),
    (TOWNSHIP, re.compile("镇$"), "镇"),
    (TOWNSHIP, re.compile("(乡|苏木)$"), "乡"),
    (COUNTY, re.compile("自治县$"), "自治县"),
    (COUNTY, re.compile("县$"), "县"),
    (COUNTY, re.compile("区$"), "市辖区"),
    (COUNTY, re.compile("市$"), "县级市"),
    (COUNTY, re.compile("旗$"), "旗"),
)
SIGNATURES = {
    b"PK": "Excel 或压缩",
    b"\xd0\xcf\x11\xe0": "旧版 Office",
    b"%PDF": "PDF",
    b"MZ": "程序",
    b"\x1f\x8b": "压缩",
}


class WrongLine(ValueError):
    """A line or file cannot be read; the message is a Chinese sentence without its line number."""


class Listed(NamedTuple):
    """"""

    line: int
    code: int
    level: int
    name: str
    short_name: str
    kind: str
    told: bool
    parent: int | None
    folded: bool = False


def listed(path: Path, wrong: Callable[[int, str], None], read: Callable[[int], object]) -> Iterator[Listed]:
    """Yield the rows of one file; hand each wrong line to `wrong` and the bytes read to `read`. Raises WrongLine for the file."""
    with path.open(encoding=_encoding(path), newline="", errors="replace") as file:
        rows = csv.reader(_bounded(file, read), delimiter=_delimiter(path), strict=True)
        columns, some = _headings(rows), False
        try:
            for cells in rows:
                if not any(map(str.strip, cells)):
                    continue
                some = True
                try:
                    yield _row(rows.line_num, cells, columns)
                except WrongLine as error:
                    wrong(rows.line_num, str(error))
        except csv.Error as error:
            raise WrongLine(f"第 {rows.line_num} 行起不是完整的 CSV，多半是引号没有配对（{error}）。") from error
    if not some:
        raise WrongLine("只有列名，没有一行数据。")


def _encoding(path: Path) -> str:
    """Return how the file is written: UTF-8, UTF-16 with its mark, else GB18030; refuse what is no text at all."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip():
        raise WrongLine("是空的。")
    for signature, what in SIGNATURES.items():
        if head.startswith(signature):
            raise WrongLine(f"是{what}文件，不是 CSV；请用 Excel 或 WPS 打开后另存为“CSV UTF-8”。")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in head:
        raise WrongLine("不是文字文件；请导出为 CSV 再导入。")
    return "utf-8-sig" if _decodes(path, "utf-8") else "gb18030"


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(path: Path) -> str:
    with path.open(encoding=_encoding(path), errors="replace", newline="") as file:
        head = file.read(2000)
    return max(",\t;", key=head.count)


def _bounded(file: TextIO, read: Callable[[int], object]) -> Iterator[str]:
    """Yield the lines of a file, refusing one so long that no list of places can have it."""
    unread = 0
    while line := file.readline(MOST_LINE):
        if len(line) == MOST_LINE:
            raise WrongLine("有一行长得不像区划代码表，请核对文件。")
        unread += len(line)
        if unread > READ_TOLD:
            read(unread)
            unread = 0
        yield line
    read(unread)


def _headings(rows: Iterator[list[str]]) -> dict[str, int]:
    """Return which column holds what; the headings may stand below a title."""
    try:
        for _, cells in zip(range(SEARCHED_FOR_HEADINGS), rows, strict=False):
            meant = [MEANING.get(cell.strip().strip("\ufeff").lower()) for cell in cells]
            columns = {meaning: n for n, meaning in reversed(list(enumerate(meant))) if meaning}
            if {"code", "name"} <= columns.keys():
                return columns
    except csv.Error as error:
        raise WrongLine(f"不是完整的 CSV（{error}）。") from error
    raise WrongLine("前几行里没有认出列名；第一行要有“code,name”或“区划代码,名称”这样的列名。")


def _row(line: int, cells: list[str], columns: dict[str, int]) -> Listed:
    """Return the row; raises WrongLine."""
    told = {meaning: cells[n].strip() for meaning, n in columns.items() if n < len(cells)}
    if "code" not in told or "name" not in told:
        raise WrongLine("这一行的格子比列名少。")
    code = _code(told["code"])
    own = _level(told, code)
    name, short = _names(told["name"])
    framed = outline().get(code) if code % 10**6 == 0 else None
    level = int(framed.level) if framed and (own == CITY or framed.name == name) else own
    kind = told.get("kind", "")
    if kind and (len(kind) > MOST_KIND or unprintable(kind)):
        raise WrongLine(f"类别“{kind[:20]}”超过 {MOST_KIND} 个字或有控制字符。")
    parent = _parent(told, code, level)
    return Listed(line, code, level, name, short, kind or kind_of(level, code, name), bool(kind), parent, level != own)


def _code(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) in WIDTHS and text[0] != "0"):
        hint = "；像是被 Excel 改成了科学计数，请把这一列设为文本" if "E+" in text.upper() else ""
        raise WrongLine(f"“{text[:30]}”不是 2、4、6、9 或 12 位区划代码{hint}。")
    number = padded(text)
    if number < 11 * 10**10:
        raise WrongLine(f"“{text}”不是区划代码：前两位没有这样的省。")
    return number


def _level(told: dict[str, str], code: int) -> int:
    """Return the level by its column, else by the columns above it, else by the digits; refuse one that the code denies."""
    word = told.get("level", "").lower()
    if word and word not in LEVELS:
        raise WrongLine(
            f"不认识级别“{word[:20]}”，要写 province、city、county、township、village 或 省、市、县、镇街、村。"
        )
    level = LEVELS.get(word) if word else next((level for meaning, level in ABOVE.items() if told.get(meaning)), None)
    if level is None:
        level = next(one for one in WIDTHS if code % 10 ** (12 - one) == 0)
    if code % 10 ** (12 - level):
        raise WrongLine(f"代码 {code} 与级别“{Level(level).label}”不符：末 {12 - level} 位应当是 0。")
    return level


def _names(text: str) -> tuple[str, str]:
    """Return the name and its short form."""
    if (not text.isprintable() and unprintable(text)) or "\ufffd" in text:
        raise WrongLine("名称里有控制字符、换行或读不出的字，请核对这一行和文件的编码。")
    short = short_name(text)
    if not text or len(text) > MOST_NAME or len(short) > MOST_SHORT:
        raise WrongLine(f"名称要有 1 到 {MOST_NAME} 个字（简称 {MOST_SHORT} 个以内），现在是“{text[:20]}”。")
    return text, short


def _parent(told: dict[str, str], code: int, level: int) -> int | None:
    """Return the code of the place above: as the line states it, else by the digits; None above a province."""
    text = told.get("parent") or next((told[meaning] for meaning in ABOVE if told.get(meaning)), "")
    stated = _code(text) if text else code
    if stated == code:
        framed = outline().get(code)
        return framed.parent if framed else next((one for one in above(code, level) if one != code), None)
    nearest = NEAREST.get(level)
    fits = stated == code // nearest * nearest if nearest else stated in above(code, level)
    if not fits:
        raise WrongLine(f"上级 {stated} 与代码 {code} 不符：下级的代码要以上级的代码开头。")
    return stated


def kind_of(level: int, code: int, name: str) -> str:
    """Return the kind that name or number shows: 001–199 社区, 200–399 村; empty when neither does."""
    if level == VILLAGE:
        return "社区" if code % 1000 < 200 else "村" if code % 1000 < 400 else ""
    return next((kind for of, ending, kind in KIND_ENDINGS if of == level and ending.search(name)), "")
