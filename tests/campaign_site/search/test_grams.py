"""Is every word inside a sentence among the pieces the sentence is cut into?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign_site.search.grams import MOST_SIGNS, for_index, for_query

HAN = st.text("养老投资集资返利〇一二三", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("query", "pieces"),
    [
        ("养老", "养老"),
        ("养老投资", "养老 老投 投资"),
        ("骗", "骗"),
        ("養老返利", "养老 老返 返利"),
        ("Ｐ２Ｐ 理财", "p2p 理财"),
        ("“保本”*:&|!()", "保本"),
        ("?? ** \u200b", ""),
        ("12345热线", "12345 热线"),
    ],
)
def test_a_query_asks_for_its_pairs(query, pieces):
    assert for_query(query) == pieces


def test_a_long_query_is_cut():
    assert len(for_query("养" * 5000).split()) == MOST_SIGNS - 1


@given(HAN, HAN, HAN)
def test_any_part_of_a_sentence_is_found_in_it(before, word, after):
    assert set(for_query(word).split()) <= set(for_index(before + word + after).split())
