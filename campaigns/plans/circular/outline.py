"""How is the text numbered: which lines open a clause, and under which heading does it stand?"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

NUMERALS = "一二三四五六七八九十百"
# One marker per level, outermost first; the printed number is the named group.
LEVELS = (
    rf"(?P<n0>[{NUMERALS}]{{1,4}})[、.．]",
    rf"(?P<n1>[（(][{NUMERALS}]{{1,4}}[）)])[、.．]?",
    r"(?P<n2>\d{1,3})(?:[、．]|\.(?!\d))",
    r"(?P<n3>[（(]\d{1,3}[）)])",
)
MARKER = re.compile(r"^(?:" + "|".join(LEVELS) + r")\s*")


@dataclass(eq=False)
class Clause:
    """A numbered clause: its own lines up to the next number, and the clause it stands under."""

    number: str
    level: int
    parent: "Clause | None"
    at: list[int]
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The clause without its number."""
        return "\n".join(self.lines)

    def ancestors(self) -> Iterator["Clause"]:
        """Yield the clauses above, nearest first."""
        clause = self.parent
        while clause:
            yield clause
            clause = clause.parent


def read_outline(lines: list[str], parts: dict[int, str]) -> list[Clause]:
    """Return the clauses in order; lines already taken (title, signature, copies) end a clause."""
    clauses: list[Clause] = []
    open_clauses: list[Clause] = []
    for index, line in enumerate(lines):
        marker = MARKER.match(line)
        if index in parts:
            open_clauses = []
        elif marker:
            level, number = level_and_number(marker)
            open_clauses = [clause for clause in open_clauses if clause.level < level]
            parent = open_clauses[-1] if open_clauses else None
            clause = Clause(number, level, parent, [index], [line[marker.end() :]])
            clauses.append(clause)
            open_clauses.append(clause)
        elif open_clauses:
            open_clauses[-1].at.append(index)
            open_clauses[-1].lines.append(line)
    return clauses


def level_and_number(marker: re.Match[str]) -> tuple[int, str]:
    """Return the level of a marker and the number as printed."""
    name, number = next((name, value) for name, value in marker.groupdict().items() if value)
    return int(name[1:]), number


def full_numbers(measures: list[Clause]) -> list[str]:
    """Number the measures as printed; the parent comes first where numbers restart or measures nest."""
    printed = Counter(clause.number for clause in measures)
    mixed = len({clause.level for clause in measures}) > 1
    return [
        clause.parent.number + clause.number
        if clause.parent and clause.level > 1 and (mixed or printed[clause.number] > 1)
        else clause.number
        for clause in measures
    ]


def section_of(clause: Clause, measures: set[Clause]) -> str | None:
    """Return the heading above: the nearest clause above that is no measure itself, as printed."""
    for above in clause.ancestors():
        if above not in measures:
            mark = "、" if above.level == 0 else "" if above.level in (1, 3) else "."
            return above.number + mark + above.lines[0].rstrip("。.")
    return None
