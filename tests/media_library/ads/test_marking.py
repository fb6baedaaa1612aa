"""Marks are cut and framed where the suspect points stand, and nothing of the text is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_library.ads.marking import Frame, Span, frames, pieces

LINE = {"start": 0, "end": 4, "confidence": 0.9, "box": (0.1, 0.2, 0.4, 0.1)}


def test_overlapping_points_share_their_stretch():
    cut = pieces("甲乙丙丁", [Span(1, 0, 2), Span(2, 1, 3, off=True)])
    shown = [
        (piece.text, [s.number for s in piece.spans], [s.number for s in piece.ending], piece.off) for piece in cut
    ]
    assert shown == [("甲", [1], [], False), ("乙", [1, 2], [1], False), ("丙", [2], [2], True), ("丁", [], [], True)]


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 30)).filter(lambda span: span[0] < span[1]), max_size=5),
)
def test_nothing_of_the_text_is_lost(text, stretches):
    spans = [Span(n, start, end) for n, (start, end) in enumerate(stretches) if end <= len(text)]
    assert "".join(piece.text for piece in pieces(text, spans)) == text


@pytest.mark.parametrize(
    ("text", "box", "frame"),
    [
        ("回收保本", (0.1, 0.2, 0.4, 0.1), Frame(1, 300, 200, 200, 100, False)),
        ("ab保本", (0.1, 0.2, 0.6, 0.1), Frame(1, 300, 200, 400, 100, False)),
        ("回收保本", (0.1, 0.2, 0.1, 0.4), Frame(1, 100, 400, 100, 200, False)),
    ],
    ids=["even letters", "narrow letters before", "upright line"],
)
def test_a_point_is_framed_by_its_share_of_the_line(text, box, frame):
    assert frames(text, [LINE | {"box": box}], [Span(1, 2, 4)], size=(1000, 1000)) == [frame]


def test_a_point_over_two_lines_has_two_frames():
    second = LINE | {"start": 5, "end": 9, "box": (0.1, 0.4, 0.4, 0.1)}
    found = frames("甲乙保本\n保息丙丁", [LINE, second], [Span(1, 2, 7)], size=(1000, 1000))
    assert [(frame.x, frame.y, frame.width) for frame in found] == [(300, 200, 200), (100, 400, 200)]
