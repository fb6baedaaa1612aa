"""Are dated acts on places shown before they are done, done as shown, and only by those who keep places?"""

import pytest

from campaign_site.places.lineage import PlaceChange
from campaign_site.places.models import Place, PlaceVersion
from tests import make

USUAL = {"on": "2026-03-01", "precision": "day", "reason": "渝府〔2026〕8号", "source": ""}


@pytest.fixture
def desk(county, signed_in):
    for place in Place.objects.all():
        facts = {"code": place.code, "name": place.name, "short_name": place.short_name, "kind": place.kind}
        PlaceVersion.objects.create(place=place, parent=place.parent, valid_from="2015-01-01", **facts)
    return signed_in(make.user("office", at=county.place))


def act(desk, place, verb, /, **filled):
    """Rehearse, then confirm what was shown; return both answers."""
    address = f"/admin/places/{place.pk}/act/{verb}/"
    shown = desk.post(address, USUAL | filled)
    seen = shown.context["rehearsal"].digest if shown.context["rehearsal"] else ""
    return shown, desk.post(address, USUAL | filled | {"confirm": "1", "seen": seen}, follow=True)


def standing() -> set[str]:
    return set(Place.objects.townships().filter(exists_to=None).values_list("name", flat=True))


def test_a_rename_is_rehearsed_and_then_done(desk, county) -> None:
    place = county.townships[0]
    shown = desk.post(f"/admin/places/{place.pk}/act/rename/", USUAL | {"name": "雪宝镇", "kind": ""})
    assert "第1镇改名为雪宝镇" in shown.content.decode()
    assert (standing(), PlaceChange.objects.count()) == ({"第1镇", "第2镇"}, 0)

    _, done = act(desk, place, "rename", name="雪宝镇", kind="")
    assert "已登记：第1镇改名为雪宝镇。" in done.content.decode()
    assert standing() == {"雪宝镇", "第2镇"}


def test_renumbering_shows_every_code_that_follows(desk, county) -> None:
    shown, _ = act(desk, county.townships[0], "renumber", code="500154009000")
    rows = shown.context["rehearsal"]

    assert rows.count == 4
    assert "500154009201" in shown.content.decode()
    assert Place.objects.get(pk=county.village().pk).code == 500154009201


def test_moving_merging_splitting_founding_ending_correcting_and_taking_back(desk, county) -> None:
    one, two = county.townships
    village = county.village()
    act(desk, village, "move", parent="第2镇", code="")
    assert Place.objects.get(pk=village.pk).parent == two
    act(desk, one, "split", keeps="on", parts="新镇｜镇｜｜1镇2村")
    assert standing() == {"第1镇", "第2镇", "新镇"}
    heir = {"others": "", "into": "第2镇", "new_name": "", "new_kind": "", "new_code": ""}
    act(desk, Place.objects.get(name="新镇"), "merge", on="2026-03-15", **heir)
    assert standing() == {"第1镇", "第2镇"}
    act(desk, two, "found", name="新村", kind="村", code="")
    act(desk, Place.objects.get(name="新村"), "end", on="2026-04-01")
    act(desk, one, "correct", name="第一镇", kind="镇")
    assert "第一镇" in standing()
    act(desk, one, "undo")
    assert standing() == {"第1镇", "第2镇"}
    kinds = set(PlaceChange.objects.values_list("kind", flat=True))
    assert kinds == {"move", "split", "merge", "found", "end", "correct", "undo"}


@pytest.mark.parametrize(
    ("kind", "filled", "says"),
    [
        ("rename", {"name": "第1镇", "kind": ""}, "新名称和现在的一样"),
        ("rename", {"name": "甲镇", "kind": "", "on": "2099-01-01"}, "还没有到"),
        ("rename", {"name": "甲镇", "kind": "", "on": "2014-01-01"}, "日期须在这以后"),
        ("rename", {"name": "甲镇", "kind": "", "reason": ""}, "必填"),
        ("renumber", {"code": "12"}, "不是 6、9 或 12 位"),
        ("renumber", {"code": "500154102000"}, "500154102000"),
        ("move", {"parent": "没有这里", "code": ""}, "没有叫“没有这里”的地方"),
        ("merge", {"others": "", "into": "第1镇", "new_name": ""}, "不能并入它自己"),
        ("merge", {"others": "", "into": "", "new_name": ""}, "只填一样"),
        ("split", {"keeps": "on", "parts": "甲镇｜镇｜｜没有村"}, "下面没有“没有村”"),
        ("split", {"keeps": "on", "parts": "甲镇｜镇\n乙镇｜镇｜²"}, "第 2 行：“2”不是 6、9 或 12 位"),
        ("found", {"name": "甲村", "kind": "村", "code": "50015400920l"}, "不是 6、9 或 12 位"),
        ("found", {"name": "甲村", "kind": "村", "code": "²"}, "不是 6、9 或 12 位"),
        ("merge", {"others": "", "into": "", "new_name": "甲镇", "new_kind": "镇", "new_code": "5001x"}, "不是 6、9"),
        ("merge", {"others": "、".join(["第2镇"] * 21), "into": "第2镇", "new_name": ""}, "一次最多一起合并 20 个"),
        ("end", {}, "下面还有 3 个地方"),
        ("undo", {}, "没有可以收回的变动"),
    ],
)
def test_a_wrong_act_is_refused_in_words_and_nothing_stays(desk, county, kind, filled, says) -> None:
    answer = desk.post(f"/admin/places/{county.townships[0].pk}/act/{kind}/", USUAL | filled)

    assert answer.status_code == 422
    assert says in answer.content.decode() or says == "必填"
    assert not PlaceChange.objects.exists()


def test_nobody_confirms_what_they_have_not_seen(desk, county) -> None:
    address = f"/admin/places/{county.townships[0].pk}/act/rename/"
    answer = desk.post(address, USUAL | {"name": "甲镇", "kind": "", "confirm": "1", "seen": "别的"})

    assert "下面是现在会有的结果" in answer.content.decode()
    assert not PlaceChange.objects.exists()


def test_others_read_and_see_no_buttons(desk, county, signed_in) -> None:
    place = county.townships[0]
    page = f"/admin/places/inspect/{place.pk}/"
    assert "登记变动" in desk.get(page).content.decode()

    township = signed_in(make.user("township", at=place))
    assert "登记变动" not in township.get(page).content.decode()
    assert township.get(f"/admin/places/{place.pk}/act/rename/").status_code in (302, 403)
    elsewhere = signed_in(make.user("office", at=make.place(500101000000, "万州区", 6)))
    assert elsewhere.get(f"/admin/places/{place.pk}/act/rename/").status_code in (302, 403)


def test_a_places_page_tells_its_history_and_heirs(desk, county) -> None:
    one, two = county.townships
    make.unit("township", one)
    act(desk, one, "merge", others="", into="第2镇", new_name="", new_kind="", new_code="")

    page = desk.get(f"/admin/places/inspect/{one.pk}/").content.decode()
    assert "2026-03-01" in page
    assert "承接（整体并入）" in page
    assert "第1镇镇街" in page
    assert "承接" in desk.get(f"/admin/places/inspect/{two.pk}/").content.decode()
