"""A reviewer works the ad screens by keyboard in a real browser, on a phone too."""

import datetime as dt

import pytest
from django.urls import reverse

from media_library.ads.actions import claim
from media_library.ads.cases import AdCase
from media_library.ads.models import RuleHit
from media_library.ads.reading import pay_readings
from tests import drawn, make


@pytest.fixture
def desk(django_db_serialized_rollback, live_server):
    """A reviewer who holds the older of two cases, with words in text and picture."""
    county = make.county()
    user = make.user("market", at=county.place, name="向丽")
    now = dt.datetime.now(dt.UTC)
    words = "本店理财，保本保息，政府扶持项目。"
    held = make.ad(county.townships[0], words, picture=drawn.flyer("生态农庄", "稳赚不赔 名额有限")).case
    make.ad(county.townships[1], seen_at=make.MORNING + dt.timedelta(minutes=5))
    pay_readings(lambda: now)
    claim(held, user, now)
    return user, held


def shown(page) -> str:
    """The number of the point that stands open."""
    return page.locator("[data-points] > li.on").get_attribute("data-point")


def test_points_are_walked_accepted_and_left_by_keyboard(desk, visit):
    user, case = desk
    seen = visit(1440, user=user).open(reverse("ads:case", args=[case.pk]))
    page = seen.page
    assert (shown(page), page.locator("rect.frame").count()) == ("1", 1)

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert shown(page) == "3"
    assert page.locator(".mk.on").inner_text().startswith("稳赚不赔")
    page.keyboard.press("ArrowUp")
    with page.expect_navigation():
        page.keyboard.press("a")
    assert [hit.judgement for hit in RuleHit.objects.current().filter(ad__case=case)].count("accepted") == 1
    page.keyboard.press("2")
    assert page.locator("[name=conclusion]:checked").get_attribute("value") == "order_correct"
    page.fill("[name=reason]:visible", "a j k")
    page.locator(".status-line").click()
    with page.expect_navigation():
        page.keyboard.press("j")
    assert str(AdCase.objects.waiting().last().pk) in page.url
    assert (seen.outside(), seen.complaints) == ([], [])


def test_a_click_on_a_mark_opens_its_point(desk, visit):
    user, case = desk
    page = visit(1440, user=user).open(reverse("ads:case", args=[case.pk])).page
    page.locator(".mk", has_text="政府扶持项目").click()
    assert page.locator("[data-points] > li.on").inner_text().count("国家机关/领导人名义") == 1


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_screens_fit_and_can_be_read_by_all(desk, visit, width):
    user, case = desk
    seen = visit(width, user=user)
    for path in (reverse("ads:queue"), reverse("ads:case", args=[case.pk]), reverse("ads:report")):
        seen.open(path)
        assert (path, seen.overflow(), seen.serious()) == (path, 0, [])
    assert seen.outside() == []
