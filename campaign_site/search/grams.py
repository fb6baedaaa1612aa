"""Into which pieces is Chinese cut, so that a database's word index finds any word inside a sentence?

Pure. A run of Chinese characters is indexed as its single characters and its pairs; a query asks for all its pairs.
No dictionary: names, slang and new words are found from the first day, and the index never falls out of step.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from opencc import OpenCC

HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
MARKS = re.compile(r"[^\w]+|_")
MOST_SIGNS = 64  # of a query; what a longer one asks for is said on the page


@cache
def simplifier() -> OpenCC:
    """The table of traditional to simplified characters, read once per process."""
    return OpenCC("t2s")


def one_writing(text: str) -> str:
    """Full and half width, upper and lower case, traditional and simplified as one."""
    return str(simplifier().convert(unicodedata.normalize("NFKC", text).lower()))


def for_index(text: str) -> str:
    """Words parted by spaces: of each run of Chinese every character and every pair of neighbours."""
    return HAN.sub(lambda run: f" {' '.join((*run[0], *pairs(run[0])))} ", one_writing(text))


def for_query(text: str) -> str:
    """Words parted by spaces that must all be there; empty when nothing is left to look for."""
    words = MARKS.sub(" ", one_writing(text[:MOST_SIGNS]))
    return " ".join(HAN.sub(lambda run: f" {' '.join(pairs(run[0]) or run[0])} ", words).split())


def pairs(run: str) -> list[str]:
    """Every two neighbouring characters, in their order."""
    return [run[at : at + 2] for at in range(len(run) - 1)]
