"""Who may say that a month was empty, and when is that refused?"""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from campaign_site.clock import machine_now
from campaign_site.terms.seed import load_terms
from campaigns.coverage.models import Cell, MonthlyReport
from campaigns.coverage.reporting import file_zero
from campaigns.coverage.sweep import pay_all
from tests import make

TODAY = dt.date(2026, 10, 31)
ZERO = "coverage:zero"


@pytest.fixture
def town(county, settings):
    settings.DEMO_TODAY = TODAY
    load_terms()
    return county


def file(signed_in, user, at, **more):
    given = {"month": "2026-10", "place": at.pk, "subject": "outreach"} | more
    return signed_in(user).post(reverse(ZERO), given)


def state(place, dimension, key):
    pay_all(clock=machine_now, today=TODAY)
    return Cell.objects.get(township=place, dimension=dimension, key=key, month=dt.date(2026, 10, 1)).state


def test_a_township_files_for_itself(town, signed_in):
    own = town.townships[0]
    assert file(signed_in, make.user("township", at=own), own).status_code == 302
    assert state(own, "venue", "all") == "zero"


def test_the_office_files_a_channel_for_the_county(town, signed_in):
    assert file(signed_in, make.user("office", at=town.place), town.place, subject="press").status_code == 302
    assert state(town.townships[1], "channel", "press") == "zero"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"month": "2026-13"}, "“哪个月”里没有这一项"),
        ({"place": "x"}, "“哪里”里没有这一项"),
        ({"subject": ""}, "请选“报的是什么”"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(town, signed_in, given, words):
    own = town.townships[0]
    answer = file(signed_in, make.user("township", at=own), own, **given)
    assert (answer.status_code, words in answer.content.decode()) == (400, True)
    assert not MonthlyReport.objects.exists()


def test_nobody_files_for_another_township(town, signed_in):
    cadre = make.user("township", at=town.townships[0])
    assert file(signed_in, cadre, town.townships[1]).status_code == 400
    with pytest.raises(PermissionDenied):
        file_zero(cadre, town.townships[1], month=dt.date(2026, 10, 1), subject="outreach", now=machine_now())


def test_a_month_with_records_or_filed_before_needs_no_zero(town, signed_in):
    own, other = town.townships
    make.event(town.village())
    assert "不用零报" in file(signed_in, make.user("township", at=own), own).content.decode()
    second = make.user("township", at=other)
    assert file(signed_in, second, other).status_code == 302
    assert "已经有人报过" in file(signed_in, second, other).content.decode()


def test_a_township_outside_every_campaign_of_the_month_is_not_asked(town, signed_in):
    inside, outside = town.townships
    make.campaign(inside, starts_on=dt.date(2026, 10, 1), ends_on=dt.date(2026, 10, 31))
    answer = file(signed_in, make.user("township", at=outside), outside)
    assert (answer.status_code, f"2026-10 的宣传计划不包括{outside}" in answer.content.decode()) == (400, True)
    assert file(signed_in, make.user("township", at=inside), inside).status_code == 302
    assert file(signed_in, make.user("township", at=outside), outside, month="2026-09").status_code == 302
    assert MonthlyReport.objects.count() == 2
