"""In which order are the lines of a poster read?"""

import random

import pytest

from media_library.ads.reading_order import reading_order


def read(boxes: dict[str, tuple[int, int, int, int]]) -> str:
    """The names of the boxes as they are read, whatever order they were found in."""
    names = list(boxes)
    random.Random(1).shuffle(names)
    return "".join(names[i] for i in reading_order([boxes[name] for name in names]))


LINES = {"a": (10, 10, 300, 40), "b": (10, 70, 200, 30), "c": (230, 72, 90, 30), "d": (10, 130, 300, 30)}
BLOCKS = {
    "t": (10, 0, 600, 50),
    **{name: (10, 80 + 40 * n, 250, 30) for n, name in enumerate("abc")},
    **{name: (330, 82 + 40 * n, 250, 30) for n, name in enumerate("xyz")},
    "z": (10, 240, 600, 30),
}
UPRIGHT = {"a": (400, 20, 40, 300), "b": (300, 20, 40, 300), "c": (200, 20, 40, 240), "d": (100, 20, 40, 120)}


def test_lines_run_left_to_right_and_top_to_bottom():
    assert read(LINES) == "abcd"


def test_blocks_side_by_side_are_read_one_after_the_other():
    blocks = dict(BLOCKS)
    blocks["w"], blocks["q"] = blocks.pop("z"), (330, 162, 250, 30)
    assert read(blocks) == "tabcxyqw"


def test_a_table_of_two_rows_is_read_row_by_row():
    assert (
        read({"a": (10, 10, 80, 30), "b": (200, 10, 80, 30), "c": (10, 60, 80, 30), "d": (200, 60, 80, 30)}) == "abcd"
    )


def test_upright_lines_are_read_from_the_right():
    assert read(UPRIGHT) == "abcd"


def test_a_heading_above_and_a_line_below_upright_lines_keep_their_places():
    assert read({"t": (60, 0, 400, 15), **UPRIGHT, "z": (60, 340, 400, 30)}) == "tabcdz"


def test_an_upright_banner_beside_lines_does_not_mix_with_them():
    beside = {"v": (10, 10, 40, 300), "a": (100, 10, 300, 40), "b": (100, 70, 300, 40), "c": (100, 130, 300, 40)}
    assert read(beside) == "vabc"


def test_slanting_lines_stay_lines():
    slanting = {name: (10 + 100 * n % 3, 10 + 36 * n, 300, 50) for n, name in enumerate("abcde")}
    assert read(slanting) == "abcde"


@pytest.mark.parametrize("many", [0, 1, 500])
def test_every_line_is_read_once(many):
    chance = random.Random(many)
    boxes = [tuple(chance.randrange(1, 900) for _ in range(4)) for _ in range(many)]
    assert sorted(reading_order(boxes)) == list(range(many))
