"""What would a table change? Shown line by line before anything is written; then written whole or not at all."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError

from campaign_site.tables_in.declared import told

CHANGED_MEANWHILE = "预览以后数据有了变化。下面是现在的情况，请再看一遍，再确认。"


class State(StrEnum):
    """What becomes of a line."""

    NEW = "新增"
    CHANGED = "改动"
    SAME = "不变"


@dataclass(frozen=True)
class Line:
    """What one line of the table means: for whom, what, and what stood there before."""

    line: int
    name: str
    what: str
    state: State
    before: str = ""


@dataclass
class Plan:
    """All that a table would change. `questions` are doubts a person decides; `faults` forbid writing.

    `write(actor, reason)` writes everything in one transaction; `corrects` asks for a reason.
    """

    lines: list[Line] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    corrects: bool = False
    write: Callable[[Any, str], None] = lambda actor, reason: None

    def __post_init__(self) -> None:
        self.faults = told(self.faults)

    def counts(self) -> dict[str, int]:
        """Return how many lines are new, changed, unchanged."""
        found = Counter(line.state for line in self.lines)
        return {state.value: found[state] for state in State}

    def writes(self) -> bool:
        return any(line.state is not State.SAME for line in self.lines)

    def digest(self) -> str:
        """Return a mark of everything shown, so that nobody confirms what they have not seen."""
        shown = repr((self.lines, self.faults, self.questions))
        return hashlib.sha256(shown.encode()).hexdigest()[:16]


def confirm(plan: Plan, *, actor: Any, seen: str, reason: str) -> dict[str, int]:
    """Write the plan and return its counts; raises ValidationError for faults, a plan that changed, or a missing reason.

    `seen` is the digest of the plan that was shown.
    """
    if plan.faults:
        raise ValidationError("表里还有错，没有写入。请按下面列出的改好再传。")
    if seen != plan.digest():
        raise ValidationError(CHANGED_MEANWHILE)
    if not plan.writes():
        raise ValidationError("表里的内容和系统里一样，没有要写的。")
    if plan.corrects and not reason.strip():
        raise ValidationError("有数改动了同一时点的原数，请写更正原因。")
    plan.write(actor, reason.strip())
    return plan.counts()


def short(texts: Iterable[str], most: int = 6) -> str:
    """Return the first texts joined by 、 and how many there are when not all are shown."""
    listed = list(texts)
    return "、".join(listed[:most]) + (f" 等 {len(listed)} 个" if len(listed) > most else "")
