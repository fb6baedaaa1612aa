"""No family of words and no form of a rate may grow slow on a text that repeats one sign."""

from __future__ import annotations

import re
import tomllib

import pytest

from media_library.ads.rates import rates_in
from media_library.ads.structure import judge
from media_library.ads.structure.seen import FOLDER


def test_every_repeat_in_a_family_is_bounded() -> None:
    rows = [row for path in FOLDER.glob("*.toml") for row in tomllib.loads(path.read_text(encoding="utf-8")).values()]
    patterns = [pattern for row in rows for part in ("words", "apart") for pattern in row.get(part, ())]
    assert [one for one in patterns if re.search(r"(?<!\\)(?:\]|\)|\\[dsw])(?:[*+]|\{\d+,\})", one)] == []


@pytest.mark.parametrize("sign", ["x", "1", "一", "月1", "a "])
def test_a_sign_repeated_without_end_is_judged(sign: str) -> None:
    text = sign * 3_000
    assert judge(text).genre.value in {"news", "other_ad", "offer", "forum"}
    assert len(rates_in(text)) <= 3_000
