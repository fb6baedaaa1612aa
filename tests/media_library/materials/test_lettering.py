"""Can every place of the county be written on a poster, on any machine?"""

import pytest
from PIL import Image, ImageDraw

from campaign_site.places.models import Place
from campaign_site.places.reference import load_reference_places
from media_library.materials.lettering import known_signs, letters, undrawable


def drawn(sign: str, weight: str) -> bytes:
    image = Image.new("1", (60, 60))
    ImageDraw.Draw(image).text((4, 4), sign, font=letters(weight, 40), fill=1)
    return image.tobytes()


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_every_sign_of_the_list_is_drawn_and_a_missing_one_is_not(weight):
    box = drawn("\U0001f600", weight)
    assert [sign for sign in known_signs() if not sign.isspace() and drawn(sign, weight) == box] == []


def test_every_place_name_can_be_drawn(db):
    load_reference_places()
    assert undrawable("".join(Place.objects.values_list("name", flat=True))) == []


def test_missing_signs_are_said_each_once():
    assert undrawable("防骗 𰻝面，𰻝") == ["𰻝"]
