"""What does one cell mean: a count, a day, a code, a word, a choice? Each kind reads what offices really type.

A kind's `read(cell)` returns the value or raises `WrongCell` with a Chinese sentence that says how to mend it.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

SERIAL_ZERO = dt.date(1899, 12, 30)  # Excel counts days from here; 60 stands for a 29 February 1900 that never was
SERIALS = range(10_000, 80_000)  # 1927 … 2119
SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
MULTIPLES = {"亿": 10**8, "万": 10**4, "千": 10**3}
NUMBER = re.compile(r"([+-]?\d[\d,，]*(?:\.\d+)?)([亿万千]?)")
CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
DAYS = (
    re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]?00?:00(?::00)?(?:\.0+)?)?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
TENS = re.compile(r"[一二三]?十[一二三四五六七八九]?")


class WrongCell(ValueError):
    """A cell cannot be read; the Chinese sentence says why and how to mend it."""


def plain(cell: Any) -> str:
    """Return the cell as text: full-width forms made narrow, spaces of any kind trimmed, 12.0 written 12."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return str(int(cell))
    text = unicodedata.normalize("NFKC", str(cell)).replace("\u200b", "").replace("\ufeff", "")
    return text.replace("\xa0", " ").strip().removeprefix("'").strip()


def written(cell: Any) -> str:
    """Return the cell as text with its punctuation as printed: names and sources keep their （）and ，."""
    if not isinstance(cell, str):
        return plain(cell)
    return re.sub("[\u200b\ufeff]", "", cell).strip().removeprefix("'").strip()


def is_blank(cell: Any) -> bool:
    """Say whether nothing is written; a dash alone is how offices write nothing, 0 is a number."""
    return plain(cell) in {"", "-", "—", "——", "/", "无数据", "暂无"}


@dataclass(frozen=True)
class Word:
    """A text of 1 to `most` characters on one line."""

    most: int = 100

    def read(self, cell: Any) -> str:
        text = re.sub(r"\s+", " ", written(cell))
        if any(unicodedata.category(char) == "Cc" for char in text):
            raise WrongCell("有看不见的控制字符，请重新输入")
        if len(text) > self.most:
            raise WrongCell(f"最多 {self.most} 个字，现在有 {len(text)} 个")
        return text


@dataclass(frozen=True)
class Words:
    """Several texts in one cell, apart by 、，；or line ends."""

    most: int = 100

    def read(self, cell: Any) -> tuple[str, ...]:
        pieces = re.split(r"[、,，;；\n\r]+", written(cell))
        return tuple(dict.fromkeys(Word(self.most).read(piece) for piece in pieces if piece.strip()))


@dataclass(frozen=True)
class Count:
    """A whole number of 0 or more, in `unit`: 1,234, １２３４, 3.2万 and numbers stored as text."""

    unit: str
    most: int = 2_000_000_000

    def read(self, cell: Any, times: int = 1) -> int:
        if isinstance(cell, bool | dt.date | dt.datetime | dt.time):
            raise WrongCell(f"要写数，现在是“{cell}”。请把这一格的格式改成“常规”，重新填")
        value = self.amount(cell) * times
        if value < 0:
            raise WrongCell(f"不能是负数，现在是 {plain(cell)}")
        if value != value.to_integral_value():
            raise WrongCell(f"要写整数（{self.unit}），现在合 {value.normalize()} {self.unit}")
        if value > self.most:
            raise WrongCell(f"{plain(cell)} 太大，不像是{self.unit}数，请核对")
        return int(value)

    def amount(self, cell: Any) -> Decimal:
        text = plain(cell).removesuffix(self.unit).strip()
        if SCIENTIFIC.fullmatch(text):
            raise WrongCell(f"“{text}”被 Excel 改成了科学记数，请把格式改成“数值”，重新填")
        match = NUMBER.fullmatch(text)
        if match is None:
            raise WrongCell(f"“{text[:20]}”不是数；没有数就空着，确实是零才写 0")
        try:
            return Decimal(re.sub("[,，]", "", match[1])) * MULTIPLES.get(match[2], 1)
        except InvalidOperation as error:
            raise WrongCell(f"“{text[:20]}”不是数") from error


@dataclass(frozen=True)
class Day:
    """A day: a date cell, a serial number, 2026-06-15, 2026/6/15, 20260615, 2026年6月15日, 二〇二六年六月十五日.

    `other_years`: what is said of a day outside the year the sheet is about: "later" is a fault, "any" other year is,
    or nothing ("").
    """

    other_years: str = ""

    def read(self, cell: Any) -> dt.date:
        day = self.day(cell)
        if not 1900 <= day.year <= 2100:
            raise WrongCell(f"{day.isoformat()} 的年份不对")
        return day

    def day(self, cell: Any) -> dt.date:
        if isinstance(cell, dt.datetime):
            return cell.date()
        if isinstance(cell, dt.date):
            return cell
        text = arabic(plain(cell))
        if text.isdigit() and len(text) == 5 and int(text) in SERIALS:
            return SERIAL_ZERO + dt.timedelta(days=int(text))
        for form in DAYS:
            if match := form.fullmatch(re.sub(r"(?<=[年月])\s+|\s+(?=[年月日])", "", text)):
                return real_day(text, *(int(part) for part in match.groups()))
        raise WrongCell(f"“{plain(cell)[:20]}”不是日期，请写成 2026-06-15")

    def doubt(self, day: dt.date, year: int | None) -> str:
        """Return what is wrong with a good day in a sheet about `year`; empty when nothing is."""
        if year is None or day.year == year or not self.other_years:
            return ""
        if self.other_years == "later" and day.year < year:
            return ""
        return f"{day.isoformat()} 不在本表的 {year} 年；请改日期，或把表名、标题里的年份改对"


def real_day(text: str, year: int, month: int, day: int) -> dt.date:
    """Return the day; refuse 30 February."""
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise WrongCell(f"没有“{text[:20]}”这一天，请核对月和日") from error


def arabic(text: str) -> str:
    """Return a Chinese date in digits: 二〇二六年六月十五日 → 2026年6月15日."""
    if not any(char in text for char in "年月日十"):
        return text
    return TENS.sub(tens, text).translate(CHINESE_DIGITS)


def tens(match: re.Match[str]) -> str:
    before, _, after = match[0].translate(CHINESE_DIGITS).partition("十")
    return f"{before or '1'}{after or '0'}"


@dataclass(frozen=True)
class Code:
    """A place's code of 6, 9 or 12 digits, returned as the number of 12 digits."""

    def read(self, cell: Any) -> int:
        text = re.sub(r"\s", "", plain(cell))
        if SCIENTIFIC.fullmatch(text):
            raise WrongCell(
                f"“{text}”是被 Excel 改成科学记数的代码，后几位已经丢了。请把这一列的格式设成“文本”，重新填 12 位代码"
            )
        digits = text.removesuffix(".0")
        if not (digits.isascii() and digits.isdigit()) or len(digits) not in (6, 9, 12) or digits.startswith("0"):
            raise WrongCell(f"“{text[:20]}”不是 6、9 或 12 位区划代码（现在 {len(digits)} 位）；记不准就空着，填名称")
        return int(digits.ljust(12, "0"))


@dataclass(frozen=True)
class Choice:
    """One of a list of words, each standing for a key."""

    keys: Mapping[str, str]

    def read(self, cell: Any) -> str:
        text = plain(cell)
        by_label = {plain(label): key for label, key in self.keys.items()}
        if text not in by_label:
            raise WrongCell(f"“{text[:20]}”不在可选的里面，可选：{'、'.join(self.keys)}")
        return by_label[text]


@dataclass(frozen=True)
class Phone:
    """An office telephone: 023-52212345, (023)52212345, 52212345转12; a mobile is a private matter and is not taken."""

    def read(self, cell: Any) -> str:
        digits = re.sub(r"[()\s]", "", plain(cell)).replace("转", "-")
        if re.fullmatch(r"(\+?86-?)?1[3-9]\d-?\d{4}-?\d{4}", digits):
            raise WrongCell("是手机号。这里只登记办公电话，请填座机；没有就空着")
        if not re.fullmatch(r"(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?", digits):
            raise WrongCell(f"“{plain(cell)[:20]}”不是办公电话，请写成 023-52212345")
        return digits


Kind = Word | Words | Count | Day | Code | Choice | Phone
