"""Are forty thousand townships ever put into one list?"""

import datetime as dt

import pytest

from campaign_site.places.models import Level, Place
from media_library.ads.forms import IntakeForm
from tests import make


@pytest.fixture
def city(county):
    city = make.place(500000000000, "重庆市", Level.PROVINCE)
    Place.objects.filter(pk=county.place.pk).update(parent=city)
    return city


def test_a_county_chooses_from_its_townships(county):
    assert "第2镇" in str(IntakeForm(user=make.user("market", at=county.place))["place"])


def test_a_wider_seat_names_the_township_by_its_code(county, city):
    form = IntakeForm({"place": county.townships[1].code_text}, user=make.user("market", at=city))
    assert "第2镇" not in str(form["place"])
    form.is_valid()
    assert form.cleaned_data["place"] == county.townships[1]
    wrong = IntakeForm({"place": "第2镇"}, user=make.user("market", at=city))
    assert "place" in wrong.errors


def test_the_list_of_events_is_narrowed_by_code_too(county, city, signed_in):
    for n in (0, 1):
        make.event(county.village(n), theme=f"第{n + 1}镇的活动")
    page = signed_in(make.user("office", at=city)).get(f"/admin/events/?township={county.townships[1].code}")
    assert [event.township for event in page.context_data["object_list"]] == [county.townships[1]]


def test_of_two_places_with_one_code_the_standing_one_is_meant(county, city):
    ended = Place.objects.create(
        code=county.townships[1].code, name="旧镇", level=Level.TOWNSHIP, exists_to=dt.date(2010, 1, 1)
    )
    form = IntakeForm({"place": ended.code_text}, user=make.user("market", at=city))
    form.is_valid()
    assert form.cleaned_data["place"] == county.townships[1]
