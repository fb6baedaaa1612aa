"""Does an old report still say the old name, and does an old code still lead to the place?"""

import datetime as dt
from collections import Counter

import pytest
from django.template import RequestContext, Template
from hypothesis import given
from hypothesis import strategies as st

from campaign_site.places.history import names_on, steps
from campaign_site.places.models import Level, Place, PlaceVersion, find
from campaign_site.places.reference import DATA
from campaign_site.places.tables import read_versions
from tests import make

CIRCULAR = dt.date(2016, 5, 1)
AUTUMN_2016 = dt.date(2016, 10, 1)
SUMMER_2023 = dt.date(2023, 7, 1)
EDITIONS = [  # cut-off, 街道, 镇, 乡, 社区, 村: as published
    ("2015-09-30", 7, 26, 7, 0, 0),
    ("2016-07-31", 7, 26, 7, 100, 428),
    ("2017-10-31", 7, 26, 7, 107, 427),
    ("2018-10-31", 7, 26, 7, 107, 427),
    ("2019-10-31", 7, 28, 5, 109, 426),
    ("2020-06-30", 7, 28, 5, 110, 425),
    ("2021-10-31", 8, 27, 5, 112, 423),
    ("2022-10-31", 8, 27, 5, 112, 423),
    ("2023-06-30", 8, 27, 5, 112, 423),
]
TABLE = read_versions((DATA / "kaizhou_places.csv").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(("day", *"abcde"), EDITIONS)
def test_each_edition_has_as_many_of_each_kind_as_was_published(kaizhou, day, a, b, c, d, e) -> None:
    rows = Place.objects.as_of(dt.date.fromisoformat(day)).exclude(level=Level.COUNTY)

    kinds = Counter(rows.values_list("kind_then", flat=True))

    assert [kinds[kind] for kind in ("街道", "镇", "乡", "社区", "村")] == [a, b, c, d, e]


def test_forty_townships_and_535_villages_now_528_in_2016(kaizhou) -> None:
    county = find("500154")

    below = Place.objects.under(county)
    assert (below.townships().count(), below.villages().count()) == (40, 535)
    assert Place.objects.as_of(AUTUMN_2016).villages().count() == 528
    assert Place.objects.villages().existing(CIRCULAR).count() == 528


def test_the_county_on_every_screen_is_the_one_that_was_loaded(kaizhou, rf) -> None:
    shown = Template("{{ county.name }}（{{ county.code_text }}）").render(RequestContext(rf.get("/")))
    assert shown == "开州区（500154000000）"

    make.place(500235000000, "云阳县", Level.COUNTY)
    assert Template("[{{ county.name }}]").render(RequestContext(rf.get("/"))) == "[]"


@pytest.mark.parametrize(
    ("now", "name_2016", "name_now"),
    [
        ("500154000000", "开县", "开州区"),
        ("500154126000", "满月乡", "满月镇"),
        ("500154127000", "白泉乡", "雪宝山镇"),
        ("500154008000", "镇安镇", "正安街道"),
        ("500154001000", "汉丰街道", "汉丰街道"),
        ("500154104206", "乐元村", "乐园村"),
        ("500154117007", "万安村", "万安社区"),
    ],
)
def test_a_report_of_2016_says_the_old_name(kaizhou, now, name_2016, name_now) -> None:
    place = find(now)

    assert names_on([place.pk], CIRCULAR) == {place.pk: name_2016}
    assert names_on([place.pk], SUMMER_2023) == {place.pk: name_now}
    assert place.short_name == name_now


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("500234000000", "500154000000"),
        ("500234204", "500154126000"),  # 满月乡 of 2015
        ("500154200", "500154126000"),  # 满月乡 of 2016
        ("500154101000", "500154008000"),  # 镇安镇
        ("500154200201", "500154126201"),  # 甘泉村 of 满月乡
        ("500154117216", "500154117007"),  # 万安村, a 社区 since 2021
    ],
)
def test_an_old_code_leads_to_the_same_place(kaizhou, old, now) -> None:
    assert find(old) == find(now) == Place.objects.get(code=now)
    assert find(int(now)).code_text == now


@pytest.mark.parametrize("code", ["", "1", "50015", "五零零一五四", "500154999", "000000000000", "5001541260001"])
def test_what_is_no_code_leads_nowhere(kaizhou, code) -> None:
    assert find(code) is None


def test_a_code_used_twice_leads_to_the_place_that_had_it_on_the_day(county) -> None:
    first, second = county.townships
    code = second.code
    PlaceVersion.objects.create(
        place=first,
        code=code,
        name="旧镇",
        short_name="旧镇",
        valid_from=dt.date(2015, 1, 1),
        valid_to=dt.date(2018, 1, 1),
    )

    assert find(code, CIRCULAR) == first
    assert find(code, SUMMER_2023) == find(code) == second


def test_villages_of_one_name_are_told_apart_by_their_township(kaizhou) -> None:
    namesakes = Place.objects.filter(short_name="和平村").select_related("parent")

    assert len({place.parent.short_name for place in namesakes}) == namesakes.count() > 1


def test_the_history_of_a_place_says_what_changed(kaizhou) -> None:
    assert [(step.parent, step.version.short_name, step.change) for step in steps(find("500154126000"))] == [
        ("开县", "满月乡", "最早见到的记录"),
        ("开州区", "满月乡", "改码"),
        ("开州区", "满月镇", "改名、改码、改类别"),
    ]
    assert [step.change for step in steps(find("500154001009"))] == ["设立", "只是写法不同"]


def test_on_every_day_a_place_has_one_name_and_a_code_one_place(kaizhou) -> None:
    days = {
        day + dt.timedelta(days=n)
        for day in PlaceVersion.objects.values_list("valid_from", flat=True)
        for n in (-1, 0, 1)
    }

    for day in days:
        rows = list(Place.objects.as_of(day).values_list("pk", "code_then"))
        assert len({pk for pk, _ in rows}) == len({code for _, code in rows}) == len(rows)


def test_as_of_and_the_villages_of_a_township_are_single_queries(kaizhou, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        list(Place.objects.as_of(AUTUMN_2016).under(Place(code=500154126000, level=Level.TOWNSHIP)))


@given(day=st.dates(dt.date(2015, 1, 1), dt.date(2030, 1, 1)))
def test_no_day_gives_a_place_two_names_or_two_places_one_code(day: dt.date) -> None:
    latest = {row.place: row for row in TABLE if row.valid_from <= day}

    assert len({row.code for row in latest.values()}) == len(latest)
    assert all(row.parent is None or row.parent in latest for row in latest.values())
    assert all(
        row.parent is None
        or row.code // 10 ** (12 - latest[row.parent].level) * 10 ** (12 - latest[row.parent].level)
        == latest[row.parent].code
        for row in latest.values()
    )
