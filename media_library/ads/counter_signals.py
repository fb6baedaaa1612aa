"""Is the word harmless where it stands: a warning, a denial, a quotation, an office speaking for itself?

Pure. Works on normalised text only; the words stand in rulebook/counter_signals.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from media_library.ads.rulebook import CounterSignal, When

SENTENCE_END = re.compile(r"[。!?;\n]")
QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ('"', '"'), ("‘", "’"))
SENTENCE_SIGNS = 150  # a text without marks is no single sentence
BEFORE_SIGNS = 30
ENDING_SIGNS = 40
QUOTE_REACH = 30


@dataclass(frozen=True)
class Setting:
    """Where a found word stands: the whole normalised text, its own stretch, and who is said to speak."""

    text: str
    start: int
    end: int
    speaker: str = ""


def holding(signals: Iterable[CounterSignal], setting: Setting) -> tuple[CounterSignal, ...]:
    """Those of `signals` that hold for the word in `setting`, in the order given (DOMAIN §6.4)."""
    return tuple(signal for signal in signals if any(_holds(when, setting) for when in signal.whens))


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds `text[start:end]`, without its closing mark, at most SENTENCE_SIGNS to either side."""
    first, last = max(0, start - SENTENCE_SIGNS), min(len(text), end + SENTENCE_SIGNS)
    begin = max((match.end() for match in SENTENCE_END.finditer(text, first, start)), default=first)
    close = SENTENCE_END.search(text, end, last)
    return begin, close.start() if close else last


def _holds(when: When, setting: Setting) -> bool:
    """Enough different patterns in the stretch, and none of the words that turn it into an offer after all."""
    stretch = _stretch(when.where, setting)
    if not stretch or any(_found(pattern, setting.text) for pattern in when.unless):
        return False
    return sum(_found(pattern, stretch) for pattern in when.patterns) >= when.least


@lru_cache(maxsize=2048)
def _found(pattern: re.Pattern[str], stretch: str) -> bool:
    """Remembered, because many hits of one text ask the same of it."""
    return bool(pattern.search(stretch))


def _stretch(where: str, setting: Setting) -> str:
    """The part of the text a `when` looks at; empty when there is none."""
    text, start, end = setting.text, setting.start, setting.end
    begin, close = sentence_around(text, start, end)
    if where == "before":
        return text[max(begin, start - BEFORE_SIGNS) : start]
    if where == "quoted" and not _in_quotes(text[begin:close], start - begin, end - begin):
        return ""
    return {"text": text, "speaker": setting.speaker, "ending": text[-ENDING_SIGNS:]}.get(where, text[begin:close])


def _in_quotes(sentence: str, start: int, end: int) -> bool:
    """Whether an opening mark stands shortly before and its partner shortly after, with none closing between."""
    before, after = sentence[max(0, start - QUOTE_REACH) : start], sentence[end : end + QUOTE_REACH]
    for opening, closing in QUOTES:
        opened = before.rfind(opening)
        if opened >= 0 and (opening == closing or closing not in before[opened:]) and closing in after:
            return True
    return False
