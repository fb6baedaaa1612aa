"""Are an address and a spoken note kept for a person, never opened, and is everything else refused?"""

import datetime as dt
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_save

from media_library.ads.attachments import MOST_AUDIO_BYTES
from media_library.ads.models import Ad, AdSpecimen
from media_library.ads.reading import pay_readings
from media_library.photos.models import private_storage
from tests import drawn, make
from tests.media_library.ads.sounding import SOUNDS


def test_a_spoken_note_alone_is_a_report_and_goes_out_as_a_download_only(county, client):
    ad = make.ad(county.townships[0], text="", audio=SOUNDS["mp3"])
    client.force_login(make.user("market", at=county.place))
    note = ad.attachments.get()
    answer = client.get(f"/admin/ads/notes/{note.pk}/")

    assert b"".join(answer.streaming_content) == SOUNDS["mp3"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], "no-store" in answer["Cache-Control"]) == ("nosniff", True)


def test_an_address_is_kept_as_words_and_shown_without_a_link(county, client):
    ad = make.ad(county.townships[0], text="", address="https://a.example/买它?x=1")
    client.force_login(make.user("market", at=county.place))
    page = client.get(f"/admin/ads/{ad.case_id}/").content.decode()

    assert "https://a.example/买它?x=1" in page
    assert "系统没有打开过" in page
    assert 'href="https://a.example' not in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", "javascript:alert(1)"), ("address", "ftp://a.example/"), ("address", "不是网址"),
        ("address", "https://a.example/" + "x" * 500), ("audio", b"MZ" + bytes(50)),
        ("audio", SOUNDS["mp3"] + bytes(MOST_AUDIO_BYTES)),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_by_its_field(county, field, value):
    with pytest.raises(ValidationError) as refused:
        make.ad(county.townships[0], **{field: value})

    assert list(refused.value.message_dict) == [field]
    assert not Ad.objects.exists()


def test_the_form_takes_both(county, client):
    client.force_login(make.user("township", at=county.townships[0]))
    page = client.get("/admin/ads/report/").content.decode()
    uid = page.split('name="uid" value="')[1][:36]
    given = {"uid": uid, "carrier": "voice_call", "place": county.townships[0].pk, "seen_at": "2026-10-19 09:00"}
    make.load_terms()
    answer = client.post(
        "/admin/ads/report/",
        given | {"address": "https://a.example/", "audio": SimpleUploadedFile("a.mp3", SOUNDS["mp3"])},
    )

    assert answer.status_code == 302
    assert sorted(Ad.objects.get().attachments.values_list("kind", flat=True)) == ["address", "audio"]


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"text": "", "audio": SOUNDS["ogg"]}, "pending"),
        ({"text": "", "address": "https://a.example/"}, "pending"),
        ({"text": "新米上市", "audio": SOUNDS["ogg"]}, "pending"),
        ({"text": "新米上市", "address": "https://a.example/"}, "unflagged"),
    ],
)
def test_what_no_machine_reads_stays_in_the_queue_for_a_person(county, more, state):
    ad = make.ad(county.townships[0], **more)
    pay_readings(clock=lambda: make.MORNING + dt.timedelta(days=9))
    ad.case.refresh_from_db()

    assert ad.case.state == state


def test_a_picture_that_cannot_be_written_takes_the_spoken_note_back_too(county):
    uid = uuid4()

    def refuse(sender, **more):
        raise OSError("full")

    post_save.connect(refuse, sender=AdSpecimen)
    try:
        with pytest.raises(OSError, match="full"):
            make.ad(county.townships[0], audio=SOUNDS["mp3"], picture=drawn.flyer(), uid=uid)
    finally:
        post_save.disconnect(refuse, sender=AdSpecimen)
    assert (list(Path(private_storage().location).rglob(f"{uid}*")), Ad.objects.count()) == ([], 0)
