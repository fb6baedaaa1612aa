"""Can the office keep the campaign tree and the dates of duties on the admin's own screens?"""

import datetime as dt

from campaigns.plans.models import Campaign, Duty
from tests import make
from tests.campaigns.plans import build

NEW = "/admin/plans/campaigns/new/"


def plan(name, kind, days, **more):
    return {"name": name, "kind": kind, "starts_on": days[0], "ends_on": days[1], "theme": ""} | more


def test_the_office_makes_a_year_a_month_and_a_day(db, signed_in):
    county = make.county(townships=5)
    office = signed_in(make.user("office", at=county.place))
    out = [county.townships[3].pk, county.townships[4].pk]
    year = plan("2026年规划", "year", ("2026-01-01", "2026-12-31"), included=[county.place.pk], excluded=out)
    office.post(NEW, year)
    above = Campaign.objects.get(kind="year")
    office.post(NEW, plan("宣传月", "month", ("2026-06-01", "2026-06-30"), parent=above.pk))
    month = Campaign.objects.get(kind="month")
    office.post(NEW, plan("宣传日", "day", ("2026-06-15", "2026-06-15"), parent=month.pk))
    day = Campaign.objects.get(kind="day")
    assert [one.scope().townships().count() for one in (above, month, day)] == [3, 3, 3]


def test_a_part_outside_its_year_is_refused_with_a_sentence(county, signed_in):
    office = signed_in(make.user("office", at=county.place))
    above = make.campaign(county.place)
    response = office.post(NEW, plan("宣传月", "month", ("2027-06-01", "2027-06-30"), parent=above.pk))
    assert "起止日期须在" in response.content.decode()
    assert Campaign.objects.count() == 1


def test_only_places_near_the_office_are_offered(county, signed_in):
    make.place(500101000000, "万州区", 6)
    page = signed_in(make.user("office", at=county.place)).get(NEW).content.decode()
    assert "第1镇" in page
    assert "万州区" not in page
    assert "1镇1村" not in page


def test_the_office_sets_until_when_and_what_is_due(county, signed_in):
    duty = build.duty(county.place)
    office = signed_in(make.user("office", at=county.place))
    sent = {"deadline": "2026-12-31", "deadline_text": "年底前", "deliverable": "总体规划", "heading": "改不了"}
    office.post(f"/admin/plans/duties/edit/{duty.pk}/", sent)
    duty = Duty.objects.get()
    assert (duty.deadline, duty.deliverable, duty.heading) == (dt.date(2026, 12, 31), "总体规划", "宣传")


def test_a_township_may_read_the_plan_and_change_nothing(county, signed_in):
    duty = build.duty(county.place)
    township = signed_in(make.user("township", at=county.townships[0]))
    assert township.get("/admin/plans/").status_code == 200
    assert township.get(f"/admin/plans/duties/edit/{duty.pk}/").status_code == 403
    assert township.get(NEW).status_code == 403


def test_the_list_costs_the_same_for_one_plan_and_for_three(county, signed_in, django_assert_max_num_queries):
    office = signed_in(make.user("office", at=county.place))
    for year in (2024, 2025, 2026):
        make.campaign(county.place, year=year)
    with django_assert_max_num_queries(14):
        office.get("/admin/plans/campaigns/")


def test_the_office_of_one_county_reads_its_neighbours_plan_and_changes_nothing(county, signed_in):
    neighbour = make.place(500101000000, "万州区", 6)
    duty = build.duty(neighbour)
    part = Campaign.objects.create(
        kind="month", name="宣传月", parent=duty.campaign, starts_on=dt.date(2026, 6, 1), ends_on=dt.date(2026, 6, 30)
    )
    office = signed_in(make.user("office", at=county.place))
    assert office.get(f"/admin/plans/campaigns/inspect/{part.pk}/").status_code == 200
    office.post(f"/admin/plans/duties/edit/{duty.pk}/", {"deadline": "2026-12-31"})
    for row in (duty.campaign, part):
        assert office.get(f"/admin/plans/campaigns/edit/{row.pk}/").status_code == 403
        assert office.get(f"/admin/plans/campaigns/delete/{row.pk}/").status_code == 403
    assert Duty.objects.get().deadline is None


def test_a_part_is_kept_by_whoever_keeps_its_year(county, signed_in):
    year = make.campaign(county.place)
    part = Campaign.objects.create(
        kind="month", name="宣传月", parent=year, starts_on=dt.date(2026, 6, 1), ends_on=dt.date(2026, 6, 30)
    )
    office = signed_in(make.user("office", at=county.place))
    assert office.get(f"/admin/plans/campaigns/edit/{part.pk}/").status_code == 200
