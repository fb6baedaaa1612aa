"""Are two texts one advertisement, whatever telephone it gives and however it is disguised? (pure)

Candidates share keys of a minhash over three-sign shingles; whether they are one is then read sign by sign. What is only missing (a crop, a
cut) does no harm; what was exchanged does: another firm's name or another rate makes another advertisement.
"""

from __future__ import annotations

import re
import zlib
from functools import cache

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from media_library.ads.normalise import normalise

SHINGLE = 3
BANDS, ROWS = 20, 3
KEY_BITS = 40
SHORT_SIGNS = 24  # below it only the same words with the same telephone or firm are one
LEAST_ALIKE = 0.72  # share of the shorter text's signs that stand in the other, in order
LEAST_LENGTH_SHARE = 0.6
EXCHANGED_SIGNS = 2
HAN = r"\u3400-\u9fff"
CONTACT = re.compile(r"(?:\d[ \-]{0,2}){6,}\d|(?:微信|薇信|vx|qq|v)[:：号]{0,2}[a-z0-9_\-]{5,20}")
KEPT = re.compile(rf"[{HAN}a-z0-9.%]")
FIGURES = re.compile(r"\d+(?:\.\d+)?(?=%|元|万|分|厘|倍|折|克|天|个月|年)|[一二三四五六七八九十百]+(?=分|厘|倍|成)")
FIRM = re.compile(
    r"公司|合作社|中心|集团|会所|基地|公寓|养老院|庄园|生态园|平台|银行|商行|基金|工作室|俱乐部|书院|农场|酒业|茶业"
)
FIRM_REACH = 7  # signs before such a word in which the name stands


def plain(text: str) -> str:
    """The words without disguises, contacts, marks and spaces."""
    read = CONTACT.sub("", normalise(text).text.lower())
    return "".join(KEPT.findall(read))


def contacts(text: str) -> frozenset[str]:
    """The telephone and account numbers a text gives."""
    found = CONTACT.findall(normalise(text).text.lower())
    return frozenset(re.sub(r"[^a-z0-9]", "", one) for one in found)


def keys(text: str) -> list[int]:
    """The numbers under which an index holds a text: one a band; none for a text too short to have shingles."""
    words = plain(text)
    if len(words) < SHINGLE + 3:
        return []
    grams = {words[at : at + SHINGLE] for at in range(len(words) - SHINGLE + 1)}
    hashed = np.array([zlib.crc32(gram.encode()) for gram in sorted(grams)], np.uint64)
    factors, offsets = _mixers()
    lowest = ((hashed[None, :] * factors[:, None] + offsets[:, None]) >> np.uint64(32)).min(axis=1)
    return [band << KEY_BITS | zlib.crc32(lowest[band * ROWS : band * ROWS + ROWS].tobytes()) for band in range(BANDS)]


@cache
def _mixers() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    chance = np.random.default_rng(20260803)
    factors, offsets = (chance.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) for _ in range(2))
    return factors | np.uint64(1), offsets


def same_ad(one: str, other: str) -> bool:
    """Whether two texts are one advertisement.

    Short ones count only when their words are the same and a telephone or a firm says whose they are.
    """
    first, second = sorted((plain(one), plain(other)), key=len)
    if len(first) < SHORT_SIGNS:
        return first == second and len(first) > SHINGLE and _whose(one, other, first)
    if len(first) < LEAST_LENGTH_SHARE * len(second):
        return False
    blocks = Levenshtein.opcodes(first, second)
    held = sum(code.src_end - code.src_start for code in blocks if code.tag == "equal")
    return held >= LEAST_ALIKE * len(first) and not _exchanged(first, second, blocks)


def _whose(one: str, other: str, words: str) -> bool:
    """Whether a telephone both give, or a firm named in the words, says that one advertiser stands behind them."""
    return bool(contacts(one) & contacts(other)) or (contacts(one) == contacts(other) and bool(FIRM.search(words)))


def _exchanged(first: str, second: str, blocks: Levenshtein.Opcodes) -> bool:  # type: ignore[name-defined]
    """Whether a figure or a firm's name was replaced by another; a slip of one sign is none."""
    ours, theirs = set(FIGURES.findall(first)), set(FIGURES.findall(second))
    if ours - theirs and theirs - ours:
        return True
    changed = [code for code in blocks if code.tag == "replace"]
    return any(_in_name(first, code.src_start, code.src_end) for code in changed) or any(
        _in_name(second, code.dest_start, code.dest_end) for code in changed
    )


def _in_name(text: str, start: int, end: int) -> bool:
    """Whether at least two signs of `text[start:end]` stand right before a word such as 公司 or 合作社."""
    if end - start < EXCHANGED_SIGNS:
        return False
    after = FIRM.search(text, end, end + FIRM_REACH)
    return after is not None or FIRM.search(text, start, end) is not None
