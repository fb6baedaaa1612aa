"""Which number does Word print before a paragraph that it numbers itself?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

LEVELS = 9
LONGEST = 40  # characters a printed number may have
DIGITS = "〇一二三四五六七八九"
FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def counted(number: int, digits: str = DIGITS, units: str = "十百千") -> str:
    """Count in Chinese up to 9999: 十一, 二十, 一百零五 (formal: 壹拾壹)."""
    if not 0 < number < 10_000:
        return str(number)
    said, gap = "", False
    for place, digit in enumerate(f"{number:04d}"):
        if digit == "0":
            gap = bool(said)
            continue
        said += ("零" if gap else "") + digits[int(digit)] + ("" if place == 3 else units[2 - place])
        gap = False
    return said[1:] if 10 <= number < 20 and digits == DIGITS else said


def spelled(number: int) -> str:
    """Write digit by digit: 一〇."""
    return "".join(DIGITS[int(digit)] for digit in str(number))


def roman(number: int) -> str:
    """Write in small Roman numerals."""
    said = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        said += letters * count
    return said


def lettered(number: int) -> str:
    """Write as Word does after z: aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def cycle(marks: str) -> Callable[[int], str]:
    """Return a way of counting with a row of marks; past its end in figures."""
    return lambda number: marks[number - 1] if 0 < number <= len(marks) else str(number)


# How Word names its ways of counting (ECMA-376 part 1, 17.18.59); what is not named here is printed in figures.
WAYS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"), counted),
    **dict.fromkeys(("taiwaneseCountingThousand", "koreanCounting"), counted),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), spelled),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        lambda number: counted(number, FORMAL_DIGITS, "拾佰仟"),
    ),
    "ideographTraditional": cycle(STEMS),
    "ideographZodiac": cycle(BRANCHES),
    "decimalEnclosedCircle": cycle("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": cycle("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedParen": lambda number: f"（{number}）",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "ideographEnclosedCircle": cycle("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "decimalZero": lambda number: f"{number:02d}",
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerLetter": lettered,
    "upperLetter": lambda number: lettered(number).upper(),
    "bullet": lambda number: "",
    "none": lambda number: "",
}


@dataclass
class Level:
    """One level of a list: where it starts, how it counts, what is printed around it (%1 is the first level's number)."""

    start: int = 1
    way: str = "decimal"
    text: str = ""
    in_figures: bool = False


@dataclass
class Numbering:
    """The lists of a Word file, and how far each has counted; paragraphs are asked about in their order."""

    lists: dict[str, list[Level]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)  # lists of one kind go on counting together
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    def label(self, paragraph: Any) -> str:
        """Return what Word prints before the paragraph, and count it; empty for one without a number."""
        list_id, at = self.place_of(paragraph)
        levels = self.lists.get(list_id)
        if levels is None or not 0 <= at < LEVELS:
            return ""
        counts = self.counts.setdefault(self.kinds[list_id], [None] * LEVELS)
        before = counts[at]
        counts[at] = levels[at].start if before is None else before + 1
        counts[at + 1 :] = [None] * (LEVELS - at - 1)
        return printed(levels, at, counts) if levels[at].way != "bullet" else ""

    def place_of(self, paragraph: Any) -> tuple[str, int]:
        """Return list and level of a paragraph: its own, else its style's."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        style = properties.find(qn("w:pStyle"))
        list_id, at = self.styles.get(value(style), ("", 0)) if style is not None else ("", 0)
        own = properties.find(qn("w:numPr"))
        if own is None:
            return list_id, at
        return value(own.find(qn("w:numId")), list_id), whole(own.find(qn("w:ilvl")), at)


def printed(levels: list[Level], at: int, counts: list[int | None]) -> str:
    """Put together what is printed: the level's own text with the numbers of this level and those above."""
    text = levels[at].text
    for above in range(at + 1):
        count = counts[above]
        number = levels[above].start if count is None else count
        way = "decimal" if levels[at].in_figures else levels[above].way
        text = text.replace(f"%{above + 1}", WAYS.get(way, str)(number))
    return text[:LONGEST]


def value(element: Any, otherwise: str = "") -> str:
    """Return an element's w:val."""
    return otherwise if element is None else str(element.get(qn("w:val"), otherwise))


def whole(element: Any, otherwise: int) -> int:
    """Return an element's w:val as a number from 0 to 9999; anything else counts as `otherwise`."""
    text = value(element)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise


def read_numbering(numbering: Any, styles: Any) -> Numbering:
    """Read numbering.xml and the lists that styles.xml binds to styles (either may be None)."""
    result = Numbering()
    if numbering is None:
        return result
    kinds = {one.get(qn("w:abstractNumId")): one for one in numbering.iterchildren(qn("w:abstractNum"))}
    for one in numbering.iterchildren(qn("w:num")):
        kind, list_id = value(one.find(qn("w:abstractNumId"))), one.get(qn("w:numId"))
        if kind not in kinds:
            continue
        levels = levels_of(kinds[kind])
        overrides = list(one.iterchildren(qn("w:lvlOverride")))
        for override in overrides:
            override_level(levels, override)
        result.lists[list_id] = levels
        result.kinds[list_id] = f"{kind} {list_id}" if overrides else kind
    for style in () if styles is None else styles.iterchildren(qn("w:style")):
        own = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if own is not None:
            result.styles[style.get(qn("w:styleId"))] = value(own.find(qn("w:numId"))), whole(own.find(qn("w:ilvl")), 0)
    return result


def levels_of(kind: Any) -> list[Level]:
    """Return the levels that a kind of list declares."""
    levels = [Level() for _ in range(LEVELS)]
    for declared in kind.iterchildren(qn("w:lvl")):
        at = declared.get(qn("w:ilvl"), "")
        if at in "012345678" and at:
            levels[int(at)] = level_of(declared)
    return levels


def level_of(declared: Any) -> Level:
    """Read one level."""
    return Level(
        start=whole(declared.find(qn("w:start")), 1),
        way=value(declared.find(qn("w:numFmt")), "decimal"),
        text=value(declared.find(qn("w:lvlText"))),
        in_figures=declared.find(qn("w:isLgl")) is not None,
    )


def override_level(levels: list[Level], override: Any) -> None:
    """Let one list start a level elsewhere, or print it otherwise, than its kind."""
    at = override.get(qn("w:ilvl"), "")
    if not at or at not in "012345678":
        return
    declared = override.find(qn("w:lvl"))
    if declared is not None:
        levels[int(at)] = level_of(declared)
    levels[int(at)].start = whole(override.find(qn("w:startOverride")), levels[int(at)].start)
