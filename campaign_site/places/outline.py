"""Which provinces, cities and counties are there in the country? The frame into which lists of townships and villages fit."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from campaign_site.places.models import Level

OUTLINE = Path(__file__).parent / "data" / "outline.csv"


class Outlined(NamedTuple):
    """A place of the frame; `parent` is the code of 12 digits, None for a province."""

    code: int
    level: Level
    name: str
    parent: int | None


@cache
def outline() -> dict[int, Outlined]:
    """Return the frame by code of 12 digits, 国家统计局 edition of 2023-06-30.

    A city without counties (东莞 4419) is there once, as a county (441900) of its province.
    """
    with OUTLINE.open(encoding="utf-8", newline="") as file:
        rows = [(row["code"], row["name"]) for row in csv.DictReader(file)]
    counties = {code for code, _ in rows if len(code) == Level.COUNTY}
    standing = [(code, name) for code, name in rows if f"{code}00" not in counties]
    codes = {code for code, _ in standing}
    return {
        padded(code): Outlined(padded(code), Level(len(code)), name, _parent(code, codes)) for code, name in standing
    }


def padded(code: str) -> int:
    """Return a code of 2, 4, 6, 9 or 12 digits as the number of 12 digits."""
    return int(code.ljust(12, "0"))


def _parent(code: str, codes: set[str]) -> int | None:
    above = next((code[:n] for n in (4, 2) if n < len(code) and code[:n] in codes), None)
    return padded(above) if above else None


def above(code: int, level: int) -> list[int]:
    """Return the codes of the places that may stand above a code of the level, nearest first, by its digits."""
    return [code // 10 ** (12 - one) * 10 ** (12 - one) for one in reversed(Level) if one < level]
