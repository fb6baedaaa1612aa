"""A township sees its own reports, pictures cannot run, and looking changes nothing (test_access walks every address)."""

import datetime as dt

import pytest
from django.urls import reverse

from campaign_site.audit.models import AuditEntry
from media_library.ads.cases import AdCase
from media_library.ads.reading import pay_readings
from tests import drawn, make

NOW = make.MORNING + dt.timedelta(hours=2)


@pytest.fixture
def ad(county):
    """A township's report with a picture, read."""
    reporter = make.user("township", at=county.townships[0])
    ad = make.ad(county.townships[0], by=reporter, picture=drawn.flyer())
    pay_readings(lambda: NOW)
    return ad


def test_a_refusal_is_on_record_and_says_where_to_go(county, signed_in):
    response = signed_in(make.user("bank", at=county.place)).get(reverse("ads:queue"))
    assert "由市场监管局和打非办使用" in response.content.decode()
    assert AuditEntry.objects.get(action="site.refused").after["path"] == reverse("ads:queue")


def test_nobody_gets_in_without_signing_in(client, db):
    assert client.get(reverse("ads:queue")).url.startswith("/admin/login/")


def test_a_township_sees_its_own_reports_only(county, ad, signed_in):
    own = signed_in(make.user("township", at=county.townships[0]))
    other = signed_in(make.user("township", at=county.townships[1]))
    picture = reverse("ads:picture", args=[ad.specimens.get().pk])

    assert [len(b.get(reverse("ads:reported")).context["page"].object_list) for b in (own, other)] == [1, 0]
    assert [b.get(picture).status_code for b in (own, other)] == [200, 404]


def test_the_queue_of_another_place_is_empty(county, ad, signed_in):
    browser = signed_in(make.user("market", at=county.townships[1]))
    assert browser.get(reverse("ads:queue")).context["rows"] == []


def test_a_picture_is_served_as_it_came_and_cannot_run(county, ad, signed_in):
    response = signed_in(make.user("market", at=county.place)).get(reverse("ads:picture", args=[ad.specimens.get().pk]))
    assert b"".join(response.streaming_content) == drawn.flyer()
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline; filename=")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"].startswith("private, no-store")


@pytest.mark.parametrize("name", ["claim", "decide", "release", "void", "claim_next"])
def test_nothing_changes_by_looking(county, ad, signed_in, name):
    browser = signed_in(make.user("market", at=county.place))
    path = reverse(f"ads:{name}", args=[] if name == "claim_next" else [ad.case_id])
    assert browser.get(path).status_code == 405
    assert AdCase.objects.get().claimed_by is None
