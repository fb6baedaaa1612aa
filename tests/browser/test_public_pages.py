"""The public pages in a real browser: nothing from outside, light, readable by everybody."""

import pytest

from campaign_site.terms.seed import load_terms
from campaigns.answers.first_answers import plant_first_answers
from campaigns.pages.first_cases import plant_first_cases
from tests import make_pages

CASE = "/cases/yanglao-chuangwei/"
ANSWER = "/law/kui-le-shei-pei/"
PAGES = ["/", "/check/", "/cases/", CASE, "/law/", ANSWER, "/nowhere/"]
WIDTHS = [360, 768, 1440]


@pytest.fixture(autouse=True)
def planted(django_db_serialized_rollback, transactional_db):
    load_terms()
    home = make_pages.site()
    plant_first_cases(home)
    plant_first_answers(home)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", ["", "elder"])
def test_no_page_contacts_another_host_or_overflows(visit, width, mode):
    for address in PAGES:
        seen = visit(width, cookies={"reading": mode}).open(address)
        assert (address, seen.outside(), seen.overflow()) == (address, [], 0)
        assert [line for line in seen.complaints if "404" not in line] == []


@pytest.mark.parametrize("address", ["/", CASE, ANSWER])
def test_the_first_load_is_light(visit, address):
    assert 0 < visit().open(address).weight() <= 200_000


@pytest.mark.parametrize("mode", ["", "elder", "elder-contrast"])
@pytest.mark.parametrize("address", ["/", "/check/", CASE, ANSWER, "/admin/login/"])
def test_axe_finds_nothing_serious(visit, address, mode):
    assert visit(cookies={"reading": mode}).open(address).serious() == []


def test_twice_the_size_loses_nothing(visit):
    assert visit(320).open("/").overflow() == 0
    assert visit(640, device_scale_factor=2).open(CASE).overflow() == 0


def test_elder_mode_is_one_tap_and_stays(visit):
    seen = visit().open("/")
    seen.page.get_by_role("link", name="长辈版").click()
    assert seen.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
    assert seen.page.get_by_role("heading", name="见了就走").is_visible()
    seen.open(CASE)
    assert seen.page.get_by_role("link", name="标准版").is_visible()
    seen.page.get_by_role("link", name="标准版").click()
    assert seen.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "18px"


def test_touch_targets_are_large_enough(visit):
    for mode, least in (("", 44), ("elder", 60)):
        page = visit(cookies={"reading": mode}).open("/").page
        heights = page.evaluate(
            "[...document.querySelectorAll('header a, .acts a, .doors a, .foot nav a, .more')]"
            ".filter(a => a.offsetParent).map(a => [a.innerText, a.getBoundingClientRect().height])"
        )
        assert [(name, height) for name, height in heights if height < least] == []


def test_it_reads_without_javascript(visit):
    page = visit(java_script_enabled=False).open(CASE).page
    assert page.get_by_role("heading", name="后来").is_visible()
    assert not page.get_by_role("button", name="念给我听").is_visible()
    page.get_by_role("link", name="长辈版").click()
    assert page.get_by_role("link", name="标准版").is_visible()


def test_read_aloud_and_print_are_offered_where_the_browser_can(visit):
    page = visit().open(CASE).page
    assert page.get_by_role("button", name="打印成告示").is_visible()


def test_the_password_can_be_looked_at(visit):
    page = visit().open("/admin/login/").page
    page.fill("#id_password", "abc")
    page.get_by_role("button", name="看一眼").click()
    assert page.get_attribute("#id_password", "type") == "text"
