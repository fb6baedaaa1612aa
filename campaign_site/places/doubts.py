"""What must a person look at before or after a list is loaded: possible renumberings, places no longer listed?"""

import csv
import datetime as dt
import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from campaign_site.places.models import Level, code_number
from campaign_site.places.staging import ask
from campaign_site.places.tables import WrongTable

MOST_SHOWN = 1000
MOST_NEW_TOWNSHIPS = 5000
STEM = re.compile(r"(街道|镇|乡|苏木)$")
GONE = "c.exists_to IS NULL AND NOT EXISTS (SELECT 1 FROM place_listed q WHERE q.place_id = c.id)"


class Doubt(NamedTuple):
    """A new row that may be a place already known, now under another code."""

    old_code: int
    new_code: int
    old_name: str
    new_name: str


class Decided(NamedTuple):
    """A person's word on one doubt: `old_code` became `new_code` on a day; without an old code the place is new."""

    line: int
    old_code: int | None
    new_code: int
    reason: str
    day: dt.date


def read_decisions(path: Path) -> list[Decided]:
    """Return the rows of a CSV `old_code,new_code,reason,date`; raises WrongTable with each wrong line."""
    made, faults = [], []
    try:
        rows = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
        for row in rows:
            try:
                made.append(_decided(rows.line_num, row))
            except ValueError as error:
                faults.append(f"{path.name} 第 {rows.line_num} 行：{error}。")
    except (UnicodeDecodeError, csv.Error) as error:
        raise WrongTable([f"{path.name} 读不懂：要是 UTF-8 的 CSV，列名是 old_code,new_code,reason,date。"]) from error
    if not made and not faults:
        faults.append(f"{path.name} 里没有一行；列名是 old_code,new_code,reason,date。")
    if faults:
        raise WrongTable(faults)
    return made


def _decided(line: int, row: dict[str, str | None]) -> Decided:
    old, new = ((row.get(name) or "").strip() for name in ("old_code", "new_code"))
    number, before = code_number(new), code_number(old) if old else None
    if number is None or (old and before is None):
        raise ValueError(f"“{new if number is None else old}”不是 6、9 或 12 位区划代码")
    reason = (row.get("reason") or "").strip()
    if not reason:
        raise ValueError("reason 空着；请写明依据，如批复文号")
    try:
        day = dt.date.fromisoformat((row.get("date") or "").strip())
    except ValueError as error:
        raise ValueError(f"date“{row.get('date') or ''}”不是 2016-07-31 这样的日期") from error
    return Decided(line, before, number, reason, day)


def doubts(decided: Collection[int]) -> list[Doubt]:
    """Return the new rows that may be renumbered places: same county, same short name or township stem, old one not listed.

    CROSS JOIN and the plus keep SQLite, which knows nothing of the tables' sizes, to a look-up by name for each new row.
    """
    rows = ask(
        "SELECT c.code, s.code, c.name, s.name FROM place_listed s CROSS JOIN {place} c"  # noqa: S608
        " WHERE c.short_name = s.short_name AND +c.level = s.level AND c.code / 1000000 = s.code / 1000000"
        f" AND s.verdict = 'new' AND s.level >= {Level.TOWNSHIP} AND {GONE} ORDER BY s.code"
    )
    found = [Doubt(*row) for row in [*rows, *_of_one_stem()] if row[1] not in decided]
    return sorted(set(found), key=lambda doubt: (doubt.new_code, doubt.old_code))


def _of_one_stem() -> list[tuple[int, int, str, str]]:
    """Return pairs of a township no longer listed and a new one of the same county: 满月乡 and 满月镇."""
    new = ask(
        f"SELECT s.code, s.name FROM place_listed s WHERE s.verdict = 'new' AND s.level = {Level.TOWNSHIP}"  # noqa: S608
        f" ORDER BY s.code LIMIT {MOST_NEW_TOWNSHIPS}"
    )
    if not new:
        return []
    pairs = []
    for code, name in gone_rows(Level.TOWNSHIP):
        stem = STEM.sub("", name)
        like = [(code, other, name, called) for other, called in new if STEM.sub("", called) == stem]
        pairs += [pair for pair in like if pair[0] // 10**6 == pair[1] // 10**6]
    return pairs


def gone_rows(level: int | None = None) -> list[tuple[int, str]]:
    """Return code and name of standing places that are not listed though others below the same place, of their level, are.

    IS NOT NULL lets PostgreSQL see that its partial index of the waiting rows fits.
    """
    of_level = f" AND c.level = {int(level)}" if level else ""
    return [
        (code, name)
        for code, name in ask(
            "SELECT c.code, c.name FROM {place} c WHERE EXISTS (SELECT 1 FROM place_listed s"  # noqa: S608
            f" WHERE s.parent_id = c.parent_id AND s.parent_id IS NOT NULL AND s.level = c.level AND s.file >= 0){of_level} AND {GONE}"
            f" ORDER BY c.code LIMIT {MOST_SHOWN}"
        )
    ]
