"""Which words of this text are wrong, stale or too sure, and what should stand there instead?

Pure. A finding is for the editor to read; what it says stands in rules.toml (DOMAIN §10.5, §11.1).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
LEVELS = ("block", "warn")
NEAR_SIGNS = 12
QUOTE_SIGNS = 120
SENTENCE_SIGNS = 200
SENTENCE_END = re.compile(r"[。！？；\n]")
QUOTED = re.compile(r"“[^“”\n]{1,120}”|‘[^‘’\n]{1,60}’|「[^」\n]{1,120}」|《[^》\n]{1,60}》")
PAST = re.compile(r"(?:原|时任|曾任|当时的|旧称|前身|改为|更名|撤销|并入|取代|废止)")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?年")


@dataclass(frozen=True)
class Rule:
    """One thing a page should not say."""

    id: str
    level: str
    find: re.Pattern[str]
    why: str
    write: str
    unless: re.Pattern[str] | None = None
    unless_said: re.Pattern[str] | None = None
    quoted: bool = False
    past: int = 0

    def speaks_to(self, text: str, start: int, end: int) -> bool:
        """Say whether the words at `text[start:end]` are wrong where they stand."""
        near = text[max(0, start - NEAR_SIGNS) : end + NEAR_SIGNS]
        if self.unless and self.unless.search(near):
            return False
        around = max(0, start - QUOTE_SIGNS)
        if self.quoted and any(
            q.start() + around < start and end < q.end() + around
            for q in QUOTED.finditer(text[around : end + QUOTE_SIGNS])
        ):
            return False
        sentence = _sentence(text, start)
        if self.unless_said and self.unless_said.search(sentence):
            return False
        return not (self.past and _of_the_past(sentence, self.past))


@dataclass(frozen=True)
class Finding:
    """A stretch of the text, why it is wrong and what to write; `start` and `end` are code points."""

    start: int
    end: int
    text: str
    rule: str
    level: str
    why: str
    write: str


def check(text: str) -> tuple[Finding, ...]:
    """Return what is wrong with a text, in its order; () when nothing was found. Never raises."""
    found = [*_by_rules(text), *_impossible_dates(text), *_missing_articles(text)]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end, finding.rule)))


@cache
def rules() -> tuple[Rule, ...]:
    """The shipped rules, read once per process; a broken file is a ValueError."""
    rows = tomllib.loads((FOLDER / "rules.toml").read_text(encoding="utf-8"))["rule"]
    if wrong := [row["id"] for row in rows if row["level"] not in LEVELS]:
        raise ValueError(f"级别写错的规则：{wrong}")
    return tuple(
        Rule(
            row["id"], row["level"], re.compile(row["find"]), row["why"], row["write"],
            unless=re.compile(row["except"]) if "except" in row else None,
            unless_said=re.compile(row["unless_said"]) if "unless_said" in row else None,
            quoted=row.get("quoted") == "allowed", past=row.get("past", 0),
        )
        for row in rows
    )  # fmt: skip


@cache
def articles() -> tuple[tuple[re.Pattern[str], str, int], ...]:
    """How a law's article is cited, the law's name, and how many articles it has."""
    laws = tomllib.loads((FOLDER / "laws.toml").read_text(encoding="utf-8"))["law"]
    cited = r"》?(?:（[^）]{1,20}）)?第([一二三四五六七八九十百零〇\d]{1,6})条"
    return tuple((re.compile(f"(?:{'|'.join(law['names'])}){cited}"), law["names"][0], law["articles"]) for law in laws)


def _by_rules(text: str) -> Iterator[Finding]:
    for rule in rules():
        for match in rule.find.finditer(text):
            if rule.speaks_to(text, *match.span()):
                yield Finding(*match.span(), match.group(), rule.id, rule.level, rule.why, rule.write)


DATES = re.compile(
    r"(?:(?<!\d)((?:19|20)\d{2})\s?[年./-]\s?)?(?<![\d.])(\d{1,2})\s?(?:月|(?<=\d)[./-](?=\d))\s?(\d{1,2})(?:日|号|(?!\d))"
)


def _impossible_dates(text: str) -> Iterator[Finding]:
    """Days that no calendar has; without a year 2月29日 may stand."""
    for match in DATES.finditer(text):
        year, month, day = match.groups()
        if not year and "月" not in match.group():
            continue
        try:
            date(int(year or 2024), int(month), int(day))
        except ValueError:
            why = "没有这一天。"
            yield Finding(*match.span(), match.group(), "date", "block", why, "核对月份和日子")


def _missing_articles(text: str) -> Iterator[Finding]:
    """Articles beyond a law's last one."""
    for cited, name, last in articles():
        for match in cited.finditer(text):
            if not 1 <= _number(match.group(1)) <= last:
                why = f"《{name}》共 {last} 条，没有这一条。"
                yield Finding(*match.span(), match.group(), "law-article", "block", why, "核对条号")


DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0}


def _number(text: str) -> int:
    """Read 二十五 or 25; nought when it is no number."""
    if text.isdigit():
        return int(text)
    total = unit = 0
    for sign in text:
        if sign in ("十", "百"):
            total, unit = total + (unit or 1) * (10 if sign == "十" else 100), 0
        else:
            unit = DIGITS.get(sign, 0)
    return total + unit


def _sentence(text: str, at: int) -> str:
    """The sentence that holds the position, at most SENTENCE_SIGNS to either side."""
    first = max(0, at - SENTENCE_SIGNS)
    begin = max((end.end() for end in SENTENCE_END.finditer(text, first, at)), default=first)
    close = SENTENCE_END.search(text, at, at + SENTENCE_SIGNS)
    return text[begin : close.end() if close else at + SENTENCE_SIGNS]


def _of_the_past(sentence: str, year: int) -> bool:
    """Whether a sentence tells of former times: a former name, or a year up to `year`."""
    return bool(PAST.search(sentence)) or any(int(found) <= year for found in YEAR.findall(sentence))
