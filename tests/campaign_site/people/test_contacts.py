"""Does every township have one named person at a time, with those before them, and seen only by whom it concerns?"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.signals import pre_save

from campaign_site.audit.models import AuditEntry
from campaign_site.people.contacts import Contact, without_contact
from campaign_site.people.handover import Person, end_time, name_person
from tests import make

TODAY = dt.date(2026, 10, 31)
MAY, JUNE = dt.date(2026, 5, 6), dt.date(2026, 6, 15)


@pytest.fixture
def unit(county):
    return make.unit("township", county.townships[0])


def name(unit, who="王某", since=MAY, phone="023-52212345") -> Contact:
    return name_person(unit, Person(who, "政法委员", phone, since), by=None, today=TODAY)


def test_a_handover_ends_the_one_before_and_forgets_their_telephone(unit) -> None:
    before = name(unit)
    after = name(unit, "李某", JUNE)

    before.refresh_from_db()
    assert (before.until, before.phone) == (JUNE, "")
    assert [*Contact.objects.current()] == [after]
    assert AuditEntry.objects.filter(action="people.end_contact").count() == 1
    assert "52212345" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    ("since", "says"),
    [(MAY, "交接日要在这一天之后"), (dt.date(2026, 1, 1), "交接日要在"), (dt.date(2027, 1, 1), "还没有到")],
)
def test_a_handover_on_a_wrong_day_is_refused(unit, since, says) -> None:
    name(unit)
    with pytest.raises(ValidationError, match=says):
        name(unit, "李某", since)
    assert Contact.objects.get().until is None


@pytest.mark.parametrize(("since", "says"), [("2026-03-01", "不能重叠"), ("2026-05-20", "已经有指定人员")])
def test_a_former_persons_time_is_not_moved_over_anothers(unit, since, says) -> None:
    name(unit)
    name(unit, "李某", JUNE)
    third = name(unit, "赵某", dt.date(2026, 8, 1))
    name(unit, "孙某", dt.date(2026, 9, 1))
    third.refresh_from_db()
    third.since = dt.date.fromisoformat(since)

    with pytest.raises(ValidationError, match=says):
        third.full_clean()
    third.since = dt.date(2026, 8, 3)
    third.full_clean()


def test_only_townships_name_somebody(county) -> None:
    with pytest.raises(ValidationError, match="只登记在现有的镇街"):
        name(make.unit("market", county.place))


def test_the_database_holds_one_person_at_a_time(unit) -> None:
    name(unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(unit=unit, name="李某", post="书记", since=JUNE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(unit=unit).update(until=JUNE)  # with a telephone


def test_townships_without_a_named_person_are_known(county, unit) -> None:
    assert [*without_contact(county.place, TODAY)] == county.townships
    name(unit)
    assert [*without_contact(county.place, TODAY)] == county.townships[1:]


def test_the_office_names_hands_over_and_sets_right_on_screen(county, unit, signed_in) -> None:
    desk = signed_in(make.user("office", at=county.place))
    filled = {"unit": unit.pk, "name": "王某", "post": "政法委员", "phone": "（023）52212345", "since": "2026-05-06"}
    assert desk.post("/admin/contacts/new/", filled).status_code == 302
    assert desk.post("/admin/contacts/new/", filled | {"name": "李某", "since": "2026-06-15"}).status_code == 302
    now = Contact.objects.current().get()
    desk.post(
        f"/admin/contacts/edit/{now.pk}/", {"name": "李某某", "post": "副镇长", "phone": "", "since": "2026-06-15"}
    )

    shown = [(one.name, one.post, one.phone, one.until) for one in Contact.objects.order_by("since")]
    assert shown == [("王某", "政法委员", "", JUNE), ("李某某", "副镇长", "", None)]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"phone": "13912345678"}, "手机号"),
        ({"phone": "电话"}, "不是办公电话"),
        ({"since": "2027-01-01"}, "还没有到"),
        ({"unit": "999999"}, "选择一个有效的选项"),
    ],
)
def test_a_wrong_entry_is_refused_in_words(county, unit, signed_in, settings, change, says) -> None:
    settings.DEMO_TODAY = TODAY
    filled = {"unit": unit.pk, "name": "王某", "post": "政法委员", "phone": "", "since": "2026-05-06"} | change
    page = signed_in(make.user("office", at=county.place)).post("/admin/contacts/new/", filled)

    assert says in page.content.decode()
    assert not Contact.objects.exists()


def test_what_the_handover_refuses_is_told_on_the_form(county, unit, signed_in) -> None:
    end_time(name(unit), on=JUNE, by=None)
    filled = {"unit": unit.pk, "name": "李某", "post": "书记", "phone": "", "since": "2026-06-01"}
    page = signed_in(make.user("office", at=county.place)).post("/admin/contacts/new/", filled)

    assert "这一天已经有指定人员" in page.content.decode()
    assert Contact.objects.count() == 1


def test_of_two_who_name_at_once_the_second_is_told(county, unit, signed_in) -> None:
    def be_quicker(**signal: object) -> None:
        other = Contact(unit=unit, name="王某", post="书记", since=MAY)
        Contact.objects.bulk_create([other])

    pre_save.connect(be_quicker, sender=Contact)
    try:
        filled = {"unit": unit.pk, "name": "李某", "post": "书记", "phone": "", "since": "2026-06-01"}
        page = signed_in(make.user("office", at=county.place)).post("/admin/contacts/new/", filled)
    finally:
        pre_save.disconnect(be_quicker, sender=Contact)

    assert "刚才已经有人登记过" in page.content.decode()


def test_a_township_sees_and_keeps_its_own_only(county, unit, signed_in) -> None:
    name(unit)
    other = make.unit("township", county.townships[1])
    name(other, "李某")
    desk = signed_in(make.user("township", at=county.townships[0]))

    assert [str(one) for one in desk.get("/admin/contacts/").context["object_list"]] == [f"{unit} 王某"]
    filled = {"unit": other.pk, "name": "赵某", "post": "书记", "phone": "", "since": "2026-06-15"}
    assert desk.post("/admin/contacts/new/", filled).status_code != 302
    assert signed_in(make.user("village", at=county.village())).get("/admin/contacts/").status_code in (302, 403)


def test_the_list_says_why_the_data_are_kept_and_who_is_missing(county, unit, signed_in) -> None:
    name(unit)
    desk = signed_in(make.user("office", at=county.place))
    page = desk.get("/admin/contacts/").content.decode()

    assert "条例》第五条" in page
    assert "有 1 个镇街没有指定人员" in page
    assert county.townships[1].short_name in desk.get("/admin/contacts/missing/").content.decode()
