"""Can staff walk down the tree of places, now and as it stood, and find a place by what it was called at any time?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_site.places.models import PlaceVersion
from tests import make

TREE = "/admin/places/tree/"


@pytest.fixture
def desk(county, signed_in):
    for number, township in enumerate(county.townships, 1):
        old = {"code": 500234000000 + number * 1000, "name": f"老{number}乡", "short_name": f"老{number}乡"}
        usual = {"place": township, "parent": county.place}
        PlaceVersion.objects.create(valid_from="2010-01-01", valid_to="2020-01-01", **usual, **old)
        now = {"code": township.code, "name": township.name, "short_name": township.name}
        PlaceVersion.objects.create(valid_from="2020-01-01", **usual, **now)
    return signed_in(make.user("village", at=county.village()))


def rows(page) -> list[tuple[str, int]]:
    return [(row.name, row.below) for row in page.context["rows"]]


def test_one_walks_down_with_the_number_below(desk, county) -> None:
    assert rows(desk.get(TREE)) == [("开州区", 2)]
    assert rows(desk.get(f"{TREE}{county.place.pk}/")) == [("第1镇", 3), ("第2镇", 3)]
    assert rows(desk.get(f"{TREE}{county.village().pk}/")) == []


def test_the_tree_stands_as_it_was_on_a_day(desk, county) -> None:
    page = desk.get(f"{TREE}{county.place.pk}/", {"on": "2015-06-01"})

    assert [row.name for row in page.context["rows"]] == ["老1乡", "老2乡"]
    assert "现名 第1镇" in page.content.decode()
    assert "最早的记录是 2010-01-01" in desk.get(f"{TREE}{county.place.pk}/", {"on": "2001-01-01"}).content.decode()


@pytest.mark.parametrize("asked", ["第1镇", "老1乡", "500234001000", "500154101"])
def test_a_place_is_found_by_names_and_codes_of_all_times(desk, asked) -> None:
    assert "第1镇" in [name for name, _ in rows(desk.get(TREE, {"q": asked}))]
    assert rows(desk.get(TREE, {"q": asked, "on": "2015-06-01"}))[0][0] in ("老1乡", "1镇1村", "第1镇")


@pytest.mark.parametrize(
    "query", [{"on": "2026-02-30"}, {"on": "昨天"}, {"p": "99"}, {"p": "x"}, {"q": "'\x00%"}, {"q": "没有"}]
)
def test_odd_questions_are_answered_in_words(desk, query) -> None:
    assert desk.get(TREE, query).status_code == 200


def test_nothing_is_at_an_unknown_place(desk) -> None:
    assert desk.get(f"{TREE}999999/").status_code == 404


def test_children_come_in_pages_and_take_the_same_queries(desk, county) -> None:
    counts = []
    desk.get(TREE)
    for many in (1, 120):
        for number in range(many):
            make.place(500154300000 + number * 1000 + many * 10**6 - 10**6, f"多{many}{number}", 9, county.place)
        with CaptureQueriesContext(connection) as taken:
            page = desk.get(f"{TREE}{county.place.pk}/")
        counts.append(len(taken))
    assert (len(rows(page)), page.context["page"].paginator.count) == (50, 123)
    assert counts[0] == counts[1]
