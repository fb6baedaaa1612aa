"""How many taps does one event cost on a small telephone, and does it work without scripts, for big thumbs, for everybody?"""

import pytest

from campaign_site.terms.seed import load_terms
from campaigns.outreach.models import Event
from tests import make

SMALL = {"width": 360, "height": 640}
TOUCHED = """() => [...document.querySelectorAll("a, button, summary, select, input:not([type=hidden]), textarea")]
  .filter((e) => e.checkVisibility() && !e.matches(".skip"))
  .map((e) => [(e.closest("label") ?? e).getBoundingClientRect(), e.outerHTML.slice(0, 90)])
  .filter(([box]) => box.width > 0 && (box.height < 44 || box.width < 44))
  .map(([box, what]) => `${Math.round(box.width)}×${Math.round(box.height)} ${what}`)"""


@pytest.fixture
def county(django_db_serialized_rollback, transactional_db):
    made = make.county()
    load_terms()
    return made


@pytest.fixture
def author(county):
    return make.user("township", at=county.townships[0], name="陈晓梅")


def telephone(visit, user, **options):
    """Return a window of a small old telephone."""
    seen = visit(SMALL["width"], user=user, **options)
    seen.page.set_viewport_size(SMALL)
    return seen


class Thumb:
    """A thumb on the screen that counts its taps; a typed figure is a tap each."""

    def __init__(self, page) -> None:
        self.page, self.taps = page, 0

    def tap(self, what) -> None:
        what.click()
        self.taps += 1

    def type(self, field, text: str) -> None:
        self.tap(field)
        self.page.keyboard.type(text)
        self.taps += len(text)


def test_the_next_event_costs_at_most_eight_taps(visit, county, author):
    make.event(county.village(), author=author)
    phone = telephone(visit, author).open("/field/")
    thumb = Thumb(phone.page)
    thumb.type(phone.page.get_by_label("到了多少人"), "46")
    thumb.tap(phone.page.get_by_role("button", name="存好"))
    phone.page.get_by_role("heading", name="存好了").wait_for()
    assert thumb.taps <= 8
    assert Event.objects.get(attendance=46).state == "submitted"
    assert (phone.outside(), phone.complaints) == ([], [])


def test_the_first_event_can_be_told_without_any_script(visit, county, author):
    page = telephone(visit, author, java_script_enabled=False).open("/field/").page
    page.get_by_label("哪个村（社区）").select_option("1镇2村")
    page.get_by_label("进社区").check()
    page.get_by_label("讲座").check()
    page.locator("#theme").fill("先问有没有牌照")
    page.get_by_label("到了多少人").fill("25")
    page.get_by_label("签到").check()
    page.get_by_role("button", name="存好").click()
    page.get_by_role("heading", name="存好了").wait_for()
    event = Event.objects.get()
    told = (str(event.place), event.venue_kind, event.form, event.attendance, event.count_method, event.state)
    assert told == ("1镇2村", "community", "lecture", 25, "signed", "submitted")


def test_a_double_tap_on_save_is_one_event(visit, county, author):
    make.event(county.village(), author=author)
    page = telephone(visit, author).open("/field/").page
    page.get_by_label("到了多少人").fill("25")
    page.get_by_role("button", name="存好").dblclick()
    page.get_by_role("heading", name="存好了").wait_for()
    assert Event.objects.filter(attendance=25).count() == 1


def test_what_was_forgotten_is_said_beside_the_field_and_the_rest_is_kept(visit, county, author):
    make.event(county.village(), author=author)
    page = telephone(visit, author).open("/field/").page
    page.get_by_role("button", name="存好").click()
    said = page.locator("#attendance-error")
    assert said.inner_text() == "人数还空着。点数字填一个；没数过，就填大概，再选“估计”。"
    assert said.is_visible()
    assert page.locator("#theme").input_value() == "养老床位“返利”"


def test_households_are_asked_only_at_homes(visit, county, author):
    make.event(county.village(), author=author)
    page = telephone(visit, author).open("/field/").page
    assert not page.get_by_label("走了多少户").is_visible()
    page.get_by_role("radio", name="进家庭").check()
    assert page.get_by_label("走了多少户").is_visible()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_every_screen_of_the_log_is_open_to_everybody(visit, county, author, width):
    returned = make.event(county.village(), author=author, state="returned", remark_field="attendance")
    sent = make.event(county.village(), author=author, state="submitted")
    window = visit(width, user=author)
    addresses = ["/field/", "/field/mine/", "/field/mine/?tab=returned", f"/field/{returned.uuid}/"]
    addresses += [f"/field/{sent.uuid}/{more}" for more in ("", "done/", "void/", "?edit")]
    for address in addresses:
        window.open(address)
        faults = (window.serious(), window.overflow(), window.outside(), window.complaints)
        assert (address, *faults) == (address, [], 0, [], [])


def test_whatever_is_touched_is_as_big_as_a_thumb(visit, county, author):
    returned = make.event(county.village(), author=author, state="returned", remark_field="attendance")
    phone = telephone(visit, author)
    for address in ("/field/", "/field/mine/?tab=returned", f"/field/{returned.uuid}/?edit"):
        phone.open(address)
        assert (address, phone.page.evaluate(TOUCHED)) == (address, [])


@pytest.mark.parametrize("width", [360, 1440])
def test_the_review_is_open_to_everybody(visit, county, width):
    event = make.event(county.village(), state="submitted")
    window = visit(width, user=make.user("township", at=county.townships[0]))
    for address in ("/admin/events/?state=submitted", f"/admin/events/inspect/{event.pk}/"):
        window.open(address)
        assert (address, window.serious(), window.overflow(), window.outside()) == (address, [], 0, [])


def test_another_village_forgets_the_spot_of_the_last_one(visit, county, author):
    make.event(county.village(), author=author, venue_text="明月院坝")
    page = telephone(visit, author).open("/field/").page
    page.locator("#f-place summary").click()
    page.get_by_label("哪个村（社区）").select_option("1镇2村")
    assert page.locator("#venue_text").input_value() == ""
    assert page.locator("#f-place summary").inner_text().split() == ["地点", "1镇2村", "换"]


def test_the_reviewers_keys_approve_and_ask(visit, county):
    first, second = (make.event(county.village(), state="submitted") for _ in range(2))
    page = (
        visit(1440, user=make.user("township", at=county.townships[0])).open(f"/admin/events/inspect/{first.pk}/").page
    )
    page.keyboard.press("r")
    page.keyboard.type("are there 38?")
    assert page.locator("#remark").input_value() == "are there 38?"
    page.get_by_role("heading", name="来往").click()
    page.keyboard.press("a")
    page.wait_for_url(f"**/inspect/{second.pk}/")
    first.refresh_from_db()
    assert first.state == "approved"
