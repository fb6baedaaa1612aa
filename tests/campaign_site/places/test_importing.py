"""Does a list of codes get into the register whole or not at all, whoever exported it, and however often?"""

import csv
import datetime as dt

import pytest
from django.core.management import CommandError

from campaign_site.audit.models import AuditEntry
from campaign_site.places.models import Level, Place, PlaceVersion, find
from tests.campaign_site.places.lists import COUNTY, edition

CHINESE = """全国统计用区划代码表,,
统计用区划代码,城乡分类代码,名称
500154001,,汉丰街道办事处
500154001001,111,驷马社区居委会
"""


def counts(said: dict, *names: str) -> list[int]:
    return [said[name] for name in names]


def test_a_list_brings_along_the_county_and_province_that_it_does_not_name(db, load) -> None:
    assert counts(load(COUNTY), "rows", "new") == [4, 6]

    village = find("441900101202")
    assert [p.name for p in (village.parent, village.parent.parent, village.parent.parent.parent)] == [
        "石碣镇",
        "东莞市",
        "广东省",
    ]
    assert (village.parent.parent.level, village.short_name, village.kind) == (Level.COUNTY, "桔洲村", "村")
    assert AuditEntry.objects.get().action == "places.import"


@pytest.mark.parametrize(
    "text",
    [
        COUNTY.encode("utf-8-sig"),
        COUNTY.encode("gb18030"),
        COUNTY.encode("utf-16"),
        COUNTY.replace("\n", "\r\n").encode(),
        COUNTY.replace(",", "\t").encode(),
        COUNTY.replace("东城街道,", '"东城街道",').encode(),
        b"code,name\n441900003,\xb6\xab\xb3\xc7\xbd\xd6\xb5\xc0\n441900101,x\n441900003001,y\n441900101202,z\n",
    ],
)
def test_every_usual_writing_of_a_list_is_read(db, load, text) -> None:
    assert load(text)["new"] == 6
    assert find("441900003").name == "东城街道"


def test_chinese_headings_below_a_title_are_understood(db, load) -> None:
    assert load(CHINESE)["new"] == 5

    assert [p.name for p in Place.objects.order_by("code")] == [
        "重庆市",
        "市辖区",
        "开州区",
        "汉丰街道办事处",
        "驷马社区居委会",
    ]


def test_national_columns_and_a_village_list_before_its_townships(db, load) -> None:
    villages = "code,name,streetCode,provinceCode,cityCode,areaCode\n469001100200,番阳村,469001100,46,4690,469001\n"
    streets = "code,name,areaCode,provinceCode,cityCode\n469001100,通什镇,469001,46,4690\n"

    assert load(villages, streets)["new"] == 5
    assert find("469001").parent.name == "省直辖县级行政区划"


def test_a_county_may_stand_directly_under_its_province(db, load) -> None:
    load("code,parent_code,level,name\n429099,420000,county,新设市\n429099001,429099,township,一街道\n")

    assert find("429099").parent == find("420000")
    assert Place.objects.under(find("420000")).count() == 3


def test_a_city_without_counties_and_an_island_listed_at_three_levels_are_one_place_each(db, load) -> None:
    load(
        "code,name,provinceCode\n4419,东莞市,44\n",
        "code,name,cityCode,provinceCode\n441900,东莞市,4419,44\n350527,金门县,3505,35\n",
        "code,name,areaCode,provinceCode,cityCode\n350527000,金门县,350527,35,3505\n",
        "code,name,streetCode,provinceCode,cityCode,areaCode\n350527000000,金门县,350527000,35,3505,350527\n",
    )

    assert [(p.level, p.parent.name) for p in Place.objects.filter(name__in=["东莞市", "金门县"])] == [
        (Level.COUNTY, "泉州市"),
        (Level.COUNTY, "广东省"),
    ]


def test_a_second_load_changes_nothing_and_a_dry_run_writes_nothing(db, load, kaizhou, reference_data) -> None:
    text = (reference_data / "kaizhou_divisions.csv").read_bytes()
    assert counts(load(text, dry_run=True), "new", "changed", "same") == [2, 1, 575]
    assert Place.objects.count() == 576

    load(text)
    lines, versions = AuditEntry.objects.count(), PlaceVersion.objects.count()
    assert counts(load(text), "new", "renamed", "changed", "same") == [0, 0, 0, 576]
    assert (AuditEntry.objects.count(), PlaceVersion.objects.count()) == (lines, versions)
    assert find("500154").parent.parent.name == "重庆市"


def test_a_newer_edition_renames_adds_and_tells_what_is_gone_but_ends_nothing(db, load) -> None:
    load(COUNTY)
    newer = COUNTY.replace("东城街道,街道", "东城镇,镇").replace("441900101202", "441900101203").replace("桔洲", "新洲")

    said = load(newer, **edition("2024-06-30"))

    assert counts(said, "new", "renamed") == [1, 1]
    assert [row["name"] for row in said["gone"]] == ["桔洲村村民委员会"]
    assert find("441900101202").exists_to is None
    assert find("441900101203").exists_from == dt.date(2024, 6, 30)
    was = Place.objects.as_of(dt.date(2024, 6, 29)).get(pk=find("441900003").pk)
    assert (was.name_then, was.name) == ("东城街道", "东城镇")


def test_what_may_be_a_renumbering_is_put_before_a_person_who_decides(db, load, tmp_path) -> None:
    load(COUNTY)
    before = find("441900101202")
    newer = (
        COUNTY.replace("441900101,", "441900010,")
        .replace("441900101202", "441900010202")
        .replace("石碣镇,镇", "石碣街道,街道")
    )

    with pytest.raises(CommandError, match="2 处可能是改码") as refusal:
        load(newer, **edition("2024-06-30"))
    assert "441900101000,441900010000,,2024-06-30  石碣镇 → 石碣街道" in str(refusal.value)
    assert not Place.objects.filter(code=441900010000).exists()

    decided = tmp_path / "changes.csv"
    decided.write_text("old_code,new_code,reason,date\n441900101,441900010,粤府〔2024〕1号,2024-03-01\n", "utf-8")
    said = load(newer, changes=decided, **edition("2024-06-30"))

    assert counts(said, "new", "renumbered", "renamed") == [0, 1, 1]
    assert find("441900101202") == find("441900010202") == before
    assert find("441900010").short_name == "石碣街道"


def test_a_former_code_that_comes_again_needs_a_persons_word(db, load, kaizhou, tmp_path) -> None:
    again = "code,name\n500154200,天白乡\n"
    with pytest.raises(CommandError, match="以前是满月乡的，现在不是了。确是新设的地方，请在 --changes 里写一行"):
        load(again, **edition("2024-06-30"))

    decided = tmp_path / "changes.csv"
    decided.write_text("old_code,new_code,reason,date\n,500154200,渝府〔2024〕1号,2024-03-01\n", "utf-8")
    assert load(again, changes=decided, **edition("2024-06-30"))["new"] == 1
    assert find("500154200").name == "天白乡"
    assert find("500154200", dt.date(2017, 1, 1)).name == "满月镇"


def test_an_older_list_does_not_cover_a_newer_one(db, load) -> None:
    load(COUNTY, **edition("2024-06-30"))

    with pytest.raises(CommandError, match="旧表不能盖新表"):
        load(COUNTY)


def test_the_frame_of_the_country_is_whole() -> None:
    from campaign_site.places.outline import OUTLINE, outline

    with OUTLINE.open(encoding="utf-8") as file:
        widths = [len(row["code"]) for row in csv.DictReader(file)]
    assert [widths.count(width) for width in (2, 4, 6)] == [31, 342, 2978]
    assert all(one.parent in outline() for one in outline().values() if one.level > Level.PROVINCE)
    assert sum(one.level == Level.COUNTY for one in outline().values()) == 2978
