"""Does each named act change what it says, from its day on, and refuse what cannot be?"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from campaign_site.audit.models import AuditEntry
from campaign_site.places import changes
from campaign_site.places.acts import Act, NewPlace, Part
from campaign_site.places.history import names_on, steps
from campaign_site.places.lineage import PlaceSuccession
from campaign_site.places.models import Level, Place, find
from campaign_site.places.undoing import undo
from campaign_site.places.unions import merge, split
from tests import make

TODAY = dt.date(2026, 11, 22)


def act(day: str = "2026-05-01", **more) -> Act:
    return Act(on=dt.date.fromisoformat(day), today=TODAY, reason="渝府〔2026〕1号", **more)


def then(day: str, place: Place) -> tuple[int, str]:
    return Place.objects.as_of(dt.date.fromisoformat(day)).values_list("code_then", "name_then").get(pk=place.pk)


def fresh(place: Place) -> Place:
    return Place.objects.get(pk=place.pk)


def test_a_renamed_township_keeps_its_old_name_in_old_reports(kaizhou) -> None:
    township = find("500154100")
    was = township.name

    changes.rename(township, name="临江街道", kind="街道", act=act())

    assert names_on([township.pk], dt.date(2026, 4, 30)) == {township.pk: was}
    assert names_on([township.pk], dt.date(2026, 5, 1)) == {township.pk: "临江街道"}
    assert (fresh(township).name, fresh(township).kind) == ("临江街道", "街道")
    assert steps(township)[-1].change == "改名、改类别"
    assert AuditEntry.objects.get(action="places.rename").reason == "渝府〔2026〕1号"


def test_the_villages_of_a_renumbered_township_follow_and_old_codes_lead_to_them(kaizhou) -> None:
    township = find("500154126")
    village = find("500154126201")

    changes.renumber(township, code="500154010", act=act())

    assert (fresh(township).code, fresh(village).code) == (500154010000, 500154010201)
    assert Place.objects.under(fresh(township)).count() == 8
    assert find("500154126201") == find("500154010201") == find("500154200201") == village
    assert then("2026-04-30", village)[0] == 500154126201


def test_a_village_moves_and_gets_a_free_code_of_its_new_township(county) -> None:
    village, township = county.village(0, 0), county.townships[1]

    changes.move(village, parent=township, act=act())

    moved = fresh(village)
    assert (moved.parent, moved.code) == (township, township.code + 204)
    assert township.holds(moved)


def test_townships_merge_into_one_and_their_villages_go_along(county) -> None:
    one, other = county.townships
    moved = county.villages[one.pk]

    merge([one], into=other, act=act())

    assert fresh(one).exists_to == dt.date(2026, 5, 1)
    assert [fresh(village).parent for village in moved] == [other] * 3
    assert Place.objects.under(other).villages().filter(exists_to=None).count() == 6
    assert find(one.code) == other
    assert find(one.code, dt.date(2026, 4, 30)) == one
    succession = PlaceSuccession.objects.get()
    assert (succession.predecessor, succession.successor, succession.kind) == (one, other, "whole")


def test_two_merge_into_a_new_one_that_takes_the_first_ones_code(county) -> None:
    one, other = county.townships

    heir = merge([one, other], into=NewPlace("新合镇", "镇", one.code), act=act()).place

    assert (heir.code, heir.parent, heir.exists_from) == (one.code, county.place, dt.date(2026, 5, 1))
    assert sorted(Place.objects.filter(parent=heir).values_list("code", flat=True)) == [
        one.code + 200 + n for n in range(1, 7)
    ]
    assert find(one.code) == heir
    assert find(one.code, dt.date(2026, 4, 30)) == one


def test_a_township_is_divided_between_a_new_one_and_a_neighbour(county) -> None:
    one, other = county.townships
    a, b, c = county.villages[one.pk]

    split(one, parts=[Part(NewPlace("东镇", "镇"), (a, b)), Part(other, (c,))], keeps=False, act=act())

    east = Place.objects.get(name="东镇")
    assert [fresh(village).parent for village in (a, b, c)] == [east, east, other]
    assert set(PlaceSuccession.objects.values_list("successor", "kind")) == {(east.pk, "part"), (other.pk, "part")}
    assert find(one.code) == fresh(one)


def test_a_part_is_split_off_and_the_rest_stays(county) -> None:
    one, _ = county.townships
    a, *_ = county.villages[one.pk]

    split(one, parts=[Part(NewPlace("新街道", "街道", one.code - 100_000), (a,))], act=act())

    assert fresh(one).exists_to is None
    assert fresh(a).code == one.code - 100_000 + 201


def test_a_misprint_is_set_right_without_a_step_in_the_history(kaizhou) -> None:
    village = find("500154126201")
    before = len(steps(village))

    changes.correct(village, name="甘泉井村民委员会", act=act())

    assert len(steps(village)) == before
    assert names_on([village.pk], dt.date(2026, 1, 1)) == {village.pk: "甘泉井村"}


@pytest.mark.parametrize("taken_back", ["rename", "renumber", "merge", "split", "found", "end", "move", "correct"])
def test_the_last_act_is_taken_back_and_both_stay_on_record(county, taken_back) -> None:
    one, other = county.townships
    village = county.village(0, 0)
    before = list(Place.objects.values_list("pk", "code", "name", "kind", "parent", "exists_to"))
    change = {
        "rename": lambda: changes.rename(one, name="新名镇", act=act()),
        "renumber": lambda: changes.renumber(one, code=one.code + 50_000, act=act()),
        "merge": lambda: merge([one], into=other, act=act()),
        "split": lambda: split(one, parts=[Part(NewPlace("西镇"), (village,))], act=act()),
        "found": lambda: changes.found(one, new=NewPlace("新村"), act=act()),
        "end": lambda: changes.end(village, act=act()),
        "move": lambda: changes.move(village, parent=other, act=act()),
        "correct": lambda: changes.correct(one, name="正名镇", act=act()),
    }[taken_back]()

    undo(change, act=act("2026-06-01"))

    there = Place.objects.existing(TODAY)
    assert list(there.values_list("pk", "code", "name", "kind", "parent", "exists_to")) == before
    assert not PlaceSuccession.objects.standing().exists()
    assert AuditEntry.objects.filter(action__in=["places.undo", f"places.{taken_back}"]).count() == 2
    assert [find(row[1]).pk for row in before] == [row[0] for row in before]
    with pytest.raises(ValidationError, match="已经收回过"):
        undo(change, act=act())


def test_an_act_taken_back_can_be_done_again_on_the_same_day(county) -> None:
    one, _ = county.townships
    undo(changes.rename(one, name="错名镇", act=act()), act=act())

    changes.rename(fresh(one), name="对名镇", act=act())

    assert names_on([one.pk], TODAY) == {one.pk: "对名镇"}
    assert then("2026-04-30", one)[1] == "第1镇"


def test_an_act_with_a_later_one_on_top_is_not_taken_back(county) -> None:
    one, _ = county.townships
    first = changes.rename(one, name="新名镇", act=act())
    changes.renumber(fresh(one), code=one.code + 50_000, act=act("2026-06-01"))

    with pytest.raises(ValidationError, match="请先收回后来的那一次"):
        undo(first, act=act())


def test_a_new_place_with_events_is_not_made_never_to_have_been(county) -> None:
    change = changes.found(county.townships[0], new=NewPlace("新村"), act=act())
    make.event(change.place)

    with pytest.raises(ValidationError, match="已经有活动记录"):
        undo(change, act=act())


REFUSED = {
    "不能并入它自己": lambda c, one, two: merge([one, two], into=one, act=act()),
    "有重复的": lambda c, one, two: merge([one, one], into=two, act=act()),
    "至少要有两个；": lambda c, one, two: merge([one], into=NewPlace("新镇"), act=act()),
    "同一级别的地方才能": lambda c, one, two: merge([one], into=c.village(1), act=act()),
    "已有更晚的变动": lambda c, one, two: changes.rename(one, name="更新镇", act=act("2026-02-28")),
    "还没有到": lambda c, one, two: changes.rename(one, name="未来镇", act=act("2206-01-01")),
    "请核对年份": lambda c, one, two: changes.rename(one, name="古镇", act=act("0226-01-01")),
    "现在是第2镇的": lambda c, one, two: changes.renumber(one, code=two.code, act=act()),
    "末 3 位应当是 0": lambda c, one, two: changes.renumber(one, code=two.code + 1, act=act()),
    "不在上级开州区": lambda c, one, two: changes.renumber(one, code=500155101000, act=act()),
    "不是 6、9 或 12 位": lambda c, one, two: changes.renumber(one, code="50015410", act=act()),
    "不能直接归": lambda c, one, two: changes.move(c.village(0), parent=c.place, act=act()),
    "就是第2镇或在它下面": lambda c, one, two: changes.move(two, parent=c.village(1), act=act()),
    "拆分后至少要有两个": lambda c, one, two: split(one, parts=[Part(NewPlace("新镇"))], keeps=False, act=act()),
    "没有去处": lambda c, one, two: split(one, parts=[Part(NewPlace("甲镇")), Part(two)], keeps=False, act=act()),
    "每个只能给一处": lambda c, one, two: split(one, parts=[Part(two, (c.village(1),))], act=act()),
    "下面还有 3 个地方": lambda c, one, two: changes.end(two, act=act()),
    "看不见的控制字符": lambda c, one, two: changes.rename(one, name="新\u200b镇", act=act()),
    "名称要有 1 到 60": lambda c, one, two: changes.rename(one, name="镇" * 61, act=act()),
    "写明变动的理由": lambda c, one, two: Act(on=TODAY, today=TODAY, reason=" "),
    "和现在的一样": lambda c, one, two: changes.rename(two, name=two.name, act=act()),
    "没有要改的字": lambda c, one, two: changes.correct(two, name=two.name, act=act()),
}


@pytest.mark.parametrize("says", REFUSED)
def test_what_cannot_be_is_refused_with_the_way_out(county, says) -> None:
    one, two = county.townships
    changes.rename(one, name="新镇一", act=act("2026-03-01"))

    with pytest.raises(ValidationError, match=says):
        REFUSED[says](county, one, two)


def test_a_place_does_not_end_twice(county) -> None:
    village = county.village()
    changes.end(village, act=act())

    with pytest.raises(ValidationError, match="已在 2026-05-01 撤销"):
        changes.end(fresh(village), act=act("2026-06-01"))


def test_nothing_happens_before_a_place_was_founded(county) -> None:
    village = changes.found(county.townships[0], new=NewPlace("新村"), act=act()).place

    with pytest.raises(ValidationError, match="到 2026-05-01 才设立"):
        changes.rename(village, name="更新村", act=act("2026-04-30"))
    with pytest.raises(ValidationError, match="撤销的日期须在这以后"):
        changes.end(village, act=act())


def test_a_code_of_an_ended_place_may_be_given_again_and_leads_to_the_new_one(county) -> None:
    village = county.village()
    changes.end(village, act=act())

    again = changes.found(county.townships[0], new=NewPlace("复村", "村", village.code), act=act("2026-06-01")).place

    assert find(village.code) == again
    assert find(village.code, dt.date(2026, 4, 30)) == village
    assert again.level == Level.VILLAGE
