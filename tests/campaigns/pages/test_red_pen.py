import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.pages.red_pen import MARKED, Piece, count, pieces, stray


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("没有标记", [Piece("没有标记")]),
        ("【本金随时退】", [Piece("本金随时退", 1)]),
        (
            "“存一万，【月月返三百】，【随时退】。”",
            [Piece("“存一万，"), Piece("月月返三百", 1, "，"), Piece("随时退", 2, "。”")],
        ),
        ("【一】二【三】四", [Piece("一", 1), Piece("二"), Piece("三", 2), Piece("四")]),
    ],
)
def test_marked_words_are_numbered_and_keep_their_punctuation(sentence, expected):
    assert pieces(sentence) == expected


@pytest.mark.parametrize("sentence", ["【没关上", "没打开】", "空的【】", "【【两层】】"])
def test_a_bracket_that_marks_nothing_is_seen(sentence):
    assert stray(sentence)


@given(st.text(alphabet="存万返，。”【】", max_size=20))
def test_no_word_is_lost(sentence):
    joined = "".join(piece.words + piece.after for piece in pieces(sentence))
    assert joined == MARKED.sub(r"\1\2", sentence)
    assert count(sentence) == sum(1 for piece in pieces(sentence) if piece.number)
