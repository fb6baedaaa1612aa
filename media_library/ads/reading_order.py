"""In which order does a reader take in the lines of a Chinese poster or screenshot? (pure)

Lines run left to right and top to bottom; blocks standing side by side with a gutter are read one after the other; upright
lines (taller than wide) are read from the right to the left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median

Box = tuple[float, float, float, float]  # left, top, width, height, in any one unit

UPRIGHT = 1.8  # times as tall as wide
CORE = 0.6  # the middle part of a line: slightly slanting lines overlap at their ends only
GUTTER_LINES = 0.8  # line heights between two blocks side by side
BLOCK_LINES = 3  # with fewer lines on a side it is a row of a table, not a block
MOST_ROWS = 200  # beyond it rows are taken as they stand


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """Return the indexes of the boxes in reading order; every index once."""
    return _ordered(boxes, list(range(len(boxes))))


def _ordered(boxes: Sequence[Box], those: list[int]) -> list[int]:
    """Rows from top to bottom, with the runs of rows that are really blocks side by side read block by block."""
    rows = _cut(those, lambda i: _down(boxes[i]))
    if len(rows) <= 1:
        return _across(boxes, those)
    found: list[int] = []
    at = 0
    while at < len(rows):
        end, blocks = _blocks_from(boxes, rows, at)
        if blocks:
            for block in blocks:
                found += _ordered(boxes, block)
            at = end
        else:
            found += _across(boxes, rows[at])
            at += 1
    return found


def _blocks_from(boxes: Sequence[Box], rows: list[list[int]], first: int) -> tuple[int, list[list[int]]]:
    """The longest run of rows from `first` that a gutter parts into blocks; nothing when there is none."""
    if len(rows) > MOST_ROWS:
        return first, []
    for end in range(len(rows), first + 1, -1):
        those = [index for row in rows[first:end] for index in row]
        blocks = _blocks(boxes, those)
        if len(blocks) > 1 and min(len(block) for block in blocks) >= BLOCK_LINES:
            return end, blocks
    return first, []


def _blocks(boxes: Sequence[Box], those: list[int]) -> list[list[int]]:
    """The lines parted at gutters, from left to right; upright lines are no blocks."""
    if any(_upright(boxes[i]) for i in those):
        return []
    gutter = GUTTER_LINES * median(boxes[i][3] for i in those)
    return _cut(those, lambda i: (boxes[i][0], boxes[i][0] + boxes[i][2] + gutter))


def _across(boxes: Sequence[Box], row: list[int]) -> list[int]:
    """One row from left to right; upright lines that stand together from right to left."""
    if not any(_upright(boxes[i]) for i in row):
        return sorted(row, key=lambda i: (boxes[i][0], boxes[i][1]))
    found: list[int] = []
    for upright, run in _runs(boxes, _cut(row, lambda i: _core(boxes[i][0], boxes[i][2]))):
        if upright:
            found += [i for column in reversed(run) for i in sorted(column, key=lambda i: boxes[i][1])]
            continue
        those = [i for column in run for i in column]
        found += _ordered(boxes, those) if len(those) < len(row) else sorted(those, key=lambda i: (boxes[i][1], i))
    return found


def _runs(boxes: Sequence[Box], columns: list[list[int]]) -> Iterator[tuple[bool, list[list[int]]]]:
    """Neighbouring columns of one kind: upright or not. A column is upright when most of its height is."""
    kind, run = False, list[list[int]]()
    for column in columns:
        tall = sum(boxes[i][3] for i in column if _upright(boxes[i]))
        upright = tall * 2 > sum(boxes[i][3] for i in column)
        if run and upright != kind:
            yield kind, run
            run = []
        kind = upright
        run.append(column)
    if run:
        yield kind, run


def _cut(those: list[int], stretch: Callable[[int], tuple[float, float]]) -> list[list[int]]:
    """Groups whose stretches touch, in the order of the axis."""
    groups: list[list[int]] = []
    reached = float("-inf")
    for index in sorted(those, key=lambda i: (stretch(i), i)):
        start, end = stretch(index)
        if not groups or start > reached:
            groups.append([])
        groups[-1].append(index)
        reached = max(reached, end)
    return groups


def _upright(box: Box) -> bool:
    return box[3] >= UPRIGHT * box[2]


def _down(box: Box) -> tuple[float, float]:
    """From where to where a line reaches down: an upright one whole, a lying one without its slanting ends."""
    return (box[1], box[1] + box[3]) if _upright(box) else _core(box[1], box[3])


def _core(start: float, length: float) -> tuple[float, float]:
    return start + length * (1 - CORE) / 2, start + length * (1 + CORE) / 2
