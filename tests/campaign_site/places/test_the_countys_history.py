"""Do the county's own changes since 2010, done one by one as named acts, leave every older report as it was?"""

import datetime as dt

import pytest

from campaign_site.places import changes
from campaign_site.places.acts import Act
from campaign_site.places.history import names_on
from campaign_site.places.models import Level, Place, find
from tests import make

TODAY = dt.date(2026, 11, 22)
OLD = {"满月乡": 229, "白泉乡": 230, "镇安镇": 103, "赵家镇": 105}
RENAMED = (  # was, is, kind, its new code below the county, from which day
    ("镇安镇", "正安街道", "街道", None, "2010-12-01"),
    ("赵家镇", "赵家街道", "街道", "500234007", "2010-12-01"),
    ("满月乡", "满月镇", "镇", "500154128", "2017-06-01"),
    ("白泉乡", "雪宝山镇", "镇", "500154127", "2019-08-01"),
)


def act(day: str) -> Act:
    return Act(on=dt.date.fromisoformat(day), today=TODAY, reason="按批复")


@pytest.fixture
def known(db) -> dict[str, Place]:
    """Return 开县 of 2009 and four of its townships, each with one village."""
    made = {"开县": make.place(500234000000, "开县", Level.COUNTY, kind="县")}
    for name, number in OLD.items():
        made[name] = make.place(500234000000 + number * 1000, name, Level.TOWNSHIP, made["开县"], kind=name[-1])
        make.place(made[name].code + 200, f"{name[:2]}村", Level.VILLAGE, made[name], kind="村")
    return made


def replay(known: dict[str, Place]) -> None:
    """Do what happened, in its order."""
    before, after = RENAMED[:2], RENAMED[2:]
    for was, name, kind, code, day in before:
        rename(known[was], name, kind, code, day)
    county = Place.objects.get(pk=known["开县"].pk)
    changes.rename(county, name="开州区", kind="市辖区", act=act("2016-07-22"))
    changes.renumber(Place.objects.get(pk=county.pk), code="500154", act=act("2016-07-22"))
    for was, name, kind, code, day in after:
        rename(known[was], name, kind, code, day)


def rename(place: Place, *wanted: str) -> None:
    name, kind, code, day = wanted
    changes.rename(Place.objects.get(pk=place.pk), name=name, kind=kind, act=act(day))
    if code:
        changes.renumber(Place.objects.get(pk=place.pk), code=code, act=act(day))


def test_each_place_is_one_and_the_same_under_all_its_names_and_codes(known) -> None:
    count = Place.objects.count()
    replay(known)

    county = find("500154")
    assert (county, county.name, county.kind) == (known["开县"], "开州区", "市辖区")
    assert find("500234") == county
    assert find("500234229") == find("500154229") == find("500154128") == known["满月乡"]
    assert find("500234230200").parent == known["白泉乡"]
    assert {place.name for place in Place.objects.townships()} == {name for _, name, *_ in RENAMED}
    assert Place.objects.under(county).count() == Place.objects.count() == count


@pytest.mark.parametrize(("was", "name", "kind", "code", "day"), RENAMED)
def test_a_report_of_the_day_before_still_says_the_old_name(known, was, name, kind, code, day) -> None:
    replay(known)
    place, from_day = known[was], dt.date.fromisoformat(day)

    assert names_on([place.pk], from_day - dt.timedelta(days=1)) == {place.pk: was}
    assert names_on([place.pk], from_day) == names_on([place.pk], TODAY) == {place.pk: name}
    assert names_on([known["开县"].pk], dt.date(2016, 7, 21)) == {known["开县"].pk: "开县"}
