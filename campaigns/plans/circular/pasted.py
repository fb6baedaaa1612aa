"""Which lines of text are a table that was pasted as text: with tabs, bars, wide spaces, or one cell a line?"""

import re
from collections.abc import Iterable, Iterator, Sequence

from .tables import Table, is_head, read_head

HERE = "\ufffc"  # stands in the lines where a table stood
WIDE_SPACE = re.compile(r"\s{2,}|　+")
MARKS = re.compile(r"^#{1,6}\s+|\*\*|__|^>\s*|^[-*]\s+(?=\S)")
RULE = re.compile(r"^[\s|:\-—]+$")
LEAST_COLUMNS = 3


def part_tables(blocks: Iterable[str | Table]) -> tuple[list[str], list[Table]]:
    """Part lines from tables; where a table stood, a line `HERE` is left."""
    lines: list[str] = []
    tables: list[Table] = []
    group: list[str] = []
    for block in (*blocks, None):
        if isinstance(block, str) and (len(cells_of(block)) >= LEAST_COLUMNS or (group and not block.strip())):
            group.append(block)
            continue
        for kept in settle(group):
            keep(kept, lines, tables)
        group = []
        if block is not None:
            keep(MARKS.sub("", block) if isinstance(block, str) else block, lines, tables)
    return lines, tables


def keep(block: str | Table, lines: list[str], tables: list[Table]) -> None:
    """Put a block where it belongs."""
    if isinstance(block, str):
        lines.append(block)
    else:
        lines.append(HERE)
        tables.append(block)


def cells_of(line: str) -> list[str]:
    """Cut a line at its tabs or bars; a plain line is one cell."""
    bare = line.strip(" ")
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 1:
        return [MARKS.sub("", cell.strip()) for cell in bare[1:-1].split("|")]
    return [cell.strip() for cell in line.rstrip("\n").split("\t")]


def settle(group: Sequence[str]) -> Iterator[str | Table]:
    """Yield a run of lines with cells as one table if a head stands in it, else as the lines they are."""
    rows = [cells_of(line) for line in group if line.strip() and not RULE.match(line)]
    head = next((at for at, row in enumerate(rows) if is_head(row)), None)
    if head is None:
        yield from group
    else:
        yield from (" ".join(row) for row in rows[:head])
        yield join_broken(rows[head:])


def join_broken(rows: Sequence[list[str]]) -> Table:
    """Join rows that a line break within a cell cut in two: together they fill the head, and the second has no number."""
    width = len(rows[0])
    whole: list[list[str]] = []
    for row in rows:
        last = whole[-1] if whole else row
        if len(whole) > 1 and len(last) < width and len(last) + len(row) - 1 <= width and not row[0].isdigit():
            last[-1] = f"{last[-1]}\n{row[0]}"
            last.extend(row[1:])
        else:
            whole.append(list(row))
    return whole


def part_spaced(lines: Sequence[str], found: Sequence[Table]) -> tuple[list[str], list[Table]]:
    """Part tables whose cells stand apart by wide spaces, or one under the other, from the lines around them.

    `found` are the tables for which `HERE` stands in the lines already; all come back in order.
    """
    left: list[str] = []
    tables: list[Table] = []
    earlier = iter(found)
    at = 0
    while at < len(lines):
        rows, used = spaced_rows(lines, at) or stacked_rows(lines, at) or ((), 1)
        table = next(earlier) if lines[at] == HERE else rows
        left.append(HERE if table else lines[at])
        tables.extend([table] if table else [])
        at += used
    return left, tables


def spaced_rows(lines: Sequence[str], start: int) -> tuple[Table, int] | None:
    """Return a table whose head stands at `start` with cells apart by wide spaces, and how many lines it takes."""
    head = WIDE_SPACE.split(lines[start].strip())
    if len(head) < LEAST_COLUMNS or not is_head(head):
        return None
    rows = [head]
    for line in lines[start + 1 :]:
        row = WIDE_SPACE.split(line.strip())
        if len(row) not in (len(head), len(head) - 1):
            break
        rows.append(row)
    return (rows, len(rows)) if len(rows) > 1 else None


def stacked_rows(lines: Sequence[str], start: int) -> tuple[Table, int] | None:
    """Return a table whose cells stand one under the other: head words first, then each row from its number on."""
    head: list[str] = []
    for line in lines[start : start + 9]:
        if not read_head([line]) or len(line) > 8:
            break
        head.append(line)
    if len(head) < LEAST_COLUMNS or not is_head(head) or read_head(head).get("number") != 0:
        return None
    rows: list[list[str]] = [head]
    at = start + len(head)
    while at < len(lines) and lines[at].rstrip(".、") == str(len(rows)):
        stop = next(
            (
                to
                for to in range(at + 1, min(at + len(head), len(lines)))
                if lines[to].rstrip(".、") == str(len(rows) + 1)
            ),
            None,
        )
        end = min(stop or at + len(head), len(lines))
        rows.append(list(lines[at:end]))
        at = end
    return (rows, at - start) if len(rows) > 1 else None
