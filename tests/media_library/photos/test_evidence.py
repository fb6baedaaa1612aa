"""Is an evidence picture private, kept as it came, and shown without the camera's notes?"""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from media_library.photos.actions import keep_evidence
from media_library.photos.models import EvidencePhoto
from media_library.photos.working_copy import without_notes
from tests import make

NOW = dt.datetime(2026, 10, 21, 8, tzinfo=dt.UTC)


@pytest.fixture
def author(county):
    return make.user("township", at=county.townships[0])


def test_the_original_is_kept_byte_by_byte(author, county):
    data = make.picture(notes=True)
    photo = keep_evidence(data, uploader=author, place=county.village(), now=NOW)
    assert photo.original.open("rb").read() == data
    assert (photo.width, photo.height, len(photo.sha256)) == (40, 64, 64)


def test_the_shown_copy_says_nothing_of_place_and_telephone_and_stands_upright():
    copy = Image.open(io.BytesIO(without_notes(make.picture(notes=True))))
    assert (dict(copy.getexif()), copy.size, copy.format) == ({}, (40, 64), "JPEG")


def test_a_large_picture_becomes_small_enough_to_look_at():
    out = io.BytesIO()
    Image.new("RGBA", (4000, 1000)).save(out, "PNG")
    assert Image.open(io.BytesIO(without_notes(out.getvalue()))).size == (1600, 400)


@pytest.mark.parametrize("data", [b"", b"not a picture", make.picture()[:-400]])
def test_what_is_no_whole_picture_is_refused_and_leaves_no_row(author, county, data):
    with pytest.raises(ValidationError, match="请"):
        keep_evidence(data, uploader=author, place=county.village(), now=NOW)
    assert not EvidencePhoto.objects.exists()


def test_the_picture_is_for_its_place_and_no_neighbour(author, county, signed_in):
    photo = make.evidence_photo(author, county.village())
    answer = signed_in(author).get(f"/evidence/{photo.pk}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert b"SecretPhone" not in b"".join(answer.streaming_content)
    assert signed_in(make.user("township", at=county.townships[1])).get(f"/evidence/{photo.pk}/").status_code == 404
    assert signed_in(make.user("bank", at=county.place)).get(f"/evidence/{photo.pk}/").status_code == 404


def test_no_public_address_serves_it(author, county, client):
    photo = make.evidence_photo(author, county.village())
    for address in (f"/evidence/{photo.pk}/", f"/media/{photo.original.name}", f"/static/{photo.working.name}"):
        assert client.get(address).status_code in (302, 404)
