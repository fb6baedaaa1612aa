"""What does a circular oblige whom to do? Blocks of text in, a `Circular` out, every line accounted for."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .dates import last_day, limit_in
from .frame import read_frame
from .grammar import DEADLINE_LABELS, FIRST_LEADS, find_statements
from .outline import Clause, full_numbers, read_outline, section_of
from .parts import Circular, Line, Measure, Statement
from .tables import Table, read_table
from .unfolding import unfold

NO_MEASURES = "没有读到责任分工：文中找不到“负责／牵头／责任单位”这类写明单位的句子。请确认上传的是带分工的文件。"
MAX_HEADING = 40
Found = list[tuple[re.Match[str], Statement]]


def read_circular(blocks: Iterable[str | Table]) -> Circular:
    """Read paragraphs and tables in order; what nobody understood stays in `leftovers`, nothing is guessed."""
    lines, tables = sort_blocks(blocks)
    parts: dict[int, str] = {}
    frame = read_frame(lines, parts)
    year = year_of(frame.date or frame.title or "")
    clauses = read_outline(lines, parts)
    found = {clause: find_statements(clause.text) for clause in clauses}
    bearing = [clause for clause in clauses if found[clause]]
    sections = {above for clause in bearing for above in clause.ancestors()}
    numbers: dict[int, str] = {}
    measures: list[Measure] = []
    for clause, number in zip(bearing, full_numbers(bearing), strict=True):
        section = section_of(clause, set(bearing))
        measures.append(measure_of(clause, number, section, found[clause], year))
        note_lines(clause, found[clause], number, parts, numbers)
    for clause in clauses:
        if clause in sections:
            parts.setdefault(clause.at[0], "section")
    for table in tables:
        measures.extend(read_table(table, year))
    aliases = {short: full for said in found.values() for _, one in said for short, full in one.aliases}
    accounted = tuple(Line(text, parts.get(at, "leftover"), numbers.get(at)) for at, text in enumerate(lines))
    return Circular(frame, tuple(first_leads(measures, found, bearing)), aliases, accounted)


def sort_blocks(blocks: Iterable[str | Table]) -> tuple[list[str], list[Table]]:
    """Part lines from tables; runs of lines with several tabs are a table pasted as text."""
    lines: list[str] = []
    tables: list[Table] = []
    pasted: list[list[str]] = []
    for block in blocks:
        if not isinstance(block, str):
            tables.append(block)
        elif block.count("\t") >= 3:
            pasted.append([cell.strip() for cell in block.rstrip("\n").split("\t")])
        elif block.strip():
            lines.append(block.strip(" \t　﻿"))
    return unfold(lines), [*tables, *([pasted] if pasted else [])]


def year_of(text: str) -> int | None:
    """Return the first year named in a date or a title."""
    found = re.search(r"(?:19|20)\d{2}", text)
    return int(found[0]) if found else None


def measure_of(clause: Clause, number: str, section: str | None, found: Found, year: int | None) -> Measure:
    """Put one clause together: heading, body without its statements, who, and until when."""
    heading, body = split_heading(body_of(clause.text, found))
    said = [one for _, one in found]
    lead = dict.fromkeys(name for one in said for name in one.lead)
    deadline_text = next((one.deadline_text for one in said if one.deadline_text), None)
    deadline_text = deadline_text or limit_in(clause.text[: found[-1][0].end()])
    return Measure(
        number=number,
        section=section,
        heading=heading,
        body=body,
        lead=tuple(lead),
        assist=tuple(dict.fromkeys(name for one in said for name in one.assist if name not in lead)),
        deadline=last_day(deadline_text, year) if deadline_text else None,
        deadline_text=deadline_text,
        resp_text=without_deadline_line(found[0][0][0]) if len(found) == 1 else None,
    )


def without_deadline_line(text: str) -> str:
    """Return a responsibility statement without a last line that only sets a time limit."""
    return re.sub(rf"\n(?:{DEADLINE_LABELS})[：:\s].*$", "", text)


def body_of(text: str, found: Found) -> str:
    """Return the clause without the statements that stand apart from it, and without what follows the last of them."""
    if all(said.in_body for _, said in found):
        return text.strip()
    pieces, start = [], 0
    for match, _ in found:
        pieces.append(text[start : match.start()])
        start = match.end()
    return "".join(pieces).strip()


def split_heading(text: str) -> tuple[str | None, str]:
    """Take the first sentence as heading if it is a short title with a body behind it."""
    first, stop, rest = re.sub(r"\.(?=[一-龥])", "。", text).partition("。")
    rest = rest.strip()
    if stop and rest and len(first) <= MAX_HEADING and "\n" not in first and "；" not in first:
        return first.strip(), rest
    return None, text


def note_lines(clause: Clause, found: Found, number: str, parts: dict[int, str], numbers: dict[int, str]) -> None:
    """Note what each line of a measure was taken for; lines after its last statement stay left over."""
    offset, starts = 0, [match.start() for match, _ in found]
    for at, line in zip(clause.at, clause.lines, strict=True):
        end = offset + len(line)
        if offset < found[-1][0].end():
            before = bisect_right(starts, offset)
            stated = before > 0 and end <= found[before - 1][0].end()
            parts[at], numbers[at] = ("responsibility" if stated else "measure"), number
        offset = end + 1


def first_leads(
    measures: Sequence[Measure], found: dict[Clause, Found], bearing: Sequence[Clause]
) -> Iterable[Measure]:
    """Apply 排在第一位的为牵头单位，下同 from where it is said: the first leads, the others assist."""
    governs = False
    for at, measure in enumerate(measures):
        if at < len(bearing):
            governs = governs or any(FIRST_LEADS.search(match[0]) for match, _ in found[bearing[at]])
        if governs and len(measure.lead) > 1:
            first, *others = measure.lead
            assist = tuple(dict.fromkeys((*others, *measure.assist)))
            yield replace(measure, lead=(first,), assist=assist)
        else:
            yield measure
