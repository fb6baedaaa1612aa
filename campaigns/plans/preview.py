"""How is what was understood shown beside the text: row by row, what a line was taken for, which measure it became?"""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .deadlines import Period, deadline_notes
from .matching import Match
from .worked import Worked

PART_LABELS = {
    "title": "标题",
    "red_head": "红头",
    "doc_number": "文号",
    "recipients": "主送",
    "issuer": "发文单位",
    "date": "成文日期",
    "cc": "抄送",
    "section": "部分",
    "measure": "任务",
    "responsibility": "分工",
    "leftover": "未列入任务",
}
OF_MEASURES = ("measure", "responsibility")


@dataclass
class Row:
    """Lines that belong together and, where they are one, their measure with who bears it and what is odd about it."""

    lines: list[str]
    part: str
    label: str
    line: int | None = None
    measure: Worked | None = None
    lead: list[Match] = field(default_factory=list)
    assist: list[Match] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def unknown(self) -> list[str]:
        return [match.name for match in (*self.lead, *self.assist) if not match.key]

    @property
    def asks(self) -> bool:
        """Whether a person should look here before confirming."""
        standing = self.measure is not None and not self.measure.left_out
        return self.part == "leftover" or (standing and bool(self.unknown or self.notes))


def rows_of(reading: dict[str, Any], measures: Sequence[Worked], matches: Iterable[Match], period: Period) -> list[Row]:
    """Return the text's rows in order, measures that came from a table or by hand among them where they belong."""
    known = {match.name: match for match in matches}
    waiting = {one.key: one for one in measures}
    by_number: dict[str, deque[str]] = defaultdict(deque)
    for at, read in enumerate(reading["measures"]):
        by_number[read["number"] or ""].append(f"m{at}")
    in_place = {one.line: one for one in measures if one.line is not None and not one.left_out}
    rows: list[Row] = []
    for row in passages(reading["lines"]):
        queue = by_number[row.label] if row.part in OF_MEASURES else deque()
        measure = waiting.pop(queue.popleft(), None) if queue else in_place.get(row.line)
        rows.append(bear(row, measure, known, period))
        if measure is not None:
            waiting.pop(measure.key, None)
    for one in measures:
        if one.key in waiting:
            row = bear(Row([one.values["body"] or one.title], "measure", ""), one, known, period)
            rows.insert(place_of(one, rows), row)
    return rows


def passages(lines: Iterable[dict[str, Any]]) -> list[Row]:
    """Return the lines, those of one measure in one row; a measure's row has its number for a label until it is borne."""
    rows: list[Row] = []
    for at, line in enumerate(lines):
        number = line["number"] or ""
        follows = rows and line["part"] in OF_MEASURES and rows[-1].part in OF_MEASURES and rows[-1].label == number
        if follows and not (line["part"] == "measure" and rows[-1].part == "responsibility"):
            rows[-1].lines.append(line["text"])
            rows[-1].part = line["part"]
        else:
            label = number if line["part"] in OF_MEASURES else PART_LABELS[line["part"]]
            rows.append(Row([line["text"]], line["part"], label, line=at))
    return rows


def bear(row: Row, measure: Worked | None, known: dict[str, Match], period: Period) -> Row:
    """Put the measure into its row: who leads, who assists, what is odd."""
    if row.part in OF_MEASURES:
        row.label = PART_LABELS["measure"]
    if measure is None:
        return row
    row.measure, row.part, row.label = measure, "measure", PART_LABELS["measure"]
    row.lead = [known.get(name, Match(name)) for name in measure.values["lead"]]
    row.assist = [known.get(name, Match(name)) for name in measure.values["assist"]]
    row.notes = deadline_notes(measure.values["deadline"], period)
    return row


def place_of(measure: Worked, rows: Sequence[Row]) -> int:
    """Return where a measure without lines of its own stands: behind the one it was added after, else last."""
    for at, row in enumerate(rows):
        if row.measure is not None and row.measure.key == measure.after:
            return at + 1
    return len(rows)


@dataclass(frozen=True)
class Progress:
    """What is still open in a draft, in figures."""

    measures: int
    left_out: int
    names: int
    unknown: tuple[str, ...]
    deadlines: int
    leftover: int


def progress_of(rows: Sequence[Row], matches: Sequence[Match]) -> Progress:
    """Return the figures of a draft."""
    measures = [row for row in rows if row.measure is not None]
    standing = [row for row in measures if not row.measure.left_out]  # type: ignore[union-attr]
    return Progress(
        measures=len(standing),
        left_out=len(measures) - len(standing),
        names=len(matches),
        unknown=tuple(match.name for match in matches if not match.key),
        deadlines=sum(bool(row.notes) for row in standing),
        leftover=sum(row.part == "leftover" for row in rows),
    )
