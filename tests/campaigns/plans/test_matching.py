"""Whom does a printed name mean, and what is said when nobody answers to it?"""

import pytest

from campaigns.plans.matching import match_names
from tests import make
from tests.campaigns.plans import build

ALIASES = {"县打非办": "县打击非法金融活动领导小组办公室"}


@pytest.fixture
def units(county):
    return build.sample_units(county)


def match(name, county):
    (found,) = match_names([name], ALIASES, at=county.place)
    return found


@pytest.mark.parametrize(
    ("printed", "present"),
    [("县打非办", "打非办"), ("县委宣传部", "宣传部"), ("宣传部", "宣传部"), ("县工商局", "市监局")],
)
def test_names_aliases_and_former_names_lead_to_the_present_unit(county, units, printed, present):
    assert match(printed, county).unit == units[present]


def test_the_full_name_leads_where_its_short_form_is_known(county, units):
    found = match_names(["县打击非法金融活动领导小组办公室"], ALIASES, at=county.place)
    assert found[0].unit == units["打非办"]


@pytest.mark.parametrize(
    ("printed", "group"),
    [
        ("各乡镇人民政府（街道办事处）", "各乡镇人民政府（街道办事处）"),
        ("各镇（街道）", "各乡镇人民政府（街道办事处）"),
        ("各乡镇（街道）", "各乡镇人民政府（街道办事处）"),
        ("各镇、街道", "各乡镇人民政府（街道办事处）"),
        ("各镇街", "各乡镇人民政府（街道办事处）"),
        ("有关行业主（监）管部门", "有关行业主（监）管部门"),
        ("行业主管部门", "有关行业主（监）管部门"),
        ("县打击非法金融活动领导小组其他成员单位", "县打击非法金融活动领导小组成员单位"),
        ("县打击非法金融活动领导小组各成员单位", "县打击非法金融活动领导小组成员单位"),
    ],
)
def test_collectives_lead_to_their_group(county, units, printed, group):
    assert match(printed, county).group.name == group


def test_a_single_township_is_no_collective(county, units):
    assert match("城关镇人民政府", county).key == ""


def test_another_countys_unit_is_not_meant(county, units):
    elsewhere = make.place(500101000000, "万州区", 6)
    make.unit("other", elsewhere, "区教委")
    assert match("区教委", county).key == ""


def test_many_names_cost_no_more_queries_than_one(county, units, django_assert_num_queries):
    with django_assert_num_queries(3):
        match_names(["县打非办"], ALIASES, at=county.place)
    with django_assert_num_queries(3):
        match_names(
            ["县打非办", "县工商局", "县公安局", "有关行业主（监）管部门", "无此单位"], ALIASES, at=county.place
        )
