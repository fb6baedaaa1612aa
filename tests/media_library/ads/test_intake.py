"""An advertisement comes in once, whole, with its untouched picture, or is refused beside the right field."""

import datetime as dt
import hashlib
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from campaign_site.audit.models import AuditEntry
from media_library.ads.cases import AdCase
from media_library.ads.models import LONGEST_TEXT, Ad, AdSpecimen
from tests import drawn, make

HOUR = dt.timedelta(hours=1)


def test_a_sighting_opens_a_case_and_owes_a_reading(county):
    ad = make.ad(
        county.townships[0], "保本保息", carrier="bus_stop", seen_at=dt.datetime(2026, 9, 30, 17, tzinfo=dt.UTC)
    )

    assert (ad.case.get_state_display(), str(ad.case)) == ("待初看", f"GG-2026-{ad.case.pk:04d}（疑似）")
    assert (ad.channel, ad.month) == ("transport", dt.date(2026, 10, 1))
    assert list(Ad.objects.due(ad.entered_at)) == [ad]
    assert AuditEntry.objects.get(action="ads.enter_ad").target_id == str(ad.pk)


def test_the_picture_is_kept_byte_for_byte(county):
    data = drawn.flyer(format="JPEG")

    (specimen,) = make.ad(county.townships[0], "", picture=data).specimens.all()

    assert specimen.original.read() == data
    assert (specimen.sha256, specimen.format) == (hashlib.sha256(data).hexdigest(), "JPEG")
    assert Path(specimen.original.path).is_relative_to(storages["private"].location)


def test_sent_twice_is_one_advertisement(county):
    user, uid = make.user("township", at=county.townships[0]), uuid4()
    first = make.ad(county.townships[0], by=user, uid=uid)
    assert make.ad(county.townships[0], by=user, uid=uid) == first
    with pytest.raises(ValidationError, match="再报一次"):
        make.ad(county.townships[0], uid=uid)
    assert (Ad.objects.count(), AdCase.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"text": " \n"}, "text", "两样至少有一样"),
        ({"text": "保" * (LONGEST_TEXT + 1)}, "text", "文字太长"),
        ({"carrier": "spaceship"}, "carrier", "选广告的载体"),
        ({"picture": b"MZ\x90 renamed.jpg"}, "picture", "不是能打开的图片"),
        ({"seen_at": dt.datetime(2030, 1, 1, tzinfo=dt.UTC), "entered_at": make.MORNING}, "seen_at", "还没有到"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(county, wrong, field, says):
    with pytest.raises(ValidationError) as refusal:
        make.ad(county.townships[0], **({"text": "保本"} | wrong))

    assert says in refusal.value.message_dict[field][0]
    assert (Ad.objects.count(), AdCase.objects.count(), AdSpecimen.objects.count()) == (0, 0, 0)


def test_a_township_reports_from_its_own_places_only(county):
    user = make.user("township", at=county.townships[0])
    with pytest.raises(ValidationError, match="本单位范围内"):
        make.ad(county.townships[1], by=user)
    with pytest.raises(PermissionDenied, match="不能上报广告"):
        make.ad(county.townships[0], by=make.user("village", at=county.village()))


def test_the_database_holds_the_two_tracks_apart(county):
    case = make.ad(county.townships[0]).case
    for half in ({"state": "decided"}, {"fundraising_determination": "constituted"}, {"state": "void"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AdCase.objects.filter(pk=case.pk).update(**half)
