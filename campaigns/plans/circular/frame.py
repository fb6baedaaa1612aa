"""Who wrote the circular, when, to whom: what do the lines around its measures say?"""

import re

from .dates import DATE_LINE, iso_day
from .names import split_addressees
from .outline import MARKER
from .parts import Frame

HEADER_LINES = 12
DOC_NUMBER = re.compile(
    r"^[（(]?(?P<number>[^\s，。（(]{1,20}?[〔﹝\[［(（]\d{4}[〕﹞\]］)）]\s*\d+\s*号)(?:附件)?[）)]?$"
)
RED_HEAD = re.compile(r"^[^，。：]{2,40}文件$")
RECIPIENTS = re.compile(r"^(?P<names>[^。；;]{2,300})[：:]$")
SIGNED = re.compile(r"^[^，。；：:！？,;!?]{2,40}$")
COPIES = re.compile(r"^抄\s*送[：:]\s*(?P<names>.*)$")
ADDRESSEE = re.compile(
    r"(?:府|处|门|位|构|局|办|厅|区|镇|乡|街道|会|部|院|校|公司|机关|团体|企业|中心|[所室站社行村]|成员|同志)(?:[（(][^（()）]*[）)])?$"
)


def read_frame(lines: list[str], parts: dict[int, str]) -> Frame:
    """Read title, number, issuers, date, recipients and copies; note in `parts` what each line was taken for."""
    recipients_at = find_recipients(lines)
    title, doc_number = read_header(lines, recipients_at, parts)
    issuers, day = read_signature(lines, parts)
    recipients: list[str] = []
    if recipients_at is not None:
        parts[recipients_at] = "recipients"
        recipients = split_addressees(lines[recipients_at].rstrip("：:"))
    return Frame(
        title=title,
        doc_number=doc_number,
        issuers=tuple(issuers),
        date=day,
        recipients=tuple(recipients),
        cc=tuple(read_copies(lines, parts)),
    )


def find_recipients(lines: list[str]) -> int | None:
    """Return where the 主送 line stands: the first early line that ends in ： and names bodies."""
    for index, line in enumerate(lines[:HEADER_LINES]):
        if MARKER.match(line):
            return None
        found = RECIPIENTS.match(line)
        if found and ADDRESSEE.search(found["names"]) and not line.endswith(("如下：", "如下:")):
            return index
    return None


def read_header(lines: list[str], end: int | None, parts: dict[int, str]) -> tuple[str | None, str | None]:
    """Read title (line breaks closed up) and document number from the lines above the recipients."""
    title: list[str] = []
    number: str | None = None
    for index, line in enumerate(lines[: HEADER_LINES if end is None else end]):
        found = DOC_NUMBER.match(line)
        if parts.get(index) == "table":
            break
        if found:
            parts[index] = "doc_number"
            number = re.sub(r"\s", "", found["number"])
        elif not title and RED_HEAD.match(line):
            parts[index] = "red_head"
        elif (end is None and title and ends_title(line, "".join(title))) or (
            end is None and (MARKER.match(line) or line.endswith(("。", "：", ":")))
        ):
            break
        else:
            parts[index] = "title"
            title.append(line)
    return ("".join(title) or None), number


def ends_title(line: str, so_far: str) -> bool:
    """Tell whether a title without recipients below is already whole before this line."""
    return so_far.endswith(("通知", "意见", "方案", "决定", "表", "分工", "要点", "通报")) or len(line) > 40


def read_signature(lines: list[str], parts: dict[int, str]) -> tuple[list[str], str | None]:
    """Read the first line that is a date alone, and the signing bodies right above it."""
    for index, line in enumerate(lines):
        if index not in parts and DATE_LINE.match(line):
            parts[index] = "date"
            return read_issuers(lines, index, parts), iso_day(line)
    return [], None


def read_issuers(lines: list[str], date_at: int, parts: dict[int, str]) -> list[str]:
    """Collect the signing bodies upwards from the date; a line may hold several, set apart by spaces."""
    issuers: list[str] = []
    index = date_at - 1
    while index >= 0 and index not in parts and SIGNED.match(lines[index]) and not MARKER.match(lines[index]):
        parts[index] = "issuer"
        issuers[:0] = re.split(r"\s{2,}|　+", lines[index])
        index -= 1
    return issuers


def read_copies(lines: list[str], parts: dict[int, str]) -> list[str]:
    """Read 抄送, which may run over several lines up to its full stop."""
    start = next((at for at, line in enumerate(lines) if COPIES.match(line)), None)
    if start is None:
        return []
    text = ""
    for at in range(start, len(lines)):
        if text.endswith("。") or "印发" in lines[at]:
            break
        parts[at] = "cc"
        text += lines[at]
    return split_addressees(COPIES.sub(r"\g<names>", text))
