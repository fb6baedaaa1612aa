"""Which day does a printed date or time limit mean?"""

import calendar
import re
from datetime import date

DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "Ｏ": "0"}
CHINESE_DATE = r"[〇○零Ｏ一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
DATE_LINE = re.compile(
    rf"^(?:\d{{4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|\d{{4}}[.．/-]\d{{1,2}}[.．/-]\d{{1,2}}|{CHINESE_DATE})$"
)
YEAR = r"(?:(?P<year>\d{4})年)?"
# Words that set a limit, most exact first; the year may be the document's own.
LIMITS = (
    re.compile(rf"{YEAR}(?P<month>\d{{1,2}})月\d{{1,2}}日(?:至|—|-)(?P<day>\d{{1,2}})日"),
    re.compile(rf"{YEAR}\d{{1,2}}月\d{{1,2}}日(?:至|—|-)(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日"),
    re.compile(rf"{YEAR}\d{{1,2}}月?(?:至|到|—+|－|-|~)(?P<month>\d{{1,2}})月(?!\d)"),
    re.compile(rf"{YEAR}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日"),
    re.compile(rf"{YEAR}(?P<month>\d{{1,2}})月"),
    re.compile(r"(?P<year>\d{4})年(?:年?底|年?末|以?前)?"),
    re.compile(r"(?P<whole_year>全年|年底)"),
)
# A limit inside a sentence: it says 前, 底 or 到…底, else it is a mere date; or the sentence opens with its year.
IN_BODY = re.compile(
    r"到?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|[年]?底|末)?(?:(?<=日)前|(?<=底)前|(?<=月)前)|到\d{4}年底|\d{4}年底前|"
    r"(?:^|(?<=。))\d{4}年(?=，)"
)
# What comes again has no last day: 每月25日前, 每季度末月20日前, 每周五.
AGAIN = re.compile(
    r"每(?:个?月|个?季度|周[一二三四五]?|旬|半年|年(?=\d|底))(?:末月|末|底|\d{1,2}月)?(?:\d{1,2}日|底)?前?"
)
# The words of a limit at the head of what a 完成时限 says; what is told beside it is dropped.
HEAD_LIMIT = re.compile(r"(?:于|在)?((?:\d{4}年|本年|今年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|末|年底)?(?:之?前|底前))")


def iso_day(text: str) -> str | None:
    """Read a whole date in any of the printed shapes as an ISO day; None when it is no day."""
    if re.match(CHINESE_DATE, text):
        year, month, day = re.split("[年月日]", text)[:3]
        numbers = [int("".join(DIGITS[char] for char in year)), chinese_number(month), chinese_number(day)]
    else:
        numbers = [int(number) for number in re.findall(r"\d+", text)]
    try:
        return date(*numbers[:3]).isoformat()
    except (ValueError, TypeError):
        return None


def chinese_number(text: str) -> int:
    """Read 一 … 三十一."""
    if "十" not in text:
        return int(DIGITS[text])
    tens, ones = text.split("十")
    return int(DIGITS.get(tens, "1")) * 10 + int(DIGITS.get(ones, "0"))


def last_day(text: str, year: int | None) -> str | None:
    """Return the last ISO day a time limit allows; None for 长期坚持 and what recurs (每月25日前)."""
    if re.match("每|长期|持续|常态|适时", text):
        return None
    days = [day for part in re.split("[、，,;；]", text) if (day := limit_day(part, year))]
    return max(days) if days else None


def limit_day(text: str, year: int | None) -> str | None:
    """Read one limit; the document's year stands in for a missing one."""
    for limit in LIMITS:
        found = limit.search(text)
        if not found:
            continue
        named = found.groupdict()
        in_year = int(named.get("year") or year or 0)
        month = int(named.get("month") or 12)
        if not in_year or not 1 <= month <= 12:
            return None
        day = int(named.get("day") or calendar.monthrange(in_year, month)[1])
        return iso_day(f"{in_year}-{month}-{day}")
    return None


def limit_of(value: str) -> str | None:
    """Return the words of the limit that a label or a cell states: its first clause, without what is told beside it."""
    first = re.split("[，,；;。\n]", value.strip())[0].strip()
    found = HEAD_LIMIT.match(first)
    return (found[1] if found and re.search(r"\d", found[1]) else first) or None


def limit_in(body: str) -> str | None:
    """Return the words of the last time limit in a sentence, else of what comes again and again, or None."""
    again = [match[0] for match in AGAIN.finditer(body)]
    once = [match[0] for match in IN_BODY.finditer(AGAIN.sub("＊", body)) if re.search(r"\d", match[0])]
    found = once or again
    return found[-1] if found else None
