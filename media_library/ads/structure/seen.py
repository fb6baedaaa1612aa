"""Where do the words of a family stand in a text?

Pure. A family is a named list of patterns in rulebook/structure/*.toml; each is looked for once per text and remembered.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from media_library.ads.payback import Payback, paybacks_in
from media_library.ads.rates import Rate, rates_in

FOLDER = Path(__file__).parents[1] / "rulebook" / "structure"
MOST_FOUND = 20  # a word a thousand times says no more than twenty times
Evidence = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Judgement:
    """What is held to be so, and the stretches of the normalised text that speak for it."""

    value: str | bool
    evidence: Evidence = ()

    def __bool__(self) -> bool:
        """Whether a yes-or-no judgement says yes."""
        return self.value not in (False, "", "none", "unknown")


@dataclass(frozen=True)
class Family:
    """One family of words: any of `found`, unless it stands inside a stretch of `apart`."""

    found: re.Pattern[str]
    apart: re.Pattern[str] | None


@dataclass(frozen=True)
class Seen:
    """A normalised text with what is known besides; every family is looked for once."""

    text: str
    advertiser: str = ""
    carrier: str = ""
    _known: dict[str, Evidence] = field(default_factory=dict, repr=False, compare=False)

    def all(self, name: str) -> Evidence:
        """Every stretch of the family, in order, at most MOST_FOUND."""
        if name not in self._known:
            self._known[name] = stretches(families()[name], self.text)
        return self._known[name]

    def has(self, *names: str) -> bool:
        """Whether a word of any of the families is there."""
        return any(self.all(name) for name in names)

    def kinds(self, name: str) -> int:
        """How many different words of the family are there."""
        return len({words for _, _, words in self.all(name)})

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """The rates named in the text."""
        return rates_in(self.text)

    @cached_property
    def paybacks(self) -> tuple[Payback, ...]:
        """Where money is asked for and more of it promised later."""
        return paybacks_in(self.text)


def stretches(family: Family, text: str) -> Evidence:
    """Where `family` stands in `text`."""
    excepted = [match.span() for match in family.apart.finditer(text)] if family.apart else []
    found: list[tuple[int, int, str]] = []
    for match in family.found.finditer(text):
        start, end = match.span()
        if end > start and not any(start < stop and begin < end for begin, stop in excepted):
            found.append((start, end, match.group()))
            if len(found) == MOST_FOUND:
                break
    return tuple(found)


@cache
def families() -> dict[str, Family]:
    """Every family of every file, by name; a name stands once."""
    read: dict[str, Family] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for name, row in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name in read:
                raise ValueError(f"结构词表里“{name}”写了两次（{path.name}）。")
            apart = re.compile("|".join(row["apart"])) if row.get("apart") else None
            read[name] = Family(re.compile("|".join(row["words"])), apart)
    return read
