"""Does a load change only what differs, whole or not at all, however often it is run?"""

import datetime as dt

import pytest

from campaign_site.audit.models import AuditEntry
from campaign_site.places import actions, tables
from campaign_site.places.history import names_on
from campaign_site.places.models import Level, Place, PlaceVersion, find
from campaign_site.places.reference import load_reference_places

HEAD = "place,level,valid_from,precision,code,name,kind,parent,founded"
SMALL = (
    HEAD,
    "500154000000,county,2016-07-31,edition,500154000000,开州区,市辖区,,",
    "500154126000,township,2016-07-31,edition,500154200000,满月乡,乡,500154000000,",
    "500154126000,township,2019-10-31,edition,500154126000,满月镇,镇,500154000000,",
    "500154126200,village,2019-10-31,edition,500154126200,满月村村民委员会,村,500154126000,yes",
)


def load(*lines: str) -> actions.Loaded:
    return actions.load_places(tables.read_versions(lines), source="测试表")


def test_a_small_table_becomes_places_and_their_versions(db) -> None:
    assert load(*SMALL) == actions.Loaded(new=7)

    village = find("500154126200")
    assert (village.short_name, village.parent.name, village.exists_from) == ("满月村", "满月镇", dt.date(2019, 10, 31))
    assert list(PlaceVersion.objects.filter(place=village.parent).values_list("name", "valid_from", "valid_to")) == [
        ("满月乡", dt.date(2016, 7, 31), dt.date(2019, 10, 31)),
        ("满月镇", dt.date(2019, 10, 31), None),
    ]


def test_a_second_load_changes_nothing_and_leaves_no_line_in_the_audit(kaizhou) -> None:
    lines = AuditEntry.objects.count()

    done = load_reference_places()

    assert list(done.values()) == [actions.Loaded()] * 3
    assert (lines, AuditEntry.objects.count()) == (3, 3)


def test_a_later_edition_renames_the_place_and_keeps_its_identity(db) -> None:
    load(*SMALL)
    before = find("500154126000")

    later = "500154128000,township,2027-06-30,edition,500154128000,满月街道,街道,500154000000,"
    load(
        HEAD,
        SMALL[1],
        later.replace("500154128000,township", "500154126000,township", 1).replace("500154128000", "500154126000"),
    )

    after = Place.objects.get(pk=before.pk)
    assert (after.name, after.kind, after.versions.count()) == ("满月街道", "街道", 3)


def test_a_renumbered_place_is_known_again_by_its_old_code(db) -> None:
    load(*SMALL)
    township = find("500154126000")
    Place.objects.filter(pk=township.pk).update(code=500154130000, name="新满月镇", short_name="新满月镇")
    PlaceVersion.objects.filter(place=township, valid_to=None).update(valid_to=dt.date(2026, 1, 1))
    PlaceVersion.objects.create(
        place=township, code=500154130000, name="新满月镇", short_name="新满月镇", valid_from=dt.date(2026, 1, 1)
    )

    assert load(*SMALL) == actions.Loaded()
    assert find("500154126000").name == "新满月镇"


def test_rows_made_by_hand_reach_further_back_than_the_lists(kaizhou) -> None:
    zhaojia = find("500154007000")
    now = "500154007000,township,2019-10-31,edition,500154007000,赵家街道,街道,500154000000,"
    load(
        HEAD,
        "500154007000,township,2005-01-01,year,500234105000,赵家镇,镇,500154000000,",
        "500154007000,township,2010-01-01,year,500234004000,赵家街道,街道,500154000000,",
        now,
    )

    names = [names_on([zhaojia.pk], dt.date(year, 6, 1))[zhaojia.pk] for year in (2004, 2009, 2010, 2016, 2026)]
    assert names == ["赵家镇", "赵家镇", "赵家街道", "赵家街道", "赵家街道"]
    assert find("500234105000") == zhaojia


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "500154127000,township,2016-07-31,edition,500154202000,白泉乡,乡,500154000000,",
            "最后一版的代码应当就是 500154127000",
        ),
        ("500154126000,township,2019-10-31,edition,500154126000,满月镇,镇,500154000000,", "已有第 4 行"),
        ("50015412600,village,2019-10-31,edition,500154126200,满月村,村,500154126000,", "不是 6、9 或 12 位区划代码"),
        ("500154126201,township,2019-10-31,edition,500154126201,满月村,村,500154126000,", "与级别“镇街”不符"),
        ("500154126201,village,2019年,edition,500154126201,满月村,村,500154126000,", "不是 2016-07-31 这样的日期"),
        ("500154126201,village,2019-10-31,edition,500154126201,,村,500154126000,", "文字要有 1 到 60 个字"),
        ("500154126201,hamlet,2019-10-31,edition,500154126201,满月村,村,500154126000,", "不认识 HAMLET"),
        ("500154126201,village,2019-10-31,about,500154126201,满月村,村,500154126000,", "写法不对"),
        ("500154126201,village", "写法不对"),
        ("500154126201,village,2019-10-31,edition,500154126201,甘泉村,村,500154126200,", "级别不比它高"),
        ("500154140201,village,2019-10-31,edition,500154140201,无主村,村,500154140000,", "上级 500154140000 不在表里"),
    ],
)
def test_a_wrong_line_stops_the_whole_load_and_is_named(db, line, says) -> None:
    with pytest.raises(tables.WrongTable, match=says) as refusal:
        load(*SMALL, line)

    assert refusal.value.faults[0].startswith("第 6 行：")
    assert not Place.objects.exists()


def test_many_wrong_lines_are_counted_and_twenty_shown(db) -> None:
    with pytest.raises(tables.WrongTable, match="另有 10 处") as refusal:
        load(HEAD, *["x"] * 30)

    assert len(refusal.value.faults) == 20


@pytest.mark.parametrize(
    ("line", "says"), [("500154126000,31.5,108.6,x", "前后写反"), ("500154999000,108.6,31.5,x", "没有代码为")]
)
def test_a_seat_outside_china_or_of_an_unknown_place_is_refused(db, line, says) -> None:
    load(*SMALL)

    with pytest.raises(tables.WrongTable, match=says):
        actions.load_seats(tables.read_seats(["place,lon,lat,source", line]))


def test_two_thousand_rows_are_loaded_in_fifty_queries(db, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(50):
        load_reference_places()

    assert Place.objects.filter(level=Level.VILLAGE, lon=None).count() == 535
    assert Place.objects.filter(level=Level.TOWNSHIP).exclude(lon=None).count() == 40
