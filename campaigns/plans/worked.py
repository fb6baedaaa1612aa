"""What does the office's reading hold: the machine's measures with what people changed laid over them?

`edits` maps a measure's key to what was done with it: {"m3": {"fields": {…}, "left_out": true, "by", "at", "version"}}.
`m3` is the fourth measure the machine read; `a1` was added by hand, after another measure or in place of a line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

NAMES = ("lead", "assist")
TEXTS = ("number", "section", "heading", "body", "deadline", "deadline_text", "deliverable")
FIELDS = (*TEXTS, *NAMES)
LABELS = {
    "number": "编号",
    "section": "所属部分",
    "heading": "任务",
    "body": "内容",
    "lead": "负责",
    "assist": "协助",
    "deadline": "期限",
    "deadline_text": "期限原文",
    "deliverable": "交什么",
}
NAMES_KEY = "@names"  # under this key: who settled which printed name, and when


@dataclass(frozen=True)
class Worked:
    """One measure as the office has it; `read` is what the machine read, empty for one added by hand."""

    key: str
    values: dict[str, Any]
    read: dict[str, Any] = field(default_factory=dict)
    left_out: bool = False
    by: str = ""
    at: str = ""
    version: int = 0
    after: str = ""
    line: int | None = None

    @property
    def added(self) -> bool:
        return not self.read

    @property
    def changed(self) -> list[tuple[str, Any]]:
        """Return the labels of the fields a person changed, each with what the machine had read."""
        if self.added:
            return []
        return [(LABELS[name], self.read[name]) for name in FIELDS if self.values[name] != self.read[name]]

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.values["lead"], *self.values["assist"])

    @property
    def title(self) -> str:
        """The heading, or where there is none the body's beginning."""
        return self.values["heading"] or self.values["body"][:40]


def read_values(measure: Mapping[str, Any]) -> dict[str, Any]:
    """Return a read measure with every field: texts as text, empty where unknown; names as a list."""
    texts: dict[str, Any] = {name: measure.get(name) or "" for name in TEXTS}
    return texts | {name: list(measure.get(name) or []) for name in NAMES}


def worked_measures(reading: Mapping[str, Any], edits: Mapping[str, Any]) -> list[Worked]:
    """Return every measure, those left out included, in order; what was added stands after its neighbour, else last."""
    read = {f"m{at}": read_values(measure) for at, measure in enumerate(reading["measures"])}
    added = [key for key in edits if key.startswith("a")]
    order = list(read)
    for key in sorted(added, key=lambda one: int(one[1:])):
        after = edits[key].get("after", "")
        order.insert(order.index(after) + 1 if after in order else len(order), key)
    return [laid_over(key, read.get(key, {}), edits.get(key, {})) for key in order]


def laid_over(key: str, read: dict[str, Any], edit: Mapping[str, Any]) -> Worked:
    """Return one measure with its edit laid over."""
    told = {name: edit[name] for name in ("left_out", "by", "at", "version", "after", "line") if name in edit}
    return Worked(key, read_values({}) | read | dict(edit.get("fields", {})), read, **told)


def standing(measures: Iterable[Worked]) -> list[Worked]:
    """Return the measures that are to become duties."""
    return [measure for measure in measures if not measure.left_out]


def names_of(measures: Iterable[Worked]) -> list[str]:
    """Return each name that leads or assists, in order of first mention."""
    return list(dict.fromkeys(name for measure in measures for name in measure.names))


def next_key(edits: Mapping[str, Any]) -> str:
    """Return the key of the next measure added by hand."""
    return f"a{1 + max((int(key[1:]) for key in edits if key.startswith('a')), default=0)}"


def differing(values: Mapping[str, Any], read: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that are not as read; for a measure added by hand, all of them."""
    return {name: values[name] for name in FIELDS if not read or values[name] != read[name]}
