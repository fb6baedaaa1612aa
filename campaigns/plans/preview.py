"""How is what was understood shown beside the text, line by line?"""

from dataclasses import dataclass, field
from typing import Any

from .matching import Match

MAX_LINES = 2000
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


@dataclass
class Understood:
    """A line of the text, what it was taken for, and at a responsibility line who leads and who assists."""

    text: str
    part: str
    label: str
    number: str = ""
    lead: list[Match] = field(default_factory=list)
    assist: list[Match] = field(default_factory=list)


def understood_lines(reading: dict[str, Any], matches: list[Match]) -> list[Understood]:
    """Return the text's lines, then a line for each measure that came from a table; at most MAX_LINES.

    Who bears a measure stands at its responsibility line, or at its last line when the text has none of its own.
    """
    known = {match.name: match for match in matches}
    shown = [
        Understood(line["text"], line["part"], PART_LABELS[line["part"]], line["number"] or "")
        for line in reading["lines"]
    ]
    ends = {line.number: line for line in shown if line.number}
    for measure in reading["measures"]:
        line = ends.pop(measure["number"], None)
        if line is None:
            line = Understood(measure["heading"] or measure["body"], "measure", "表格里的任务", measure["number"])
            shown.append(line)
        bear(line, measure, known)
    return shown[:MAX_LINES]


def bear(line: Understood, measure: dict[str, Any], known: dict[str, Match]) -> None:
    """Put who leads and who assists beside the line."""
    line.lead = [known[name] for name in measure["lead"]]
    line.assist = [known[name] for name in measure["assist"]]
