"""Which line breaks did a fixed width make, and which did the writer?"""

import re
import unicodedata
from collections.abc import Sequence

from .dates import DATE_LINE
from .grammar import LABELS
from .outline import MARKER
from .plain import plain

WIDEST = 120  # columns; a longer line was not cut by any page
LEAST_CUT = 3  # lines cut in mid-sentence, before a width is believed
ENDS = "。；：！？）”》:;)!?"
OPEN = "（(〔[《“、，,"
STARTS = re.compile(rf"^(?:(?:责任|任务|职责|工作)分工[：:]|附件|抄送|(?:{LABELS})[：:])")


def unwrap(lines: Sequence[str]) -> list[str]:
    """Join lines that a fixed width cut apart (raw lines, indents kept); other texts come back as they are.

    A line is full when it is as long as the longest but for two characters; only full lines run on.
    """
    columns = [columns_of(plain(line)) for line in lines]
    letters = [len(line.rstrip()) for line in lines]
    full = [
        bool(line.strip()) and (wide >= max(columns) - 4 or long >= max(letters) - 2)
        for line, wide, long in zip(lines, columns, letters, strict=True)
    ]
    cut = [at for at in range(len(lines) - 1) if full[at] and runs_on(lines, at)]
    in_mid = sum(1 for at in cut if not lines[at].rstrip().endswith(tuple(ENDS)))
    if not lines or max(columns) > WIDEST or in_mid < LEAST_CUT or in_mid < sum(full) // 3:
        return list(lines)
    joined: list[str] = []
    for at, line in enumerate(lines):
        if at and at - 1 in cut:
            joined[-1] = joined[-1].rstrip() + line.strip()
        else:
            joined.append(line)
    return joined


def columns_of(line: str) -> int:
    """Return the width of a line as a typewriter counts: two columns for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line.rstrip())


def runs_on(lines: Sequence[str], at: int) -> bool:
    """Tell whether the next line may carry on this one: it opens nothing of its own."""
    line, following = lines[at].rstrip(), lines[at + 1]
    bare = following.strip()
    if not bare or "\t" in line + following or DATE_LINE.match(bare):
        return False
    if line.endswith(tuple(OPEN)):
        return True
    if following[:1] in "　 " or MARKER.match(bare) or STARTS.match(plain(bare)):
        return False
    signed = at + 2 < len(lines) and DATE_LINE.match(lines[at + 2].strip()) and line.endswith(tuple(ENDS))
    return not (line.endswith(("：", ":")) or signed)
