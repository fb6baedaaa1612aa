"""What does a circular oblige whom to do? Blocks of text in, a `Circular` out, every line accounted for."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .clauses import Found, measure_of, note_lines, statements_of, without_strays
from .frame import read_frame
from .grammar import FIRST_LEADS
from .outline import Clause, full_numbers, heading_of, read_outline, section_of
from .parts import Circular, Frame, Line, Measure
from .pasted import HERE, part_spaced, part_tables
from .plain import plain
from .tables import SECTION, Table, read_table
from .unfolding import unfold
from .wrapping import unwrap

NO_MEASURES = "没有读到责任分工：文中找不到“负责／牵头／责任单位”这类写明单位的句子。请确认上传的是带分工的文件。"
IN_PROSE = "没有读到责任分工行：以下各项是从按单位分段的职责里读出的，没有印出编号，请逐项核对。"
Placed = list[tuple[int, Measure]]


def read_circular(blocks: Iterable[str | Table]) -> Circular:
    """Read paragraphs and tables in order; what nobody understood stays in `leftovers`, nothing is guessed."""
    lines, tables = sort_blocks(blocks)
    parts = {at: "table" for at, line in enumerate(lines) if line == HERE}
    frame = read_frame(lines, parts)
    year = year_of(frame, lines)
    clauses = read_outline(lines, parts)
    found = statements_of(clauses)
    numbers: dict[int, str] = {}
    placed = [*of_clauses(clauses, found, year), *of_tables(lines, tables, clauses, year)]
    for clause, measure in zip((one for one in clauses if found[one]), [one for _, one in placed], strict=False):
        note_lines(clause, found[clause], measure.number, parts, numbers)
    for above in {above for clause in clauses if found[clause] for above in clause.ancestors()}:
        parts.setdefault(above.at[0], "section")
    accounted = tuple(
        Line(text, parts.get(at, "leftover"), numbers.get(at)) for at, text in enumerate(lines) if text != HERE
    )
    aliases = {short: full for said in found.values() for _, one in said for short, full in one.aliases}
    return Circular(frame, tuple(first_leads(placed, lines)), aliases, accounted)


def sort_blocks(blocks: Iterable[str | Table]) -> tuple[list[str], list[Table]]:
    """Part lines from tables, and mend lines that a careless paste cut or ran together; `HERE` stands for each table."""
    raw, tables = part_tables(without_pictures(blocks))
    lines = [line.strip(" \t　﻿\xa0") for line in unwrap([line for line in raw if line.strip()])]
    return part_spaced(unfold([line for line in lines if line]), tables)


def without_pictures(blocks: Iterable[str | Table]) -> Iterator[str | Table]:
    """Yield the blocks without the characters that pasted pictures leave; `HERE` is such a one, and is ours alone."""
    for block in blocks:
        if isinstance(block, str):
            yield block.replace(HERE, "")
        else:
            yield [[cell.replace(HERE, "") for cell in row] for row in block]


def year_of(frame: Frame, lines: Sequence[str]) -> int | None:
    """Return the year that limits without one mean: of the date, the title, the number, else the first the text names."""
    named = (
        re.search(r"(?:19|20)\d{2}", text) for text in (frame.date or "", frame.title or "", frame.doc_number or "")
    )
    in_text = (re.search(r"(?:19|20)\d{2}(?=年)", line) for line in lines)
    found = next((one for one in (*named, *in_text) if one), None)
    return int(found[0]) if found else None


def of_clauses(clauses: Sequence[Clause], found: dict[Clause, Found], year: int | None) -> Placed:
    """Return the measures of the numbered clauses, each with the line it begins at."""
    bearing = [clause for clause in clauses if found[clause]]
    measures = [
        measure_of(clause, number, section_of(clause, set(bearing)), found[clause], year)
        for clause, number in zip(bearing, full_numbers(bearing), strict=True)
    ]
    return [(clause.at[0], one) for clause, one in zip(bearing, without_strays(measures, bearing), strict=True)]


def of_tables(lines: Sequence[str], tables: Sequence[Table], clauses: Sequence[Clause], year: int | None) -> Placed:
    """Return the measures of the tables, each with the line its table stands at, under the heading above it."""
    places = [at for at, line in enumerate(lines) if line == HERE]
    placed: Placed = []
    for at, table in zip(places, tables, strict=True):
        above = next((clause for clause in reversed(clauses) if clause.at[0] < at and clause.numbered), None)
        section = heading_of(above) if above else None
        placed += [(at, replace(one, section=one.section or section)) for one in read_table(table, year)]
    return renumbered(placed)


def renumbered(placed: Placed) -> Placed:
    """Put the number of its heading before a row's number where numbers start again under another heading."""
    under = Counter(number for number, _ in {(one.number, one.section) for _, one in placed})

    def whole(one: Measure) -> str:
        heading = SECTION.match(one.section or "")
        return heading["number"] + one.number if heading and under[one.number] > 1 else one.number

    return [(at, replace(one, number=whole(one))) for at, one in placed]


def first_leads(placed: Placed, lines: Sequence[str]) -> Iterator[Measure]:
    """Yield the measures in order; from where 排在第一位的为牵头单位，下同 is said, the first leads, the others assist."""
    said_at = next((at for at, line in enumerate(lines) if FIRST_LEADS.search(plain(line))), len(lines))
    # said within a clause, it governs that clause
    clause_at = max((at for at, _ in placed if at <= said_at), default=said_at)
    for at, measure in sorted(placed, key=lambda one: one[0]):
        if said_at < len(lines) and at >= min(said_at, clause_at) and len(measure.lead) > 1:
            first, *others = measure.lead
            assist = tuple(dict.fromkeys((*others, *measure.assist)))
            yield replace(measure, lead=(first,), assist=assist)
        else:
            yield measure
