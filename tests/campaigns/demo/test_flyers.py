"""Are the drawn flyers the same each time, readable, and expected to be what their words are?"""

import datetime as dt
import io

import pytest
from PIL import Image

from campaigns.demo.advertised import ADS, DRAWN
from campaigns.demo.flyers import LOOKS, picture_of
from media_library.ads.rulebook import shipped
from media_library.ads.rules import Written, read
from media_library.materials.lettering import undrawable
from media_library.photos.ingest import read_picture


@pytest.mark.parametrize("ad", DRAWN, ids=lambda ad: ad["lines"][0])
def test_a_drawing_is_the_same_each_time_and_its_copy_another(ad):
    first, copy = (picture_of(ad["look"], ad["lines"], n) for n in (0, 1))

    assert first == picture_of(ad["look"], ad["lines"])
    assert first != copy
    assert read_picture(first).width > Image.open(io.BytesIO(copy)).width
    assert [undrawable(line) for line in ad["lines"] if undrawable(line)] == []


@pytest.mark.parametrize("ad", DRAWN, ids=lambda ad: ad["lines"][0])
def test_the_words_on_a_flyer_are_expected_to_be_suspect_or_not(ad):
    seen = read(Written("\n".join(ad["lines"]), dt.date(2026, 10, 20), carrier=ad["carrier"]), shipped())

    assert seen.suspect is ad["suspect"]


def test_there_are_two_hundred_different_ones_of_every_kind_and_few_pictures():
    assert len({ad["text"] for ad in ADS}) == len(ADS)
    assert len(ADS) + sum(ad["seen"] for ad in DRAWN) >= 200
    assert sum(ad["seen"] for ad in DRAWN) <= 20
    assert {ad["look"] for ad in DRAWN} == set(LOOKS)
    assert 0.3 < sum(ad["suspect"] for ad in ADS) / len(ADS) < 0.7
