"""Who is offered for a name nobody knows, and what is remembered of a choice?"""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaign_site.people.models import UnitGroup
from campaigns.plans.actions import import_circular
from campaigns.plans.editing import Hand, Overtaken
from campaigns.plans.mapped import matches_of, with_suggestions
from campaigns.plans.naming import NewUnit, map_names, register_group, register_unit, remember_alias
from campaigns.plans.suggesting import abbreviates
from tests import make
from tests.campaigns.plans import build

NOW = dt.datetime(2026, 10, 31, 1, tzinfo=dt.UTC)


@pytest.fixture
def units(county):
    return build.sample_units(county)


@pytest.fixture
def clerk(county, units):
    return make.user("office", at=county.place, in_unit=units["打非办"])


def draft_naming(clerk, *names):
    text = f"关于分工的通知\n一、宣传{next(make.numbers)}。多讲。\n责任分工：{'、'.join(names)}负责。"
    return import_circular(clerk, text.encode(), "a.txt", now=NOW)[0]


def offered(draft):
    return [(one.label, one.why) for match in with_suggestions(draft, matches_of(draft)) for one in match.suggestions]


@pytest.mark.parametrize(
    ("printed", "first"),
    [
        ("县委督查室", ("督查室", "名称相近")),
        ("开州区公安分局", ("公安局", "名称相近")),
        ("工商局", ("市监局", "原县工商局，已并入")),
        ("县金融工作办", ("金融办", "名称相近")),
        ("行业监管单位", None),
        ("县气象局", None),
    ],
)
def test_the_likeliest_body_is_offered_first(clerk, printed, first):
    found = offered(draft_naming(clerk, printed))
    assert (found[0] if found else None) == first


@pytest.mark.parametrize(
    ("short", "long", "is_short"),
    [
        ("市监局", "市场监督管理局", True),
        ("公安局", "公路管理局", False),
        ("教委", "教育委员会", False),
        ("局", "局", False),
    ],
)
def test_a_short_form_has_the_signs_of_the_long_one_in_order(short, long, is_short):
    assert abbreviates(short, long) is is_short


def test_an_alias_is_remembered_for_the_next_circular(clerk, units):
    draft = draft_naming(clerk, "县督查办")
    map_names(draft, Hand(clerk, NOW), {"县督查办": f"unit:{units['督查室'].pk}"})
    for _ in range(2):
        remember_alias(units["督查室"], "县督查办", clerk)
    assert matches_of(draft_naming(clerk, "县督查办"))[0].unit == units["督查室"]


def test_two_people_settling_one_name_differently_are_told(clerk, units):
    draft = draft_naming(clerk, "县督查办")
    map_names(draft, Hand(clerk, NOW, seen=1), {"县督查办": f"unit:{units['督查室'].pk}"})
    with pytest.raises(Overtaken):
        map_names(draft, Hand(clerk, NOW, seen=1), {"县督查办": f"unit:{units['法院'].pk}"})


def test_a_new_unit_is_registered_and_meant(clerk, county):
    draft = draft_naming(clerk, "县气象局")
    unit = register_unit(draft, Hand(clerk, NOW), "县气象局", NewUnit("开州区气象局", "气象局", "other"))
    assert (unit.place, matches_of(draft)[0].unit) == (county.place, unit)
    assert matches_of(draft_naming(clerk, "县气象局"))[0].unit == unit


def test_a_collective_is_registered_with_its_members(clerk, units):
    draft = draft_naming(clerk, "政法各部门")
    with pytest.raises(ValidationError, match="还没有成员"):
        register_group(draft, Hand(clerk, NOW), "政法各部门", [])
    register_group(draft, Hand(clerk, NOW), "政法各部门", [units["公安局"], units["法院"]])
    assert matches_of(draft)[0].group == UnitGroup.objects.get(name="政法各部门")


def test_who_may_not_register_units_is_refused(clerk, county):
    draft = draft_naming(clerk, "县气象局")
    auditor = make.user("auditor", at=county.place)
    with pytest.raises(PermissionDenied, match="请系统管理员先登记"):
        register_unit(draft, Hand(auditor, NOW), "县气象局", NewUnit("县气象局", "气象局", "other"))


def test_many_unknown_names_cost_no_more_queries_than_one(clerk, django_assert_num_queries):
    one, many = draft_naming(clerk, "甲部"), draft_naming(clerk, "甲部", "乙部", "丙部")
    for draft in (one, many):
        draft.unit.place  # noqa: B018
        with django_assert_num_queries(6):
            with_suggestions(draft, matches_of(draft))
