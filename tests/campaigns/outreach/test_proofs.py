"""What becomes of a proof: kept once, never too many, never half."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from campaigns.outreach.evidence import Proof
from campaigns.outreach.models import Event
from campaigns.outreach.proofs import add_proof
from media_library.photos.actions import kept, understood
from media_library.photos.models import EvidencePhoto
from tests import make
from tests.campaigns.outreach.test_field_views import words_of

NOW = dt.datetime(2026, 10, 21, 8, tzinfo=dt.UTC)
COLOURS = ("#9c3a30", "#30709c", "#309c3a", "#9c9c30")


@pytest.fixture
def event(county):
    return make.event(county.village(), state="submitted")


def files():
    return sorted(path.name for path in Path(storages["private"].location).rglob("*") if path.is_file())


def test_the_same_picture_twice_is_one_proof(event):
    for _ in range(2):
        add_proof(event, event.author, Proof("photo", make.picture()), now=NOW)
    assert event.evidence.count() == EvidencePhoto.objects.count() == 1


def test_a_fourth_picture_is_refused_and_leaves_nothing(event):
    for colour in COLOURS[:3]:
        add_proof(event, event.author, Proof("photo", make.picture(colour)), now=NOW)
    before = files()
    with pytest.raises(ValidationError, match="一场最多留 3 张图片"):
        add_proof(event, event.author, Proof("photo", make.picture(COLOURS[3])), now=NOW)
    assert (EvidencePhoto.objects.count(), files()) == (3, before)


def test_what_fails_half_way_leaves_neither_row_nor_file(event):
    def twice():
        with kept(understood(make.picture()), uploader=event.author, place=event.place, now=NOW) as photo:
            event.evidence.create(kind="photo", photo=photo)
            event.evidence.create(kind="photo", photo=photo)

    with pytest.raises(IntegrityError):
        twice()
    assert (EvidencePhoto.objects.count(), files()) == (0, [])


def test_an_event_voided_meanwhile_takes_no_proof(event):
    Event.objects.update(state="void", void_reason="没有办成")
    with pytest.raises(ValidationError, match="刚才作废了"):
        add_proof(event, event.author, Proof("photo", make.picture()), now=NOW)
    assert files() == []


def test_a_picture_with_children_says_so_to_who_reviews(event, county, signed_in):
    picture = SimpleUploadedFile("a.jpg", make.picture(), "image/jpeg")
    sent = {"kind": "photo", "picture": picture, "kept_where": "", "shows_minors": "on"}
    signed_in(event.author).post(f"/field/{event.uuid}/proof/", sent)
    page = signed_in(make.user("office", at=county.place)).get(f"/admin/events/inspect/{event.pk}/")
    assert "含未成年人，只在内部看" in words_of(page)
