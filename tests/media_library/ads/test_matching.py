"""The one pass finds what trying every word and pattern one by one would find."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from media_library.ads.rulebook.matching import CHUNK_SIGNS, MOST_SEEN, Matcher, apart, around
from media_library.ads.rulebook.parts import Find


def find(*words: str, patterns: tuple[str, ...] = ()) -> Find:
    return Find(words, patterns, None, (), (), None, ())


FINDS = [find("保本", "保本保息"), find(patterns=("保[本息]{1,3}不?赔",)), find("赔", patterns=("本息",))]


def one_by_one(text: str) -> dict[int, list[tuple[int, int]]]:
    """What every word and pattern finds when it is tried by itself."""
    found = {}
    for number, one in enumerate(FINDS):
        tried = (*map(re.escape, one.words), *one.patterns)
        found[number] = apart(m.span() for p in tried for m in re.finditer(f"(?=({p}))", text) for m in [_whole(m)])
    return {number: spans for number, spans in found.items() if spans}


def _whole(match: re.Match[str]) -> re.Match[str]:
    whole = re.compile(re.escape(match.group(1))).match(match.string, match.start())
    assert whole
    return whole


@given(st.text(alphabet="保本息不赔,", max_size=40))
def test_one_pass_finds_what_many_tries_find(text: str) -> None:
    assert Matcher(FINDS).spans(text, lambda number: True) == one_by_one(text)


def test_words_over_the_border_of_two_chunks_are_found_once() -> None:
    text = "甲" * (CHUNK_SIGNS - 2) + "保本保息" + "甲" * CHUNK_SIGNS + "保本"
    spans = Matcher(FINDS).spans(text, lambda number: True)[0]
    assert spans == [(CHUNK_SIGNS - 2, CHUNK_SIGNS + 2), (len(text) - 2, len(text))]


def test_a_word_without_end_is_noted_so_many_times() -> None:
    assert len(Matcher(FINDS).spans("保本" * 100_000, lambda number: True)[0]) == MOST_SEEN


def test_what_nobody_wants_is_not_tried() -> None:
    asked: list[int] = []
    Matcher(FINDS).spans("保本", lambda number: asked.append(number) is not None)
    assert sorted(asked) == [0, 1]


def test_windows_around_near_places_are_one() -> None:
    assert list(around([(30, 32), (10, 12), (100, 102)], 20)) == [(0, 50), (82, 120)]
