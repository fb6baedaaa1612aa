"""Does the tree of campaigns stand on one screen, does a new part begin with the right month, and does a tree move a year on?"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.plans import tree_views
from campaigns.plans.copying import copy_tree, later
from campaigns.plans.models import Campaign
from campaigns.plans.months import CampaignMonth, proposed
from tests import make
from tests.campaigns.plans import build

TREE = "/admin/plans/tree/"
TODAY = dt.date(2026, 10, 31)


@pytest.fixture
def months(db):
    CampaignMonth.objects.all().delete()
    for year, month, day in ((2016, 5, None), (2020, 6, None), (2021, 6, 15)):
        CampaignMonth.objects.create(from_year=year, month=month, focus_day=day, source="通知")


@pytest.fixture
def office(county, signed_in):
    return signed_in(make.user("office", at=county.place))


def hang(above, kind, name, starts, ends):
    return Campaign.objects.create(kind=kind, name=name, parent=above, starts_on=starts, ends_on=ends)


def whole_tree(county, year=2026):
    top = make.campaign(county.place, year=year, name=f"{year}年规划", theme="守住养老钱")
    top.excluded.add(county.townships[1])
    month = hang(top, "month", f"{year}年6月宣传月", dt.date(year, 6, 1), dt.date(year, 6, 30))
    hang(month, "day", "6月15日集中宣传日", dt.date(year, 6, 15), dt.date(year, 6, 15))
    return top


@pytest.mark.parametrize(
    ("year", "kind", "days"),
    [
        (2016, "month", (dt.date(2016, 5, 1), dt.date(2016, 5, 31))),
        (2020, "month", (dt.date(2020, 6, 1), dt.date(2020, 6, 30))),
        (2026, "month", (dt.date(2026, 6, 1), dt.date(2026, 6, 30))),
        (2026, "day", (dt.date(2026, 6, 15), dt.date(2026, 6, 15))),
        (2016, "day", (dt.date(2016, 1, 1), dt.date(2016, 12, 31))),
        (2016, "special", (dt.date(2016, 1, 1), dt.date(2016, 12, 31))),
    ],
)
def test_the_month_and_day_of_each_year_are_proposed(county, months, year, kind, days):
    start = proposed(kind, make.campaign(county.place, year=year), TODAY)
    assert (start["starts_on"], start["ends_on"]) == days


def test_the_first_known_months_come_with_the_tables(db):
    assert [CampaignMonth.objects.of(year).month for year in (2016, 2026)] == [5, 6]


def test_a_year_before_the_first_rule_proposes_no_month(county, months):
    assert "starts_on" not in proposed("month", None, dt.date(2010, 1, 1))


def test_the_form_of_a_new_month_is_filled_in(county, months, office):
    top = make.campaign(county.place, year=2016)
    page = office.get(f"/admin/plans/campaigns/new/?kind=month&parent={top.pk}").content.decode()
    assert 'value="2016-05-01"' in page
    assert "2016年5月防范非法集资宣传月" in page


def test_a_day_that_no_month_has_is_refused(db):
    with pytest.raises(ValidationError, match="6 月没有 31 号"):
        CampaignMonth(from_year=2030, month=6, focus_day=31, source="通知").full_clean()


def test_the_tree_stands_in_order_with_scope_and_duties(county, office):
    top = whole_tree(county)
    build.duty(county.place)
    page = office.get(TREE).content.decode()
    assert page.index("2026年规划") < page.index("2026年6月宣传月") < page.index("6月15日集中宣传日")
    assert page.count("2 个镇街减 1 个 = 1 个") == 3
    assert "1 项任务" in page
    assert f"/admin/plans/tree/{top.pk}/copy/" in page


def test_more_campaigns_cost_no_more_queries(county, office):
    whole_tree(county)
    office.get(TREE)
    counted = []
    for year in (2027, 2028):
        with CaptureQueriesContext(connection) as found:
            office.get(TREE)
        counted.append(len(found))
        whole_tree(county, year)
    assert counted[0] == counted[1] <= 30


def test_parts_beyond_the_limit_are_counted(county, office, monkeypatch):
    top = whole_tree(county)
    for day in range(1, 4):
        hang(top, "special", f"专项{day}", dt.date(2026, 9, day), dt.date(2026, 9, 30))
    assert "没有列出" not in office.get(TREE).content.decode()
    monkeypatch.setattr(tree_views, "MAX_PARTS", 3)
    page = office.get(TREE).content.decode()
    assert "还有 2 项活动没有列出：一页最多列 3 项" in page
    assert ("专项1" in page, "专项2" in page) == (True, False)


def test_a_township_reads_the_tree_and_changes_nothing(county, signed_in):
    top = whole_tree(county)
    township = signed_in(make.user("township", at=county.townships[0]))
    page = township.get(TREE).content.decode()
    assert "2026年规划" in page
    assert "照抄到另一年" not in page
    assert township.get(f"/admin/plans/tree/{top.pk}/copy/").status_code == 403


def test_the_sentence_follows_what_is_ticked(county, office):
    ticked = f"included={county.place.pk}&excluded={county.townships[0].pk}"
    assert "2 个镇街减 1 个 = 1 个" in office.get(f"/admin/plans/tree/scope/?{ticked}").content.decode()
    year = whole_tree(county)
    assert "2 个镇街减 1 个 = 1 个" in office.get(f"/admin/plans/tree/scope/?parent={year.pk}").content.decode()
    assert (
        "还没有选地方" in office.get("/admin/plans/tree/scope/?included=x&excluded=99999999999999999").content.decode()
    )


def test_the_form_says_the_stored_scope_and_refuses_a_place_in_both(county, office):
    top = whole_tree(county)
    assert "2 个镇街减 1 个 = 1 个" in office.get(f"/admin/plans/campaigns/edit/{top.pk}/").content.decode()
    both = {"included": [county.townships[0].pk], "excluded": [county.townships[0].pk]}
    sent = {"name": "规划", "kind": "year", "starts_on": "2027-01-01", "ends_on": "2027-12-31", "theme": ""} | both
    assert "既在范围里、又在除去里" in office.post("/admin/plans/campaigns/new/", sent).content.decode()


def test_a_tree_moves_a_year_on_with_its_places(county, months, office):
    top = whole_tree(county)
    page = office.post(f"/admin/plans/tree/{top.pk}/copy/", {"year": "2027"}, follow=True).content.decode()
    assert "已照抄成“2027年规划”" in page
    made = Campaign.objects.get(name="2027年规划")
    parts = Campaign.objects.filter(starts_on__year=2027).order_by("starts_on", "-ends_on")
    assert [(one.name, str(one.starts_on)) for one in parts] == [
        ("2027年规划", "2027-01-01"), ("2027年6月宣传月", "2027-06-01"), ("6月15日集中宣传日", "2027-06-15")
    ]  # fmt: skip
    assert list(made.scope()) == list(top.scope())
    assert "没有再抄" in office.post(f"/admin/plans/tree/{top.pk}/copy/", {"year": "2027"}).content.decode()
    assert Campaign.objects.count() == 6


def test_the_month_of_a_copy_follows_the_new_years_rule(county, months):
    clerk = make.user("office", at=county.place)
    old = make.campaign(county.place, year=2019, name="2019年规划")
    hang(old, "month", "2019年5月宣传月", dt.date(2019, 5, 1), dt.date(2019, 5, 31))
    copy_tree(old, clerk, year=2026)
    month = Campaign.objects.get(kind="month", starts_on__year=2026)
    assert (month.name, month.starts_on, month.ends_on) == (
        "2026年6月宣传月", dt.date(2026, 6, 1), dt.date(2026, 6, 30)
    )  # fmt: skip


def test_a_copy_whose_part_leaves_the_days_above_is_refused_with_its_name(county, months, office):
    top = make.campaign(county.place, year=2019, name="2019年规划")
    special = hang(top, "special", "2019年春季专项", dt.date(2019, 4, 1), dt.date(2019, 5, 31))
    Campaign.objects.filter(pk=special.pk).update(kind="year", parent=None)
    hang(special, "month", "2019年5月宣传月", dt.date(2019, 5, 1), dt.date(2019, 5, 31))
    address = f"/admin/plans/tree/{special.pk}/copy/"
    for sent in ({"year": "2026", "look": "1"}, {"year": "2026"}):
        answer = office.post(address, sent)
        page = answer.content.decode()
        assert answer.status_code == (200 if "look" in sent else 422)
        assert "“2026年6月宣传月”：起止日期须在“2026年春季专项”（2026-04-01 至 2026-05-31）之内。" in page
        assert page.count("起止日期须在") == 1
        assert "照抄这 2 项" in page
    assert not Campaign.objects.filter(starts_on__year=2026).exists()


def test_the_29th_of_february_finds_its_day():
    assert [later(dt.date(2024, 2, 29), years) for years in (1, 4)] == [dt.date(2025, 2, 28), dt.date(2028, 2, 29)]
