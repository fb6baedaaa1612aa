"""What do staff see when they look up a place?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_site.places.models import find
from tests import make

INDEX = "/admin/places/"


@pytest.fixture
def browser(kaizhou, signed_in):
    """A browser of the office."""
    return signed_in(make.user("office", at=find("500154")))


def names(response) -> list[str]:
    return [str(place) for place in response.context["object_list"]]


@pytest.mark.parametrize("asked", ["雪宝山镇", "白泉乡", "500154202000", "500234202", "500154127000"])
def test_a_place_is_found_by_its_names_and_codes_of_all_times(browser, asked) -> None:
    assert names(browser.get(INDEX, {"q": asked}))[0] == "雪宝山镇"


def test_villages_of_one_name_stand_beside_their_townships(browser) -> None:
    page = browser.get(INDEX, {"q": "和平村"})

    shown = [(place.short_name, place.parent.short_name) for place in page.context["object_list"]]
    assert {name for name, _ in shown} == {"和平村"}
    assert len(set(shown)) == len(shown) > 1
    assert all(parent in page.content.decode() for _, parent in shown)


def test_the_list_narrows_to_a_level_or_to_what_lies_below(browser) -> None:
    assert browser.get(INDEX, {"level": "9"}).context["paginator"].count == 40
    assert browser.get(INDEX, {"under": "500154126000"}).context["paginator"].count == 7
    assert names(browser.get(INDEX, {"under": "没有"})) == []


def test_a_place_shows_its_history_its_figures_and_where_they_are_from(browser) -> None:
    page = browser.get(f"/admin/places/inspect/{find('500154126').pk}/").content.decode()

    assert "满月乡" in page
    assert "改名、改码、改类别" in page
    assert "下级地方（7 个）" in page
    assert "无分母" in page
    assert "区划代码：国家统计局（2023）" in page


def test_a_shared_figure_names_those_it_is_shared_with(browser) -> None:
    page = browser.get(f"/admin/places/inspect/{find('500154002').pk}/").content.decode()

    assert "196528（与汉丰街道、云枫街道合计，不拆分）" in page


@pytest.mark.parametrize("screen", ["new/", "edit/{}/", "delete/{}/", "history/{}/", "usage/{}/"])
def test_nobody_not_even_a_superuser_changes_a_place_on_screen(kaizhou, signed_in, screen) -> None:
    user = make.user("office", at=find("500154"))
    user.is_superuser = True
    user.save()

    assert signed_in(user).get(INDEX + screen.format(find("500154").pk)).status_code == 404


def test_the_list_takes_as_many_queries_for_many_places_as_for_one(browser) -> None:
    queries = []
    for asked in ("雪宝山镇", "雪宝山镇", "和平村"):
        with CaptureQueriesContext(connection) as taken:
            page = browser.get(INDEX, {"q": asked})
        queries.append((len(names(page)) > 1, len(taken)))

    assert queries[1:] == [(False, queries[1][1]), (True, queries[1][1])]
