"""How is the text numbered: which lines open a clause, and under which heading does it stand?"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from .bodies import body_led, heading_body, is_duties, subject_body
from .plain import plain

NUMERALS = "一二三四五六七八九十百"
# One marker per level, outermost first; the printed number is the named group.
LEVELS = (
    rf"(?P<n0>[{NUMERALS}]{{1,4}})[、.．]",
    rf"(?P<n1>[（(][{NUMERALS}]{{1,4}}[）)])[、.．]?",
    r"(?P<n2>\d{1,3})(?:[、．]|\.(?!\d)|\.(?=\d{1,4}[年月日]))",
    r"(?P<n3>[（(]\d{1,3}[）)]|\d{1,2}[）)]|[①-⑳])[、.．]?",
)
MARKER = re.compile(r"^(?:" + "|".join(LEVELS) + r")\s*")


@dataclass(eq=False)
class Clause:
    """A clause: its own lines up to the next one, the clause it stands under, and the body it is listed under, if any."""

    number: str
    level: float
    parent: "Clause | None"
    at: list[int]
    lines: list[str] = field(default_factory=list)
    body: str | None = None
    numbered: bool = True
    opening: str = ""  # the first line as printed, with its number

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

    @property
    def bearer(self) -> str | None:
        """The body that this clause or the nearest one above is listed under."""
        return self.body or next((above.body for above in self.ancestors() if above.body), None)


def read_outline(lines: list[str], parts: dict[int, str]) -> list[Clause]:
    """Return the clauses in order; lines already taken (title, signature, copies) end a clause."""
    led = body_led(lines, parts)
    clauses: list[Clause] = []
    opened: list[Clause] = []
    for index, line in enumerate(lines):
        marker = MARKER.match(line)
        clause = None
        if index in parts:
            opened = []
        elif marker:
            clause = numbered_clause(marker, line, index, opened)
        elif index in led and (opened or led[index].apart):
            clause = body_clause(led[index].names, line[led[index].end :], index, opened)
        elif opened:
            opened[-1].at.append(index)
            opened[-1].lines.append(line)
        if clause:
            clauses.append(clause)
            opened.append(clause)
    note_heading_bodies(clauses)
    return clauses


def numbered_clause(marker: re.Match[str], line: str, index: int, opened: list[Clause]) -> Clause:
    """Open a clause under the nearest open one of a higher level, and close those that it follows."""
    level, number = level_and_number(marker)
    opened[:] = [clause for clause in opened if clause.level < level]
    return Clause(number, level, opened[-1] if opened else None, [index], [line[marker.end() :]], opening=line)


def body_clause(names: str, text: str, index: int, opened: list[Clause]) -> Clause:
    """Open an unnumbered clause of a body, beside the body before it."""
    while opened and not opened[-1].numbered:
        opened.pop()
    before = next((at for at, clause in enumerate(opened) if not clause.numbered), len(opened))
    del opened[before:]
    parent = opened[-1] if opened else None
    level = parent.level + 0.5 if parent else -0.5
    return Clause(names, level, parent, [index], [text], body=names, numbered=False)


def note_heading_bodies(clauses: list[Clause]) -> None:
    """Note the body of numbered clauses whose heading is its name, or that open with it under a heading of duties.

    A single one may be chance.
    """
    named = [(clause, name) for clause in clauses if clause.numbered and (name := body_of_clause(clause))]
    if len(named) > 1:
        for clause, name in named:
            clause.body = name


def body_of_clause(clause: Clause) -> str | None:
    """Return the body that a numbered clause is about."""
    seen = plain(clause.text)
    told = clause.parent is not None and is_duties(clause.parent.lines[0])
    return heading_body(seen) or (subject_body(seen) if told else None)


def level_and_number(marker: re.Match[str]) -> tuple[int, str]:
    """Return the level of a marker and the number as printed."""
    name, number = next((name, value) for name, value in marker.groupdict().items() if value)
    return int(name[1:]), number


def fold_items(clause: Clause, items: list[Clause]) -> None:
    """Let a clause take in the items of its list: what follows the last of them is said of the whole."""
    for item in items:
        clause.at += item.at
        clause.lines += [item.opening, *item.lines[1:]]


def full_numbers(measures: list[Clause]) -> list[str]:
    """Number the measures as printed; the parent comes first where numbers restart or measures nest.

    Unnumbered duties of bodies are counted under their heading: 三-1, 三-2.
    """
    printed = Counter(clause.number for clause in measures)
    again = {clause.level for clause in measures if printed[clause.number] > 1}
    nested = len({clause.level for clause in measures if clause.numbered}) > 1
    counted: Counter[Clause | None] = Counter()
    numbers = []
    for clause in measures:
        above = clause.parent.number if clause.parent else ""
        if not clause.numbered:
            counted[clause.parent] += 1
            numbers.append(f"{above}-{counted[clause.parent]}" if above else str(counted[clause.parent]))
        elif above and (clause.level in again or (nested and clause.level > 1)):
            numbers.append(above + clause.number)
        else:
            numbers.append(clause.number)
    return numbers


def section_of(clause: Clause, measures: set[Clause]) -> str | None:
    """Return the heading above: the nearest numbered clause above that is no measure itself, as printed."""
    return next((heading_of(above) for above in clause.ancestors() if above not in measures and above.numbered), None)


def heading_of(clause: Clause) -> str:
    """Return a clause's number and first line, as printed, without the closing stop."""
    mark = "、" if clause.level == 0 else "" if clause.level in (1, 3) else "."
    return clause.number + mark + clause.lines[0].rstrip("。.：:")
