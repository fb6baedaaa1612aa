"""How is a plan written as a circular that reads back to the same plan?

It is written in clauses with responsibility lines, read back by the very reader that takes circulars in, and compared.
Where clauses do not read back the same (numbers of a table, say), a table is tried; what still differs is said.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from media_library.documents.reading import read_document
from media_library.documents.refusals import UnreadableDocument
from media_library.documents.word_writing import Table, write_word

from .circular.dates import last_day
from .circular.parts import Measure
from .circular.reading import read_circular
from .models import Campaign, DutyParty

TOKEN = re.compile(r"（[一二三四五六七八九十百]+）|（\d+）|[一二三四五六七八九十百]+|\d+")
TABLE_HEAD = ("序号", "任务", "内容", "牵头单位", "配合单位", "完成时限")
Block = str | Table


@dataclass(frozen=True)
class Clause:
    """One duty as it is written and read: empty where there is nothing; the deadline as an ISO day."""

    number: str
    section: str
    heading: str
    body: str
    lead: tuple[str, ...]
    assist: tuple[str, ...]
    deadline: str
    deadline_text: str


@dataclass(frozen=True)
class Paper:
    """A plan as a Word file, the numbers of the duties that do not read back the same, and why, if none could be read."""

    content: bytes
    different: tuple[str, ...]
    unread: str = ""


def write_plan(title: str, clauses: Sequence[Clause], closing: Sequence[str] = ()) -> Paper:
    """Return the plan as clauses, or as a table where that reads back better; `closing` is the signature and its date."""
    papers = [
        tried(title, [*form(clauses), *closing], clauses)
        for form in (as_clauses, as_table)
        if clauses or form is as_clauses
    ]
    return min(papers, key=lambda paper: (paper.unread != "", len(paper.different)))


def tried(title: str, blocks: Sequence[Block], clauses: Sequence[Clause]) -> Paper:
    """Write, read back, compare; a file the reader refuses (too long, say) has every duty unread."""
    content = write_word(title, blocks)
    try:
        read = read_circular(read_document(content, "plan.docx").blocks).measures
    except UnreadableDocument as refusal:
        return Paper(content, tuple(one.number for one in clauses), str(refusal))
    found = [clause_read(one) for one in read]
    same_length = len(found) == len(clauses)
    different = [
        one.number for at, one in enumerate(clauses) if not (same_length and found[at] == without_own_words(one))
    ]
    return Paper(content, tuple(different))


def as_clauses(clauses: Iterable[Clause]) -> list[Block]:
    """Return headings, clauses and responsibility lines, nested as their numbers say."""
    lines: list[Block] = []
    section = ""
    for clause in clauses:
        if clause.section and clause.section != section:
            lines.append(clause.section)
        section = clause.section
        text = f"{clause.heading}。{clause.body}" if clause.heading else clause.body
        lines.extend(f"{marker(clause.number)}{text}".split("\n"))
        lines.extend(responsibility(clause))
    return lines


def marker(number: str) -> str:
    """Return how the last part of a number is printed before its clause: 一、 （一） 1. （1）."""
    last = ([found[0] for found in TOKEN.finditer(number)] or [number])[-1]
    if last.startswith("（"):
        return last
    return f"{last}." if last.isdecimal() else f"{last}、"


def responsibility(clause: Clause) -> list[str]:
    """Return the lines that say who answers, and until when."""
    said = (("牵头单位", "、".join(clause.lead)), ("配合单位", "、".join(clause.assist)), ("完成时限", limit(clause)))
    return [f"{label}：{value}" for label, value in said if value]


def limit(clause: Clause) -> str:
    """Return a deadline in the circular's words where they mean the same day, else as a date."""
    if own_words_hold(clause):
        return clause.deadline_text
    year, month, day = clause.deadline.split("-")
    return f"{year}年{int(month)}月{int(day)}日前"


def own_words_hold(clause: Clause) -> bool:
    """Say whether the deadline's words alone say what the duty says."""
    if not clause.deadline:
        return True
    text, year = clause.deadline_text, int(clause.deadline[:4])
    return bool(text) and last_day(text, year) == clause.deadline


def without_own_words(clause: Clause) -> Clause:
    """Return the clause as it can be read back: with the words of its deadline that were written."""
    return Clause(**{**clause.__dict__, "deadline_text": limit(clause)})


def as_table(clauses: Iterable[Clause]) -> list[Block]:
    """Return one table, a row a duty."""
    rows = [
        (one.number, one.heading, one.body, "、".join(one.lead), "、".join(one.assist), limit(one)) for one in clauses
    ]
    return [[TABLE_HEAD, *rows]]


def clause_read(measure: Measure) -> Clause:
    """Return a measure as the reader has it in the shape of what was written."""
    heading, body = told_apart(measure.heading or "", measure.body)
    return Clause(
        measure.number or "",
        measure.section or "",
        heading,
        body,
        measure.lead,
        measure.assist,
        measure.deadline or "",
        measure.deadline_text or "",
    )


def told_apart(heading: str, body: str) -> tuple[str, str]:
    """Return heading and body; a heading that only repeats the body, or has none, is the body."""
    if not body or heading == body[:200]:
        return "", body or heading
    return heading, body


def clauses_of(campaign: Campaign) -> list[Clause]:
    """Return the standing duties of a plan in their order; two queries."""
    clauses = []
    for duty in campaign.duties.standing().prefetch_related("parties"):
        parties = sorted(duty.parties.all(), key=lambda party: party.position)
        heading, body = told_apart(duty.heading, duty.body)
        day = duty.deadline.isoformat() if duty.deadline else ""
        names = {
            part: tuple(party.printed_name for party in parties if party.part == part) for part in DutyParty.Part.values
        }
        clauses.append(
            Clause(duty.number, duty.section, heading, body, names["lead"], names["assist"], day, duty.deadline_text)
        )
    return clauses


def write_campaign(campaign: Campaign) -> Paper:
    """Return a plan as a circular, signed as the circular it came from."""
    source = campaign.sources.order_by("-uploaded_at").first()
    closing = []
    if source is not None and source.issued_on and source.reading.get("issuer"):
        day = source.issued_on
        closing = [source.reading["issuer"], f"{day.year}年{day.month}月{day.day}日"]
    title = source.title if source is not None else f"关于{campaign.name}任务分工的通知"
    return write_plan(title, clauses_of(campaign), closing)
