"""Which words of an offer should make a person careful, and how does one say so in plain words?

Pure. The same rules as the review desk's, softened: never a verdict, no severity, no score. Nothing is kept.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from media_library.ads import rules
from media_library.ads.marking import Piece, Span, pieces
from media_library.ads.rulebook import Rulebook, shipped

WORDS = Path(__file__).with_name("plain.toml")
QUOTED_SIGNS = 24
# How people tell what they were told, and ask about it. Their own frame is blanked sign by sign, so that the words
# inside are read as the offer they were, and every position stays.
ASKING = re.compile(
    r"(?:我|他|她|我们|我家|我妈|我爸|爸妈|父母|家里老人|老人|婆婆|奶奶|爷爷|外婆|邻居|朋友|同事|亲戚|群里|微信上|网上|有人|有个人)"
    r"[^，。！？；,.!?;\n]{0,8}?(?:拉去听课|叫我|喊我|让我|劝我|拉我|约我|跟我说|和我说|问我|说是|说|讲|推荐|介绍)[:：，,]?"
    r"|[，,。 ]?(?:这个|这样|这种)?(?:是真的吗|真的吗|是不是真的|靠谱吗|靠不靠谱|可信吗|能信吗|可以相信吗|能投吗|能不能投|可以投吗|安全吗"
    r"|正常吗|是不是骗(?:人|子|局)的?|会不会是骗(?:人|局|子)的?|怎么办|该不该[^，。！？]{0,4}|请问一?下?|求助|想问一?下?)(?:呀|啊|呢|吗)?[?？。!！]*"
)
TOLD = frozenset({"forum", "complaint", "personal", "news", "unclear", "warning"})


@dataclass(frozen=True)
class PlainWords:
    """What a rule is called and said to be in public; `fair` is when the same words are quite normal."""

    head: str
    say: str
    fair: str


NOTHING_SAID: Mapping[str, PlainWords] = MappingProxyType({})


@dataclass(frozen=True)
class Sign:
    """One numbered reason to be careful; `quoted` is empty for what is missing from the text."""

    number: int
    rule: str
    quoted: str
    words: PlainWords
    law: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The words said, or what is missing."""
        return f"“{self.quoted}”" if self.quoted else self.words.head


@dataclass(frozen=True)
class PlainReading:
    """An offer as the public page shows it: the text cut at its marks, and a reason for each mark."""

    pieces: list[Piece]
    signs: tuple[Sign, ...]
    direction: str
    annual_rate: float | None
    warns: bool
    ruleset: str


@cache
def _table() -> dict[str, PlainWords]:
    """All entries of plain.toml."""
    return {key: PlainWords(**row) for key, row in tomllib.loads(WORDS.read_text(encoding="utf-8")).items()}


def words_for(rule: str, said: Mapping[str, PlainWords] = NOTHING_SAID) -> PlainWords:
    """The plain words of a rule, the county's own (`said`, by its id) or ours; a general sentence when it has none."""
    return said.get(rule) or _table().get(rule.removeprefix("AD-"), _table()["any"])


def read_plainly(
    text: str,
    day: date,
    book: Rulebook | None = None,
    *,
    carrier: str = "",
    said: Mapping[str, PlainWords] = NOTHING_SAID,
) -> PlainReading:
    """Read what somebody was told, on which carrier, by the rules in force on `day`. Never raises for any text.

    `said` holds what the county says to the public of its own rules. One sign per rule, numbered as the text goes; what stands under a counter-signal makes no sign, and a text
    with nothing but such hits `warns` others instead of selling.
    """
    book = book or shipped()
    seen = as_offer(rules.Written(text, published_on=day, carrier=carrier), book)
    shown = _shown(seen)
    numbers = {rule: number for number, rule in enumerate(dict.fromkeys(hit.rule for hit in shown), start=1)}
    spans = [Span(numbers[hit.rule], hit.start, hit.end) for hit in shown if hit.start is not None]
    signs = [
        _sign(number, next(hit for hit in shown if hit.rule == rule), text, words_for(rule, said))
        for rule, number in numbers.items()
    ]
    together = [one for one in seen.composites if shown]
    return PlainReading(
        pieces=pieces(text, spans),
        signs=(*signs, *(Sign(len(signs) + n, one.id, "", words_for(one.id), ()) for n, one in enumerate(together, 1))),
        direction=seen.direction,
        annual_rate=seen.annual_rate if shown and seen.direction != "lend" else None,
        warns=bool(seen.hits) and not shown,
        ruleset=seen.ruleset,
    )


def as_offer(said: rules.Written, book: Rulebook) -> rules.Reading:
    """Read the text as it stands; where somebody only tells it and asks, read what they were told.

    A person who asks is no publisher: for the review desk talk about an offer is none, here it is the very question.
    """
    seen = rules.read(said, book)
    inside = ASKING.sub(lambda found: " " * len(found.group()), said.text)
    if _shown(seen) or inside == said.text or dict(seen.facts).get("genre") not in TOLD:
        return seen
    told = rules.read(replace(said, text=inside), book)
    return told if _shown(told) else seen


def _shown(seen: rules.Reading) -> list[rules.Hit]:
    """The points that make a sign, as the text goes: none unless one is enough alone, or the text is about money at all."""
    counted = [hit for hit in seen.hits if hit.counted]
    about_money = dict(seen.facts).get("product", "none") != "none"
    return counted if about_money or any(hit.alone for hit in counted) else []


def _sign(number: int, first: rules.Hit, text: str, words: PlainWords) -> Sign:
    """The sign of one rule by its first point: the words quoted, its plain words, its clauses with what is not sure about them."""
    quoted = " ".join(text[first.start : first.end].split()) if first.start is not None else ""
    short = quoted if len(quoted) <= QUOTED_SIGNS else f"{quoted[:QUOTED_SIGNS]}…"
    civil = [clause for clause in first.basis if "刑事" not in clause.law]  # no word of crime before anybody has looked
    law = tuple(f"{clause.label}（{clause.warning}）" if clause.warning else clause.label for clause in civil)
    return Sign(number, first.rule, short, words, law)
