"""What does one clause of the text oblige whom to do: its statements, heading, body and time limit?"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .dates import last_day, limit_in
from .grammar import DEADLINE_LABELS, find_statements
from .names import split_names
from .outline import Clause, fold_items
from .parts import Measure, Statement
from .plain import as_printed, plain

MAX_HEADING = 40
SENTENCE = re.compile(r"[^。\n]*。?")
NOTHING = re.compile("")
HELPS = re.compile("(?:协助|配合|参与|协同|支持)")
Found = list[tuple[re.Match[str], Statement]]


def statements_of(clauses: list[Clause]) -> dict[Clause, Found]:
    """Return each clause's statements; one without its own, listed under a body, is that body's.

    A statement on a line of its own below a list is said of the whole list: the items are taken back into their clause
    and leave `clauses`.
    """
    own = {clause: find_statements(plain(clause.text)) for clause in clauses}
    items: dict[Clause, list[Clause]] = {}
    for clause in clauses:
        if clause.parent:
            items.setdefault(clause.parent, []).append(clause)
    for parent, children in items.items():
        if speaks_for_list(parent, children, own, items):
            fold_items(parent, children)
            own[parent] = find_statements(plain(parent.text))
            clauses[:] = [clause for clause in clauses if clause not in children]
    parents = {clause.parent for clause in clauses}
    return {clause: own[clause] or listed_under(clause, parents) for clause in clauses}


def speaks_for_list(
    parent: Clause, children: list[Clause], own: dict[Clause, Found], items: dict[Clause, list[Clause]]
) -> bool:
    """Tell whether of a list of plain items only the last is followed by a statement, on a line of its own."""
    *others, last = children
    if not others or own[parent] or any(own[one] for one in others) or any(one in items for one in children):
        return False
    return bool(own[last]) and "\n" in last.text[: own[last][0][0].start()] and not own[last][0][1].in_body


def listed_under(clause: Clause, parents: set[Clause | None]) -> Found:
    """Return the body that a clause is listed under as its statement; a clause with items of its own has none."""
    seen = plain(clause.text)
    if not clause.bearer or clause in parents or not seen.strip():
        return []
    first = (NOTHING if clause.numbered else SENTENCE).match(seen)
    names = tuple(split_names(plain(clause.bearer))[0])
    said = Statement(assist=names, in_body=True) if HELPS.match(seen) else Statement(lead=names, in_body=True)
    return [(first, said)] if first else []


def measure_of(clause: Clause, number: str, section: str | None, found: Found, year: int | None) -> Measure:
    """Put one clause together: heading, body without its statements, who, and until when."""
    seen = plain(clause.text)
    heading, body = split_heading(body_of(clause.text, found))
    if not clause.numbered or (heading and opens_with_statement(heading, found)):
        heading, body = None, body_of(clause.text, found)
    said = [one for _, one in found]
    lead = dict.fromkeys(name for one in said for name in one.lead)
    assist = dict.fromkeys(name for one in said for name in one.assist if name not in lead)
    reach = len(seen) if said[-1].in_body else found[-1][0].end()
    limit = next((one.deadline_text for one in said if one.deadline_text), None) or limit_in(seen[:reach])
    return Measure(
        number=number,
        section=section,
        heading=heading,
        body=body,
        lead=tuple(as_printed(name, seen, clause.text) for name in lead),
        assist=tuple(as_printed(name, seen, clause.text) for name in assist),
        deadline=last_day(limit, year) if limit else None,
        deadline_text=limit,
        resp_text=statement_text(clause, found),
        unnumbered=not clause.numbered,
    )


def statement_text(clause: Clause, found: Found) -> str | None:
    """Return the one responsibility statement as printed, without a last line that only sets a limit; None if several."""
    match, said = found[0]
    if (
        len(found) > 1
        or not match[0]
        or (said.in_body and said.lead and not all(name in match[0] for name in said.lead))
    ):
        return None
    return re.sub(rf"\n(?:{DEADLINE_LABELS})[：:\s].*$", "", clause.text[match.start() : match.end()]).strip()


def opens_with_statement(heading: str, found: Found) -> bool:
    """Tell whether the first sentence is the body already: it says who answers."""
    return any(said.in_body and match.start() < len(heading) and match.end() > 1 for match, said in found)


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
    """Take the first sentence, or a first line without a stop, as heading if it is a short title with a body behind it."""
    end = re.search("。|\n", plain(text))
    first, rest = (text[: end.start()].strip(), text[end.end() :].strip()) if end else (text, "")
    if rest and 0 < len(first) <= MAX_HEADING and not first.endswith(("：", ":")) and "；" not in plain(first):
        return first, rest
    return None, text


def without_strays(measures: Sequence[Measure], clauses: Sequence[Clause]) -> list[Measure]:
    """Give a heading back to the body where nearly no clause of its level has one: it was the body's first sentence."""
    levels = Counter(clause.level for clause in clauses)
    headed = Counter(clause.level for clause, one in zip(clauses, measures, strict=True) if one.heading)
    return [
        replace(one, heading=None, body=f"{one.heading}。{one.body}")
        if one.heading and levels[clause.level] > 3 and headed[clause.level] * 4 < levels[clause.level]
        else one
        for clause, one in zip(clauses, measures, strict=True)
    ]


def note_lines(clause: Clause, found: Found, number: str, parts: dict[int, str], numbers: dict[int, str]) -> None:
    """Note what each line of a measure was taken for; lines after its last statement stay left over."""
    offset, starts = 0, [match.start() for match, _ in found]
    inside = found[-1][1].in_body
    for at, line in zip(clause.at, clause.lines, strict=True):
        end = offset + len(line)
        if inside or offset < found[-1][0].end():
            before = bisect_right(starts, offset)
            stated = not inside and before > 0 and end <= found[before - 1][0].end()
            parts[at], numbers[at] = ("responsibility" if stated else "measure"), number
        offset = end + 1
