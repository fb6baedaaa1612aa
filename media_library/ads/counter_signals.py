"""Is the word harmless where it stands: a warning, a denial, a quotation, an office speaking for itself?

Pure. Works on normalised text only; the words stand in rulebook/counter_signals.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from media_library.ads.rulebook import CounterSignal, When

SENTENCE_END = re.compile(r"[。!?;\n]")
QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ('"', '"'), ("‘", "’"))
SENTENCE_SIGNS = 150  # a text without marks is no single sentence
BEFORE_SIGNS = 30
ENDING_SIGNS = 40
QUOTE_REACH = 30
WHOLE_SIGNS = 20_000  # of a longer text only the beginning is asked for words of warning


class Surroundings:
    """One normalised text with its facts and who is said to speak; remembers what was asked, many hits ask the same."""

    def __init__(self, text: str, facts: Mapping[str, Any] | None = None, speaker: str = "") -> None:
        self.text = text
        self.facts = facts or {}
        self.speaker = speaker
        self._whole = text[:WHOLE_SIGNS]
        self._known: dict[tuple[re.Pattern[str], str], bool] = {}

    def against(
        self, signals: Iterable[CounterSignal], span: tuple[int, int] | None, *, doubtful: bool = False
    ) -> tuple[CounterSignal, ...]:
        """Those of `signals` that hold for the word at `span`, in the order given (DOMAIN §6.4).

        A point without a place (None) is asked of the whole text only; `doubtful` says its letters were hard to read.
        """
        facts = {**self.facts, "doubtful": doubtful or self.facts.get("doubtful", False)}
        return tuple(one for one in signals if any(self._holds(when, span, facts) for when in one.whens))

    def _holds(self, when: When, span: tuple[int, int] | None, facts: Mapping[str, Any]) -> bool:
        """Its conditions, enough different patterns in the stretch, and no word that makes it an offer after all."""
        if not all(condition.holds(facts) for condition in when.conditions):
            return False
        if when.where == "facts":
            return True
        stretch = self._stretch(when.where, span)
        if not stretch or any(self._found(pattern, self._whole) for pattern in when.unless):
            return False
        return sum(self._found(pattern, stretch) for pattern in when.patterns) >= when.least

    def _stretch(self, where: str, span: tuple[int, int] | None) -> str:
        """The part of the text a `when` looks at; empty when there is none."""
        whole = {"text": self._whole, "speaker": self.speaker, "ending": self.text[-ENDING_SIGNS:]}
        if where in whole or span is None:
            return whole.get(where, "")
        start, end = span
        begin, close = sentence_around(self.text, start, end)
        if where == "before":
            return self.text[max(begin, start - BEFORE_SIGNS) : start]
        sentence = self.text[begin:close]
        return "" if where == "quoted" and not _in_quotes(sentence, start - begin, end - begin) else sentence

    def _found(self, pattern: re.Pattern[str], stretch: str) -> bool:
        """Whether a pattern stands in a stretch, remembered for this text."""
        key = (pattern, stretch)
        if key not in self._known:
            self._known[key] = bool(pattern.search(stretch))
        return self._known[key]


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds `text[start:end]`, without its closing mark, at most SENTENCE_SIGNS to either side."""
    first, last = max(0, start - SENTENCE_SIGNS), min(len(text), end + SENTENCE_SIGNS)
    begin = max((match.end() for match in SENTENCE_END.finditer(text, first, start)), default=first)
    close = SENTENCE_END.search(text, end, last)
    return begin, close.start() if close else last


def _in_quotes(sentence: str, start: int, end: int) -> bool:
    """Whether an opening mark stands shortly before and its partner shortly after, with none closing between."""
    before, after = sentence[max(0, start - QUOTE_REACH) : start], sentence[end : end + QUOTE_REACH]
    for opening, closing in QUOTES:
        opened = before.rfind(opening)
        if opened >= 0 and (opening == closing or closing not in before[opened:]) and closing in after:
            return True
    return False
