"""Which figures of a table may be shown, so that no small group can be read or worked out from the others? (pure)

The table has rows and columns with their totals, and the total of all. A figure below `least` is hidden; where totals
would give it away by subtraction, the smallest figures beside it are hidden too (complementary suppression).
"""

from collections.abc import Mapping

LEAST = 10  # answers that a figure must stand on
TOTAL = 0  # the key of a total, in place of a row or a column

Cell = tuple[int, int]


def with_totals(cells: Mapping[Cell, int]) -> dict[Cell, int]:
    """Return the table with totals of rows, of columns and of all; keys of rows and columns are above 0."""
    table = dict(cells)
    for (row, column), count in cells.items():
        for key in ((row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            table[key] = table.get(key, 0) + count
    return table


def hidden(table: Mapping[Cell, int], least: int = LEAST) -> set[Cell]:
    """Return the figures of a table with totals that are not shown.

    In every line (a row or a column with its total) that hides anything, at least two figures are hidden, and if the total is shown the
    hidden ones come to `least` together: what subtraction yields is never about fewer people.
    """
    kept_back = {cell for cell, count in table.items() if 0 < count < least}
    lines = _lines(table)
    changed = True
    while changed:
        changed = False
        for total, parts in lines:
            more = _too_much_shown(table, total, parts, kept_back, least)
            if more is not None:
                kept_back.add(more)
                changed = True
    return kept_back


def _lines(table: Mapping[Cell, int]) -> list[tuple[Cell, list[Cell]]]:
    lines: dict[Cell, list[Cell]] = {}
    for row, column in table:
        if column != TOTAL:
            lines.setdefault((row, TOTAL), []).append((row, column))
        if row != TOTAL:
            lines.setdefault((TOTAL, column), []).append((row, column))
    # The line of totals ends in the same corner from both sides; both were gathered under it and are told apart here.
    corner = lines.pop((TOTAL, TOTAL), [])
    rows, columns = [c for c in corner if c[1] == TOTAL], [c for c in corner if c[0] == TOTAL]
    return [*lines.items(), ((TOTAL, TOTAL), rows), ((TOTAL, TOTAL), columns)]


def _too_much_shown(
    table: Mapping[Cell, int], total: Cell, parts: list[Cell], kept_back: set[Cell], least: int
) -> Cell | None:
    """Return the one figure to hide next in a line, None when the line gives nothing away."""
    away = [cell for cell in parts if cell in kept_back]
    enough = len(away) + (total in kept_back) >= 2
    safe = enough and (total in kept_back or sum(table[cell] for cell in away) >= least)
    if safe or not (away or total in kept_back):
        return None
    left = [cell for cell in parts if cell not in kept_back and table[cell]]
    if left:
        return min(left, key=lambda cell: (table[cell], cell))
    return None if total in kept_back else total


def share(right: int, answers: int) -> int:
    """Return the share of right answers in whole percent, half rounded up; 0 of 0 is 0."""
    return (200 * right + answers) // (2 * answers) if answers else 0
