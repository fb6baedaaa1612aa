"""Which measures does a table of tasks hold, one row each?"""

import re
from collections.abc import Sequence

from .dates import last_day
from .names import split_names
from .parts import Measure

# What a column is for, by the words in its head.
COLUMNS = {
    "number": re.compile(r"序号|编号"),
    "lead": re.compile(r"牵头|责任(?:单位|部门|科室)|主办"),
    "assist": re.compile(r"配合|协助|协办|参与"),
    "deadline": re.compile(r"时限|时间|期限"),
    "heading": re.compile(r"任务|事项|项目"),
    "body": re.compile(r"内容|措施|要求"),
}
Table = Sequence[Sequence[str]]


def read_table(table: Table, year: int | None) -> list[Measure]:
    """Read a table of tasks; an empty list means that its head names no responsible unit."""
    for at, row in enumerate(table):
        columns = read_head(row)
        if "lead" in columns:
            filled = fill_down(table[at + 1 :], columns.get("heading"))
            return [measure_of(cells, columns, year) for cells in filled if any(cells)]
    return []


def read_head(row: Sequence[str]) -> dict[str, int]:
    """Tell what each column of a head row is for; the first that fits counts."""
    columns: dict[str, int] = {}
    for at, text in enumerate(row):
        meaning = next((name for name, words in COLUMNS.items() if words.search(text)), None)
        if meaning and meaning not in columns:
            columns[meaning] = at
    return columns


def fill_down(rows: Table, heading_at: int | None) -> list[list[str]]:
    """Give an empty heading the one above it: a task cell covers several rows (DOCUMENTS rule 10)."""
    filled: list[list[str]] = []
    for row in rows:
        cells = [text.strip() for text in row]
        if heading_at is not None and heading_at < len(cells) and not cells[heading_at] and filled:
            cells[heading_at] = filled[-1][heading_at]
        filled.append(cells)
    return filled


def measure_of(cells: list[str], columns: dict[str, int], year: int | None) -> Measure:
    """Read one row."""

    def cell(name: str) -> str:
        at = columns.get(name)
        return cells[at] if at is not None and at < len(cells) else ""

    return Measure(
        number=cell("number").rstrip(".．、"),
        section=None,
        heading=cell("heading") or None,
        body=cell("body"),
        lead=tuple(split_names(cell("lead").replace("\n", "、"))[0]),
        assist=tuple(split_names(cell("assist").replace("\n", "、"))[0]),
        deadline=last_day(cell("deadline"), year),
        deadline_text=cell("deadline") or None,
        resp_text=None,
    )
