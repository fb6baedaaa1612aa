"""Which places does a campaign cover, and which campaigns may stand under which?"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from campaigns.plans.models import Campaign
from tests import make


def names(places):
    return [place.short_name for place in places]


def test_a_year_plan_covers_the_county_and_all_below(county):
    assert make.campaign(county.place).scope().count() == 1 + 2 + 6


def test_places_taken_out_take_their_villages_along(county):
    plan = make.campaign(county.place)
    plan.excluded.add(county.townships[1])
    assert names(plan.scope()) == ["开州区", "第1镇", "1镇1村", "1镇2村", "1镇3村"]


def test_a_month_without_places_of_its_own_has_its_years(county):
    year = make.campaign(county.place)
    year.excluded.add(county.townships[0])
    june = Campaign.objects.create(
        kind="month", name="宣传月", parent=year, starts_on=dt.date(2026, 6, 1), ends_on=dt.date(2026, 6, 30)
    )
    assert list(june.scope()) == list(year.scope())


def test_a_part_cannot_win_back_what_its_year_takes_out(county):
    year = make.campaign(county.place)
    year.excluded.add(county.townships[0])
    june = Campaign.objects.create(
        kind="month", name="宣传月", parent=year, starts_on=dt.date(2026, 6, 1), ends_on=dt.date(2026, 6, 30)
    )
    june.included.add(county.townships[0], county.townships[1])
    assert names(june.scope().townships()) == ["第2镇"]


def test_a_plan_without_places_covers_none(db):
    plan = Campaign.objects.create(kind="year", name="空", starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31))
    assert not plan.scope().exists()


@pytest.mark.parametrize(
    ("kind", "starts_on", "ends_on", "sentence"),
    [
        ("year", dt.date(2026, 6, 1), dt.date(2026, 6, 30), "不能放在"),
        ("month", dt.date(2026, 6, 30), dt.date(2026, 6, 1), "早于开始日期"),
        ("month", dt.date(2027, 6, 1), dt.date(2027, 6, 30), "之内"),
    ],
)
def test_a_part_that_does_not_fit_is_refused(county, kind, starts_on, ends_on, sentence):
    part = Campaign(kind=kind, name="部分", parent=make.campaign(county.place), starts_on=starts_on, ends_on=ends_on)
    with pytest.raises(ValidationError, match=sentence):
        part.full_clean()


def test_only_the_plans_of_the_day_run(county):
    make.campaign(county.place, year=2025)
    this_year = make.campaign(county.place)
    assert list(Campaign.objects.running(dt.date(2026, 12, 31))) == [this_year]
