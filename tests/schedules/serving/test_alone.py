"""Can one folder be served twice?"""

import pytest

from schedules.serving.alone import AlreadyServed, alone_with


def test_the_second_keeper_is_told_where_the_first_one_answers(tmp_path):
    mark = tmp_path / "serving"
    with (
        alone_with(mark, "http://127.0.0.1:8000/"),
        pytest.raises(AlreadyServed, match=r"已经在运行：http://127\.0\.0\.1:8000/"),
        alone_with(mark, "http://127.0.0.1:8001/"),
    ):
        pass


def test_the_folder_is_free_again_afterwards(tmp_path):
    mark = tmp_path / "serving"
    for port in (8000, 8001):
        with alone_with(mark, f"http://127.0.0.1:{port}/"):
            assert mark.read_text() == f"http://127.0.0.1:{port}/"
