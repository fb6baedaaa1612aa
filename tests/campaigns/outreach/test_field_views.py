"""What happens on the phone when somebody saves, forgets, errs, or saves twice?"""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaign_site.audit.models import AuditEntry
from campaigns.outreach.models import Event
from tests import make


@pytest.fixture
def author(county):
    return make.user("township", at=county.townships[0], name="陈晓梅")


@pytest.fixture
def phone(signed_in, author):
    return signed_in(author)


def told(village, **more):
    usual = {
        "uuid": str(uuid4()),
        "held_on": "2026-10-20",
        "start_time": "15:00",
        "place": village.code_text,
        "venue_kind": "village_town",
        "form": "courtyard_meeting",
        "theme": "养老床位“返利”",
        "attendance": "38",
        "count_method": "counted",
    }
    return usual | more


def words_of(response):
    return re.sub(r"(<[^>]+>|\s)+", " ", response.content.decode())


def test_who_is_not_signed_in_is_led_to_the_login(client, county):
    assert client.get("/field/").url == "/admin/login/?next=/field/"
    answer = client.post("/field/", told(county.village()), headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["errors"][""]) == (401, ["要重新登录。这一条先留着，登录以后再存一次。"])


def test_one_save_hands_it_in_and_says_what_comes_next(phone, county):
    screen = phone.post("/field/", told(county.village()), follow=True)
    event = Event.objects.get()
    assert (event.state, event.attendance, event.township) == ("submitted", 38, county.townships[0])
    assert "等镇街另一位同事或打非办来审" in words_of(screen)


def test_the_same_body_twice_is_one_event(phone, county):
    body = told(county.village())
    answers = [phone.post("/field/", body, headers={"accept": "application/json"}).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert Event.objects.count() == 1
    assert answers[0]["state_text"] == "已交"


def test_the_next_screen_knows_what_was_the_same_last_time(phone, county):
    phone.post("/field/", told(county.village(0, 1), venue_text="便民服务中心院坝", count_method="estimated"))
    screen = phone.get("/field/")
    form = screen.context["form"]
    known = {name: form[name].value() for name in ("place", "venue_text", "venue_kind", "form", "count_method")}
    assert known == {
        "place": county.village(0, 1).code,
        "venue_text": "便民服务中心院坝",
        "venue_kind": "village_town",
        "form": "courtyard_meeting",
        "count_method": "estimated",
    }
    assert form["attendance"].value() is None
    assert form["held_on"].value() == dt.date(2026, 10, 21)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"held_on": ""}, "时间还空着。点“改”选哪一天。"),
        ({"held_on": "昨天下午"}, "时间看不懂。请写成 2026-10-20 这样"),
        ({"held_on": "2026-10-22"}, "时间写到了将来（2026-10-22）。没办的先不用记"),
        ({"held_on": "2015-12-31"}, "这里只记 2016 年以后的活动，请改日期。"),
        (
            {"held_on": "2026-07-01"},
            "这是 112 天以前的活动（2026-07-01）。补记没有关系；日期没写错，就勾“日期没写错”再存。",
        ),
        ({"start_time": "下午"}, "“几点”看不懂。请写成 15:00 这样"),
        ({"place": ""}, "地点还没选。点“换”"),
        ({"place": "999999999999"}, "这个地点不归你单位登记。"),
        ({"place": "\x00"}, "这个地点不归你单位登记。"),
        ({"venue_kind": ""}, "“到的是哪一类地方”还没选。"),
        ({"venue_kind": "casino"}, "“到的是哪一类地方”还没选。"),
        ({"form": ""}, "“怎么讲的”还没选。"),
        ({"theme": "  "}, "“讲什么”还空着。"),
        ({"attendance": ""}, "人数还空着。点数字填一个；没数过，就填大概，再选“估计”。"),
        ({"attendance": "三十八"}, "“到了多少人”要填数字，比如 38；没有就空着。"),
        ({"attendance": "-3"}, "“到了多少人”不能是负数。"),
        ({"attendance": "9" * 30}, "是不是多按了零？分几处办的请分开记。"),
        ({"attendance": "9" * 5000}, "“到了多少人”要填数字"),
        ({"count_method": ""}, "人数怎么来的还没选。点签到、清点、估计里的一个；没数过就点“估计”。"),
        ({"venue_kind": "household"}, "走了多少户还空着。"),
        ({"audiences": "martians"}, "“主要是哪些人”里有已经停用的选项。"),
        ({"hosts": "abc"}, "“合办单位”请从名单里选。"),
        ({"memo": "王大爷 138 1234 5678"}, "“备注”里像是有电话号码。活动记录不留个人信息，请删掉号码"),
        ({"venue_text": "500234194903071234"}, "“具体在哪里”里像是有身份证号。"),
        ({"memo": "好👍"}, "“备注”里有表情符号，报表上印不出来，请换成文字。"),
        ({"memo": "坏\x00字"}, "“备注”里有看不见的特殊字符"),
        ({"memo": "字" * 100_000}, "“备注”写了 100000 个字，最多 300 个字。请只留要紧的。"),
        ({"uuid": "不是编号"}, "这一页坏了，请重新打开登记页。"),
    ],
)
def test_what_cannot_be_kept_is_said_in_words_that_help(phone, county, change, sentence):
    answer = phone.post("/field/", told(county.village(), **change))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Event.objects.exists()


def test_another_townships_village_is_refused_and_nothing_is_lost(phone, county):
    answer = phone.post("/field/", told(county.village(1), theme="消费返利"))
    assert "这个地点不归你单位登记。" in words_of(answer)
    assert 'value="消费返利"' in answer.content.decode()


def test_an_old_event_is_kept_once_the_question_is_answered(phone, county):
    phone.post("/field/", told(county.village(), held_on="2026-07-01", sure="on"))
    assert Event.objects.get().held_on == dt.date(2026, 7, 1)


def test_homes_need_households_and_other_kinds_forget_them(phone, county):
    phone.post("/field/", told(county.village(), venue_kind="household", households="23", attendance=""))
    phone.post("/field/", told(county.village(), households="7"))
    kept = Event.objects.order_by("id").values_list("households", "attendance", "count_method")
    assert list(kept) == [(23, None, ""), (None, 38, "counted")]


def test_a_picture_that_is_none_never_holds_up_the_words(phone, county):
    broken = SimpleUploadedFile("photo.jpg", b"not a picture")
    screen = phone.post("/field/", told(county.village(), photos=[broken]), follow=True)
    assert Event.objects.get().state == "submitted"
    assert "文字已经存好。照片没有留下：这个文件不是能打开的图片" in words_of(screen)


def test_five_hundred_people_ask_one_proof_and_keep_the_words_meanwhile(phone, county):
    screen = phone.post("/field/", told(county.village(), attendance="500"), follow=True)
    assert "存好了，还差一样佐证" in words_of(screen)
    event = Event.objects.get()
    assert event.state == "draft"
    phone.post(f"/field/{event.uuid}/proof/", {"kind": "sign_in", "kept_where": "镇平安办档案盒"})
    event.refresh_from_db()
    assert event.state == "submitted"


def test_fifteen_people_are_asked_for_nothing(phone, county):
    phone.post("/field/", told(county.village(), attendance="15"))
    event = Event.objects.get()
    assert "未留存（不作要求）" in words_of(phone.get(f"/field/{event.uuid}/"))


def test_a_village_has_one_place_to_choose(signed_in, county):
    village = county.village(0, 2)
    screen = signed_in(make.user("village", at=village)).get("/field/")
    assert screen.context["places"] == [village]


def test_the_county_chooses_a_township_first(signed_in, county):
    office = signed_in(make.user("office", at=county.place))
    assert [str(t) for t in office.get("/field/").context["townships"]] == ["第1镇", "第2镇"]
    screen = office.get(f"/field/?township={county.townships[1].code_text}")
    assert [str(place) for place in screen.context["places"]] == ["第2镇", "2镇1村", "2镇2村", "2镇3村"]


def test_a_program_is_told_field_by_field_in_the_same_words(phone, signed_in, county):
    body, asks = told(county.village(), attendance=""), {"accept": "application/json"}
    answer = phone.post("/field/", body, headers=asks)
    sentence = "人数还空着。点数字填一个；没数过，就填大概，再选“估计”。"
    assert (answer.status_code, answer.json()["errors"]) == (422, {"attendance": [sentence]})
    phone.post("/field/", body | {"attendance": "3"})
    other = signed_in(make.user("township", at=county.townships[0])).post(
        "/field/", body | {"attendance": "3"}, headers=asks
    )
    assert (other.status_code, "重新打开登记页" in other.json()["errors"][""][0]) == (403, True)


def test_held_by_three_it_is_one_event_with_three_hosts(phone, county, author):
    bank, school = make.unit("bank", county.townships[0]), make.unit("other", county.townships[0])
    phone.post("/field/", told(county.village(), hosts=[bank.pk, school.pk]))
    event = Event.objects.get()
    assert {event.unit, *event.hosts.all()} == {author.unit, bank, school}


def test_a_registered_school_is_recognised_by_its_name(phone, county):
    school = make.venue(county.village(), "明月小学")
    phone.post("/field/", told(county.village(), venue_kind="school", venue_text="明月小学"))
    phone.post("/field/", told(county.village(), venue_kind="school", venue_text="另一所学校"))
    assert list(Event.objects.order_by("id").values_list("venue", flat=True)) == [school.pk, None]


def test_a_void_event_is_no_model_for_the_next(phone, county, author):
    make.event(county.village(), author=author, theme="先问有没有牌照")
    make.event(county.village(), author=author, state="void", theme="写错的")
    assert phone.get("/field/").context["form"]["theme"].value() == "先问有没有牌照"


def test_a_refused_stranger_is_on_record(signed_in, county, phone):
    body = told(county.village())
    phone.post("/field/", body)
    other = signed_in(make.user("township", at=county.townships[0]))
    assert other.post("/field/", body | {"theme": "别的"}).status_code == 403
    assert AuditEntry.objects.filter(action="site.refused").count() == 1
