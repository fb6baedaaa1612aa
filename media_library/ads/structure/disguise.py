"""Which words of money were written in disguise: split, swapped, with signs between their characters?

Whoever writes 贷款 as 代,款 knows why (ADS.md, `evasion`). Full width, traditional forms, capitals and mere blanks are no
disguise: they come from keyboards, from Hong Kong and from pictures.
"""

from __future__ import annotations

from media_library.ads.disguises import folded
from media_library.ads.normalise import Normalised
from media_library.ads.structure.seen import Evidence, families, stretches


def disguised(original: str, read: Normalised) -> Evidence:
    """The key words of `read.text` that the original writes otherwise, in positions of `read.text`.

    Goes in: the original and its normalised reading. Comes out: the stretches, none for plain writing.
    """
    found = stretches(families()["key_words"], read.text)
    return tuple(one for one in found if _plainly(original[slice(*read.span(one[0], one[1]))]) != one[2])


def _plainly(written: str) -> str:
    """As a reader without suspicion reads it: sign by sign, blanks left out."""
    return "".join(folded()[char] for char in written if not char.isspace()).replace(" ", "")
