"""Where were the line breaks of a text that was pasted without them?"""

import re
from collections.abc import Sequence

from .outline import NUMERALS
from .plain import plain

# A line that holds so many numbered clauses was several lines once.
FOLDED_CLAUSES = 3
CLAUSE_INSIDE = re.compile(
    rf"(?<=[。）)])(?:[{NUMERALS}]{{1,3}}、|（[{NUMERALS}]{{1,3}}）|\d{{1,2}}(?:．|\.(?!\d(?!\d{0, 3}[年月日]))))"
)
DAY = r"\d{4}年\d{1,2}月\d{1,2}日"

# Each cut is an empty place in the `plain` text, with an example (│ marks it).
CUTS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern, _example in (
        (
            r"(?<=通知|意见|方案|决定|通报|要点)(?=[一-龥]{2,8}（\d{4}）\d{1,4}号)",
            "……的通知│国办发〔2020〕43号",
        ),
        (r"(?<=\d号)(?=各)", "国办发〔2020〕24号│各省……"),
        (
            r"(?<=[构关局委办府位门）][：:])(?<![头任合办助与]单位[：:])(?<![头任合办助与]部门[：:])(?=\S)",
            "国务院各部委、各直属机构：│党中央……",
        ),
        (rf"(?<=[。）])(?=[^。，、；：（）\n]{{2,20}}{DAY})", "……落地见效。│国务院办公厅2020年7月15日"),
        (rf"(?<=[^\d\s。，、；：《》（）])(?={DAY}(?:$|（此件))", "国务院办公厅│2020年7月15日"),
        (r"(?<=日)(?=（此件)", "2020年7月15日│（此件公开发布）"),
        (rf"(?<=[。）)：:])(?=[{NUMERALS}]{{1,3}}、)", "……负责）│二、……"),
        (rf"(?<![第“《])(?=（[{NUMERALS}]{{1,3}}）)", "一、简化审批│（一）……"),
        (r"(?<=[。）)：:])(?=\d{1,2}(?:．|\.(?!\d(?!\d{0,3}[年月日]))))", "……负责）│2．……"),
    )
)


def unfold(lines: Sequence[str]) -> list[str]:
    """Return the lines, cut where breaks were lost; a text that has its breaks comes back as it is."""
    if not any(len(CLAUSE_INSIDE.findall(plain(line))) >= FOLDED_CLAUSES for line in lines):
        return list(lines)
    text = "\n".join(lines)
    for cut in CUTS:
        text = cut_at(text, [found.start() for found in cut.finditer(plain(text))])
    return [line for line in text.split("\n") if line]


def cut_at(text: str, places: Sequence[int]) -> str:
    """Return the text with a line end at each place."""
    ends = [*places, len(text)]
    return "\n".join(text[start:end] for start, end in zip([0, *places], ends, strict=True))
