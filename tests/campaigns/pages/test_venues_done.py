import datetime as dt

import pytest
from django.core.cache import cache

from campaign_site.clock import machine_now
from campaign_site.terms.seed import load_terms
from campaigns.coverage.sweep import pay_all
from campaigns.pages.venues_done import Kind, this_year
from tests import make, make_pages

TODAY = dt.date(2026, 10, 31)


@pytest.fixture
def town(county, settings):
    settings.DEMO, settings.DEMO_TODAY = True, TODAY
    cache.clear()
    load_terms()
    make_pages.site()
    return county


def counted(where, **more) -> None:
    make.event(where, owed_since=machine_now(), **more)
    pay_all(clock=machine_now, today=TODAY)
    cache.clear()


def done(key: str) -> Kind:
    return next(kind for kind in this_year(TODAY).kinds if kind.key == key)


def test_before_anything_is_counted_the_section_is_left_out(town, client):
    assert this_year(TODAY) is None
    assert "六进：今年" not in client.get("/").content.decode()


def test_villages_are_counted_out_of_all_villages(town):
    counted(town.village())
    counted(town.village(), held_on=dt.date(2026, 9, 1))
    assert done("village_town") == Kind("village_town", "进村镇", 1, "个村到过", 6)
    assert (done("village_town").left, done("village_town").width) == (5, 50)


def test_last_year_is_not_this_year(town):
    counted(town.village(), held_on=dt.date(2025, 12, 31))
    assert done("village_town").number == 0


def test_registered_venues_have_a_share_and_others_only_a_number(town):
    counted(town.village(), venue_kind="school")
    assert done("school") == Kind("school", "进学校", 1, "场")
    first, _ = (make.venue(town.village(), name) for name in ("一小", "二小"))
    counted(town.village(), venue_kind="school", venue=first)
    assert done("school") == Kind("school", "进学校", 1, "所到过", 2)


def test_households_are_an_estimate_without_a_share(town):
    counted(town.village(), venue_kind="household", households=12)
    assert done("household") == Kind("household", "进家庭", 12, "户走访")


def test_who_never_spoke_is_said_and_not_counted_as_zero(town, client):
    counted(town.village())
    page = client.get("/").content.decode()
    assert "还有 1 个镇街今年没报过，不当作零" in page
    assert '<b class="num">1</b> 个村到过' in page
    assert "无分母" in page
    assert "数据截至" in page
    assert "数据版本 K" in page


@pytest.mark.parametrize(
    ("number", "total", "width"), [(0, 9, 0), (1, 600, 2), (599, 600, 299), (9, 9, 300), (5, None, 0)]
)
def test_a_bar_is_full_only_when_none_is_left(number, total, width):
    assert Kind("school", "进学校", number, "所到过", total).width == width


def test_the_kinds_stand_in_their_own_order_whatever_the_numbers(town):
    counted(town.village(), venue_kind="school")
    keys = [kind.key for kind in this_year(TODAY).kinds]
    assert keys == ["gov_organ", "factory", "school", "household", "community", "village_town"]


def test_the_page_does_not_sum_the_year_anew_with_every_count(town, django_assert_num_queries):
    counted(town.village())
    shown = this_year(TODAY)
    make.event(town.village(0, 1), owed_since=machine_now())
    pay_all(clock=machine_now, today=TODAY)
    with django_assert_num_queries(0):
        assert this_year(TODAY) == shown
