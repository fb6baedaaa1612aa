"""Whose county is it, when the register holds one county, several, or the whole country?"""

import pytest
from django.core.management import CommandError, call_command

from campaign_site.people.models import User
from campaign_site.people.serving import only_county, own_county, served_counties
from campaign_site.places.models import Level
from tests import make

BRAND = "desk-brand"


@pytest.fixture
def neighbour(county):
    return make.place(500155000000, "梁平区", Level.COUNTY, kind="市辖区")


def brand(browser) -> str:
    page = browser.get("/admin/").content.decode()
    return page[page.index(BRAND) :].split("</span>")[0]


def test_everybody_reads_the_name_of_their_own_county(county, neighbour, signed_in) -> None:
    for seat, name in ((county.townships[0], "开州区"), (county.place, "开州区"), (neighbour, "梁平区")):
        role = "office" if seat.level == Level.COUNTY else "township"
        assert f"<small>{name}</small>" in brand(signed_in(make.user(role, at=seat)))


def test_a_wider_seat_is_named_itself(county, neighbour) -> None:
    city = make.place(500100000000, "市辖区", Level.CITY)
    assert own_county(make.user("office", at=city)) == city


def test_who_has_no_seat_is_told_the_only_county_served(county, neighbour) -> None:
    root = User.objects.create_superuser("root", password=make.PASSWORD, name="根")
    assert own_county(root) is None

    make.unit("township", county.townships[0])
    assert list(served_counties()) == [county.place]
    assert own_county(root) == only_county() == county.place


def test_a_table_is_not_taken_for_a_county_nobody_named(county, neighbour, tmp_path) -> None:
    paper = tmp_path / "units.xlsx"
    paper.write_bytes(b"x")
    with pytest.raises(CommandError, match="不知道是哪个县"):
        call_command("import_units", paper)
