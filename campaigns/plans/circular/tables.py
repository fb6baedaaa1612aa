"""Which measures does a table of tasks hold, one row each?"""

import re
from collections.abc import Iterator, Sequence

from .dates import last_day, limit_of
from .grammar import DEADLINE_LABELS, LABEL, find_statements, read_labels
from .names import split_names
from .parts import Measure
from .plain import as_printed, plain

# What a column is for, by the words in its head; the first that fits.
COLUMNS = {
    "number": re.compile(r"^(?:序号|编号|序|号|项次)$"),
    "assist": re.compile(r"配合|协助|协办|参与|参加|协同"),
    "post": re.compile(r"领导|责任人|联系|备注|电话|进展|完成情况|资金|来源"),
    "lead": re.compile(r"牵头|主办|承办|主责"),
    "bearer": re.compile(r"(?:责任|负责|落实|实施)(?:单位|部门|科室|主体|乡镇)|责任分工"),
    "deadline": re.compile(rf"{DEADLINE_LABELS}|时限|时间|期限|节点|进度"),
    "body": re.compile(r"内容|措施|要求|职责|目标|举措|做法|标准|说明"),
    "heading": re.compile(r"任务|事项|项目|活动|工作|名称(?<!单位名称)(?<!部门名称)|主题"),
    "unit": re.compile(r"^(?:成员|责任)?(?:单位|部门|机构)(?:名称)?$"),
}
SECTION = re.compile(r"^(?P<number>[一二三四五六七八九十]{1,3}|[（(][一二三四五六七八九十]{1,3}[）)])[、.．]?\S")
HEAD_WORD = 12  # characters in a column's head at most
Table = Sequence[Sequence[str]]
Head = dict[str, int]


def read_table(table: Table, year: int | None) -> list[Measure]:
    """Read a table of tasks; an empty list means that its head names no responsible unit."""
    for at in range(len(table)):
        if is_head(table[at]) or (at + 1 < len(table) and is_head(over(table[at], table[at + 1]))):
            return list(read_rows(table, at, year))
    return []


def read_rows(table: Table, at: int, year: int | None) -> Iterator[Measure]:
    """Read the rows under the head at `at`, which may take two lines; a row of one text is a heading for those below."""
    words = list(table[at])
    below = table[at + 1] if at + 1 < len(table) else ()
    if is_second_line(below):
        words, at = over(words, below), at + 1
    head = settled(read_head(words))
    section: str | None = None
    for position, cells in enumerate(filled_down(table[at + 1 :], head), start=1):
        heading = only_text(cells)
        if heading and SECTION.match(heading):
            section = heading
        elif any(cells) and list(cells) != words and not heading:
            yield from measure_of(cells, head, year=year, section=section, position=position)


def over(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Lay the second line of a head over the first: an empty or repeated cell keeps the upper word."""
    padded = [*lower, *[""] * (len(upper) - len(lower))]
    return [below or above for below, above in zip(padded, [*upper, *[""] * (len(padded) - len(upper))], strict=True)]


def is_second_line(row: Sequence[str]) -> bool:
    """Tell whether a row still belongs to the head: every word in it is a column's, one of them who leads or assists."""
    words = [text for text in row if text.strip()]
    known = [next(iter(read_head([text])), "") for text in words]
    return bool(words) and all(known) and bool({"lead", "assist", "bearer"} & set(known))


def is_head(row: Sequence[str]) -> bool:
    """Tell whether a row is the head of a table of tasks: it names who answers, and what for."""
    head = read_head(row)
    names = {"lead", "bearer", "unit"} & set(head)
    return bool(names) and bool({"heading", "body", "number", "deadline"} & set(head)) and len(set(head.values())) > 1


def read_head(row: Sequence[str]) -> Head:
    """Tell what each column of a head row is for; the first column of a kind counts."""
    head: Head = {}
    for at, text in enumerate(row):
        word = re.sub(r"\s", "", text)
        if not word or len(word) > HEAD_WORD:
            continue
        meaning = next((name for name, words in COLUMNS.items() if words.search(word)), None)
        if meaning:
            head.setdefault(meaning, at)
    return head


def settled(head: Head) -> Head:
    """Let 责任单位 lead unless another column names who leads; then it assists. A bare 单位 leads where nobody else does."""
    if "bearer" in head:
        head.setdefault("lead" if "lead" not in head else "assist", head["bearer"])
    if "unit" in head:
        head.setdefault("lead", head["unit"])
    if "heading" not in head and "body" in head and "unit" not in head:
        head["heading"] = head.pop("body")
    return head


def filled_down(rows: Table, head: Head) -> Iterator[list[str]]:
    """Give an empty task the one above it, and a row without any unit the units above: a cell covers several rows.

    DOCUMENTS rule 10.
    """
    above: list[str] = []
    for row in rows:
        cells = [text.strip() for text in row]
        cells += [""] * (max(head.values()) + 1 - len(cells))
        if above and not only_text(cells) and any(cells):
            for kind in ("heading", "lead"):
                at = head.get(kind)
                bare = at is not None and not cells[at] and (kind == "heading" or not cells[head.get("assist", at)])
                if at is not None and bare:
                    cells[at] = above[at]
        if not only_text(cells):
            above = cells
        yield cells


def only_text(cells: Sequence[str]) -> str | None:
    """Return the text of a row that holds one text only, however many cells it spans."""
    texts = {text for text in cells if text}
    return texts.pop() if len(texts) == 1 else None


def measure_of(
    cells: list[str], head: Head, *, year: int | None, section: str | None, position: int
) -> Iterator[Measure]:
    """Read one row; a row that names nobody is none, and one without a number is known by its place."""

    def cell(name: str) -> str:
        at = head.get(name)
        return cells[at] if at is not None and at < len(cells) else ""

    lead, assist = units(cell("lead"))
    if not lead:
        return
    helpers = dict.fromkeys([*assist, *units(cell("assist"))[0]])
    printed = cell("number").rstrip(".．、")
    yield Measure(
        number=printed or str(position),
        section=section,
        heading=cell("heading") or None,
        body=cell("body"),
        lead=tuple(lead),
        assist=tuple(name for name in helpers if name not in lead),
        deadline=last_day(cell("deadline"), year),
        deadline_text=limit_of(cell("deadline")),
        resp_text=None,
        unnumbered=not printed,
    )


def units(text: str) -> tuple[list[str], list[str]]:
    """Read the units of a cell; it may itself say who leads and who assists (甲局牵头，乙局配合)."""
    seen = plain(text)
    stated = [read_labels(seen)] if LABEL.match(seen) else [said for _, said in find_statements(f"（{seen}）")]
    if stated and stated[0].lead:
        lead, assist = ([as_printed(name, seen, text) for name in side] for side in (stated[0].lead, stated[0].assist))
        return lead, assist
    whole = re.sub(r"\s*\n\s*(?=[（(])", "", text.strip())
    return split_names(re.sub(r"\s*\n\s*", "、", whole))[0], []
