"""Which rates does this text name, and what do they come to in percent a year?

Pure; reads normalised text. Simple interest throughout, nothing is compounded: a month counts 12 times, a day 365 times.
分 and 厘 follow the old usage: 年息一分 = 10 % a year, 月息一分 = 1 % a month, 日息一分 = 0.1 % a day; 厘 is its tenth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isnan

from media_library.ads.rate_forms import FORMS, Found

NEAR_SIGNS = 14
ABSORB = re.compile(
    "收益|回报|返[本利现息还]|分红|理财|投资|存[款单入期储]|存银|出借|年化|认购|入股|集资|增值|赚|本金|基金|信托|国债|结息|投|翻"
)
LEND = re.compile("贷|借款|借[你您钱]|放款|下款|费率|手续费|额度|分期|垫|急用|周转|还款|用款|抵押")


@dataclass(frozen=True)
class Rate:
    """A named rate: its stretch of the text, percent a year (NaN where the digits are masked), and which way it runs."""

    start: int
    end: int
    percent: float
    words: str
    way: str

    @property
    def masked(self) -> bool:
        """Whether the publisher hid the digits, so that a rate is named but its height is not known."""
        return isnan(self.percent)


def rates_in(text: str) -> tuple[Rate, ...]:
    """All rates of a normalised text in order, none inside another; where two readings overlap the longer one counts."""
    found = sorted((one for form in FORMS for one in form(text)), key=lambda one: (one.start, one.start - one.end))
    kept: list[Found] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end - one.start > kept[-1].end - kept[-1].start:
            kept[-1] = one
    return tuple(Rate(one.start, one.end, one.percent, text[one.start : one.end], _way(text, one)) for one in kept)


def annual_rate(rates: tuple[Rate, ...], direction: str) -> float | None:
    """The highest rate a year in percent that runs in `direction` or in no known one; None when none can be read."""
    heights = [rate.percent for rate in rates if not rate.masked and rate.way in {direction, ""}]
    return round(max(heights), 2) if heights else None


def _way(text: str, one: Found) -> str:
    """`absorb` or `lend` by the nearest words around the rate; empty when neither side speaks."""
    before, inside = text[max(0, one.start - NEAR_SIGNS) : one.start], text[one.start : one.end]
    for stretch in (inside, before, text[one.end : one.end + NEAR_SIGNS]):
        lend, absorb = _last(LEND, stretch), _last(ABSORB, stretch)
        if lend != absorb:
            return "lend" if lend > absorb else "absorb"
    return ""


def _last(words: re.Pattern[str], stretch: str) -> int:
    """Where the last of the words begins, -1 without one."""
    return max((match.start() for match in words.finditer(stretch)), default=-1)
