"""What may a placement not be without, and what does a change of it or of a rule owe?"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.urls import reverse

from campaign_site.clock import machine_now
from campaign_site.people.models import User
from campaign_site.places.models import Level
from campaigns.placements import actions
from campaigns.placements.models import CoverageRule, Outlet, Placement
from campaigns.placements.reach import rule_book
from tests import make


@pytest.fixture
def editor(county):
    return make.user("propaganda", at=county.place)


def outlet(county, channel="tv"):
    return Outlet.objects.create(unit=make.unit("media", county.place), name=f"{channel} 台", channel=channel)


@pytest.mark.parametrize(
    ("channel", "given", "field", "words"),
    [
        ("tv", {"time_slot": ""}, "time_slot", "没有时段不能计入"),
        ("radio", {"daily_times": None}, "daily_times", "请写每日条次"),
        ("press", {"page": ""}, "page", "请写第几版"),
        ("telecom", {"sent": None}, "sent", "发送条数不等于人数"),
        ("telecom", {"sent": 5, "delivered": 6}, "delivered", "不能多于发送条数"),
        ("telecom", {"sent": 9, "delivered": 6, "unique_numbers": 7}, "unique_numbers", "不能多于成功条数"),
        ("transport", {"lines": None}, "lines", "请写线路数"),
        ("web", {"ends_on": dt.date(2026, 9, 1)}, "ends_on", "止日早于起日"),
        ("web", {"starts_on": dt.date(2015, 9, 1)}, "starts_on", "早于 2016 年"),
        ("web", {"ends_on": dt.date(2028, 10, 3)}, "ends_on", "请每两年另记一条"),
        ("web", {"ends_on": dt.date(9999, 12, 31)}, "ends_on", "请检查年份"),
        ("web", {"proof_kind": "capture", "proof_text": ""}, "proof_text", "请写明证明在哪里"),
    ],
)
def test_each_channel_refuses_what_it_cannot_be_counted_without(county, channel, given, field, words):
    usual = {"material": "守住养老钱", "starts_on": dt.date(2026, 10, 1), "ends_on": dt.date(2026, 10, 9)}
    placement = Placement(outlet=outlet(county, channel), **(usual | given))
    with pytest.raises(ValidationError) as refusal:
        placement.clean()
    assert words in refusal.value.message_dict[field][0]


def test_a_bus_row_needs_its_dates(county, editor, signed_in):
    given = {"outlet": outlet(county, "transport").pk, "material": "车身", "lines": 4, "carrier": "车身"}
    answer = signed_in(editor).post(reverse("placements:add"), given)
    assert answer.status_code == 200
    assert {"starts_on", "ends_on"} <= set(answer.context["form"].errors)
    assert not Placement.objects.exists()


def test_an_entered_placement_owes_a_count(county, editor, signed_in):
    given = {"outlet": outlet(county).pk, "material": "守住养老钱", "starts_on": "2026-10-01", "ends_on": "2026-10-09",
             "time_slot": "19:00", "daily_times": 2}  # fmt: skip
    assert signed_in(editor).post(reverse("placements:add"), given).status_code == 302
    placement = Placement.objects.owing().get()
    assert placement.entered_by == editor


def test_a_placement_of_the_far_future_is_refused(county, editor, signed_in):
    given = {
        "outlet": outlet(county, "web").pk,
        "material": "守住养老钱",
        "starts_on": "9999-01-01",
        "ends_on": "9999-12-31",
    }
    answer = signed_in(editor).post(reverse("placements:add"), given)
    assert answer.context["form"].errors["ends_on"] == ["止日比今天晚了两年以上，请检查年份。"]
    assert not Placement.objects.exists()


def test_an_edit_keeps_what_the_count_wrote_meanwhile(county):
    placement = make.placement(county.place, county.townships[0])
    Placement.objects.update(counted_from=dt.date(2026, 9, 1), counted_to=dt.date(2026, 9, 2))
    placement.material = "改过的素材"
    placement.save()
    placement.refresh_from_db()
    assert (placement.material, placement.counted_from) == ("改过的素材", dt.date(2026, 9, 1))


def test_an_edit_never_undoes_a_void(county, editor):
    placement = make.placement(county.place, county.townships[0])
    opened = Placement.objects.get()
    actions.void_placement(placement, by=editor, reason="重复", now=machine_now())
    opened.material = "改过的素材"
    opened.save()
    opened.refresh_from_db()
    assert (opened.state, opened.void_reason) == ("void", "重复")


def test_who_saves_after_somebody_voided_is_told_and_changes_nothing(county, editor, signed_in):
    placement = make.placement(county.place, county.townships[0])

    def somebody_is_quicker(sender, **more):
        Placement.objects.update(state="void", void_reason="重复")

    given = {"material": "改过的素材", "starts_on": "2026-10-05", "ends_on": "2026-10-14", "time_slot": "19:00",
             "daily_times": 3, "proof_kind": "air_log", "proof_text": "播出单 12 号"}  # fmt: skip
    pre_save.connect(somebody_is_quicker, sender=Placement)
    try:
        answer = signed_in(editor).post(reverse("placements:edit", args=[placement.pk]), given)
    finally:
        pre_save.disconnect(somebody_is_quicker, sender=Placement)
    assert "有人先办了：它已经作废，这次的改动没有保存" in answer.content.decode()
    assert Placement.objects.get().material == "守住养老钱"


def test_another_countys_media_are_read_but_not_changed(county, editor, signed_in):
    far = make.place(500101000000, "万州区", Level.COUNTY)
    placement = make.placement(far, county.townships[0])
    browser, outlet = signed_in(editor), placement.outlet
    for address in (reverse("placements:edit", args=[placement.pk]), reverse("outlets:edit", args=[outlet.pk])):
        assert browser.post(address, {"name": "改名", "material": "改过"}).status_code in (302, 403)
    assert browser.post(reverse("placement_acts:void", args=[placement.pk]), {"reason": "重复"}).status_code == 404
    for address in (reverse("placements:add"), reverse("coverage_rules:add")):
        assert outlet not in browser.get(address).context["form"].fields["outlet"].queryset
    assert browser.get(reverse("placements:inspect", args=[placement.pk])).status_code == 200
    assert (Placement.objects.get().state, Outlet.objects.get().name) == ("entered", outlet.name)


def test_a_void_needs_a_reason_and_happens_once(county, editor, signed_in):
    placement = make.placement(county.place, county.townships[0])
    browser, address = signed_in(editor), reverse("placement_acts:void", args=[placement.pk])
    assert "请写作废的原因" in browser.post(address, {"reason": ""}).content.decode()
    assert browser.post(address, {"reason": "重复"}).status_code == 302
    assert "已经作废" in browser.post(address, {"reason": "再来"}).content.decode()
    assert Placement.objects.owing().get().void_reason == "重复"


def test_a_rule_is_a_new_version_with_a_source_and_recounts_its_outlet(county, editor, signed_in):
    placement = make.placement(county.place, county.townships[0])
    browser = signed_in(editor)
    given = {
        "outlet": placement.outlet_id,
        "valid_from": "2026-10-01",
        "source": "新站验收单",
        "townships": [county.townships[1].pk],
    }
    assert browser.post(reverse("coverage_rules:add"), given | {"valid_from": "2025-01-01"}).status_code == 200
    assert browser.post(reverse("coverage_rules:add"), given).status_code == 302
    assert list(CoverageRule.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert Placement.objects.owing().count() == 1


def test_the_rule_in_force_is_the_newest_begun(county):
    made = make.placement(county.place, county.townships[0])
    second = made.outlet.rules.create(version=2, valid_from=dt.date(2026, 6, 1), source="验收单")
    book = rule_book([made.outlet_id])
    first = made.outlet.rules.get(version=1).pk
    days = [dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 5, 31), dt.date(2026, 6, 1)]
    assert [book.in_force(made.outlet_id, day) for day in days] == [None, first, first, second.pk]


def test_voiding_tells_who_was_late(county, editor):
    placement = make.placement(county.place, county.townships[0])
    actions.void_placement(placement, by=editor, reason="重复", now=machine_now())
    with pytest.raises(ValidationError, match="有人先办了"):
        actions.void_placement(placement, by=editor, reason="重复", now=machine_now())


def test_a_seat_wider_than_a_county_names_townships_by_their_codes(county, signed_in):
    make.unit("office", make.place(500155000000, "梁平区", Level.COUNTY))
    outlet = make.placement(county.place, county.townships[0]).outlet
    browser = signed_in(User.objects.create_superuser("root", password=make.PASSWORD, name="根"))
    page = browser.get(reverse("coverage_rules:add")).content.decode()
    assert ("12 位区划代码，一行一个" in page, "2镇" in page) == (True, False)

    given = {"outlet": outlet.pk, "valid_from": "2026-10-01", "source": "验收单"}
    wrong = browser.post(reverse("coverage_rules:add"), given | {"townships": "500154101000\n500154999000"})
    assert "没有代码为“500154999000”的镇街" in wrong.content.decode()
    right = browser.post(reverse("coverage_rules:add"), given | {"townships": "500154101000\n500154102000"})
    assert right.status_code == 302
    assert set(outlet.rules.get(version=2).townships.all()) == set(county.townships)
