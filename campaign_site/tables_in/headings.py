"""Where does the head of a sheet stand, one row or two, and which column is which?"""

from dataclasses import dataclass

from campaign_site.tables_in.cells import MULTIPLES, Count, is_blank, plain
from campaign_site.tables_in.declared import Column, Table, bracketed
from campaign_site.tables_in.opening import Sheet

SEARCHED = 30


@dataclass(frozen=True)
class Head:
    """The head of a sheet: the first row below it (from 1), the place of each column (from 0), its multiple (万 → 10 000)."""

    below: int
    columns: dict[str, int]
    times: dict[str, int]
    faults: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def fits(self, table: Table) -> bool:
        """Say whether all that the table must have is there."""
        asked = {column.key for column in table.columns if column.required}
        return asked <= self.columns.keys() and (not table.needs or any(key in self.columns for key in table.needs))


def find_head(table: Table, sheet: Sheet) -> Head | None:
    """Return the head that knows the most columns, one row or two (merged), within the first rows; None without any."""
    found: list[Head] = []
    for start in range(min(SEARCHED, len(sheet.rows))):
        found += [head(table, sheet, start, depth) for depth in (1, 2) if start + depth <= len(sheet.rows)]
    best = max(found, key=lambda one: (one.fits(table), len(one.columns), -one.below), default=None)
    return best if best is not None and len(best.columns) >= min(2, len(table.columns)) else None


def head(table: Table, sheet: Sheet, start: int, depth: int) -> Head:
    """Read rows `start` … `start + depth` as a head; two rows are read as upper, lower and both written together."""
    columns: dict[str, int] = {}
    times: dict[str, int] = {}
    faults: list[str] = []
    unknown: list[str] = []
    for place, names in enumerate(zip(*(spread(sheet, start + one) for one in range(depth)), strict=True)):
        ways = [*reversed(names), "".join(names)] if depth > 1 else [*names]
        written = next((way for way in ways if way and table.meant(way)), "")
        column = table.meant(written) if written else None
        if column is None:
            unknown += [name for name in names[-1:] if name]
        elif column.key in columns:
            faults.append(f"“{column.label}”有两列，请删去一列。")
        else:
            columns[column.key], times[column.key] = place, multiple(column, written, faults)
    return Head(start + depth + 1, columns, times, tuple(faults), tuple(unknown))


def spread(sheet: Sheet, index: int) -> list[str]:
    """Return the texts of a row (from 0), a merged heading in each of its columns."""
    texts = [plain(cell) for cell in sheet.rows[index]]
    for top, left, bottom, right in sheet.merged:
        if top <= index + 1 <= bottom and left <= len(texts):
            text = plain(sheet.rows[top - 1][left - 1])
            for place in range(left - 1, min(right, len(texts))):
                texts[place] = text
    return texts


def multiple(column: Column, heading: str, faults: list[str]) -> int:
    """Return by what a column's numbers are multiplied, from the unit in its heading; a foreign unit is a fault."""
    unit = bracketed(heading)
    if not isinstance(column.kind, Count) or not unit or unit == column.kind.unit:
        return 1
    if unit[0] in MULTIPLES and unit[1:] in ("", column.kind.unit):
        return MULTIPLES[unit[0]]
    if len(unit) <= 3 and unit not in ("必填", "选填", "可不填"):
        faults.append(f"表头“{heading}”的单位是{unit}，这一列要填的是{column.kind.unit}。")
    return 1


def is_head_again(sheet: Sheet, index: int, head: Head) -> bool:
    """Say whether a row (from 0) below the head repeats it, as at the top of a printed page."""
    above = sheet.rows[head.below - 2]
    places = list(head.columns.values())
    row = sheet.rows[index]
    same = [plain(row[place]) == plain(above[place]) for place in places if not is_blank(row[place])]
    return len(same) > 1 and all(same)
