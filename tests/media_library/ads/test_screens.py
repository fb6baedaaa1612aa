"""What reviewers, reporters and everybody else see on the advertisement screens."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.urls import reverse

from media_library.ads import menu
from media_library.ads.actions import claim
from media_library.ads.cases import AdCase
from media_library.ads.layer import ad_layer
from media_library.ads.models import Ad, RuleHit
from media_library.ads.reading import pay_readings
from tests import drawn, make

NOW = make.MORNING + dt.timedelta(hours=2)
GUILTY = re.compile("违法广告|非法集资广告")


@pytest.fixture
def market(county):
    return make.user("market", at=county.place, name="向丽")


@pytest.fixture
def desk(market, signed_in):
    return signed_in(market)


def page_text(response) -> str:
    """The words a person reads: no tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def read(county, text="本店理财，保夲保息，稳赚不赔。", **more) -> AdCase:
    ad = make.ad(county.townships[0], text, **more)
    pay_readings(lambda: NOW)
    return AdCase.objects.get(pk=ad.case_id)


def test_the_queue_shows_the_longest_waiting_first(county, desk):
    for minutes in (50, 10, 30):
        read(county, f"保本保息，第{minutes}号", seen_at=make.MORNING + dt.timedelta(minutes=minutes))

    words = page_text(desk.get(reverse("ads:queue")))

    assert "3 件待初看" in words
    assert words.index("第10号") < words.index("第30号") < words.index("第50号")
    assert "保本保息承诺" in words


def test_the_queue_costs_the_same_for_one_and_for_three(county, desk, django_assert_max_num_queries):
    read(county)
    desk.get(reverse("ads:queue"))
    with django_assert_max_num_queries(40) as one:
        desk.get(reverse("ads:queue"))
    for _ in range(2):
        read(county)
    with django_assert_max_num_queries(len(one)):
        desk.get(reverse("ads:queue"))


@pytest.mark.parametrize(
    ("query", "seen"),
    [("", 2), ("show=mine", 1), ("show=free", 1), ("show=unflagged", 1), ("show=decided", 0), ("severity=low", 0), ("carrier=sms", 1), ("show=nonsense", 2)],
)  # fmt: skip
def test_the_filters_narrow_the_queue(county, market, desk, query, seen):
    claim(read(county), market, dt.datetime.now(dt.UTC))
    read(county, carrier="sms")
    read(county, "今天赶场")
    assert len(desk.get(f"{reverse('ads:queue')}?{query}").context["rows"]) == seen


def test_every_number_of_the_layer_opens_to_its_records(county, market, desk):
    for month, text in ((9, "保本保息"), (10, "稳赚不赔"), (10, "今天赶场")):
        read(county, text, seen_at=make.MORNING.replace(month=month))
    read(county, "报重了的保本", carrier="sms")
    AdCase.objects.filter(carrier="sms").update(state="void", void_reason="报重了")

    for cell in ad_layer(Ad.objects.all()):
        where = f"?place={cell.place_id}&carrier={cell.carrier}&first={cell.month:%Y-%m}&last={cell.month:%Y-%m}&show="
        shown = {
            name: len(desk.get(reverse("ads:queue") + where + show).context["rows"])
            for name, show in (("found", "all"), ("pending", ""), ("unflagged", "unflagged"), ("decided", "decided"))
        }
        assert shown == {name: getattr(cell, name) for name in shown}


def test_the_desk_shows_marks_rule_clause_and_innocent_readings(county, desk):
    case = read(county)

    response = desk.get(reverse("ads:case", args=[case.pk]))

    words = page_text(response)
    for shown in (
        "保夲保息 1",
        "保本保息承诺",
        "《广告法》第二十五条第（一）项",
        "依据待复核",
        "正常的解释",
        "担保本公司债务",
    ):
        assert shown in words
    assert "认定只能由打非办作出" in words
    assert "领取这一件" in words


def test_the_desk_frames_the_words_in_the_picture(county, desk):
    case = read(county, "", picture=drawn.flyer("生态养殖项目", "保本保息 名额有限"))
    html = desk.get(reverse("ads:case", args=[case.pk])).content.decode()
    assert re.search(r'<rect class="frame" x="[\d.]+" y="[\d.]+" width="[\d.]+" height="[\d.]+" data-point="1"', html)
    assert "图上读出的字" in html


def test_hostile_words_stay_words(county, desk):
    case = read(county, "保本<script>alert(1)</script>\u202e")
    html = desk.get(reverse("ads:case", args=[case.pk])).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_no_screen_calls_anybody_guilty(county, market, desk):
    case = read(county)
    claim(case, market, dt.datetime.now(dt.UTC))
    for address in ("queue", "report", "reported", "rules"):
        assert not GUILTY.search(desk.get(reverse(f"ads:{address}")).content.decode())
    assert not GUILTY.search(desk.get(reverse("ads:case", args=[case.pk])).content.decode())
    assert not GUILTY.search(desk.get(reverse("ads:rule", args=["AD-R09"])).content.decode())


def test_no_template_and_no_rule_calls_anybody_guilty():
    room = Path(menu.__file__).parent
    texts = [*room.parent.glob("templates/media_library/ads/*.html"), *room.glob("rulebook/*.toml")]
    assert len(texts) > 15
    assert [path.name for path in texts if GUILTY.search(path.read_text(encoding="utf-8"))] == []


def test_a_reading_given_up_asks_a_person(county, desk):
    case = make.ad(county.townships[0]).case
    assert "机器还没读完" in page_text(desk.get(reverse("ads:case", args=[case.pk])))
    Ad.objects.update(given_up_at=NOW)
    assert "请人看原件" in page_text(desk.get(reverse("ads:case", args=[case.pk])))


def test_a_rule_of_no_version_is_not_found(desk):
    assert desk.get(reverse("ads:rule", args=["AD-R99"])).status_code == 404


def test_points_are_accepted_and_struck_from_the_desk(county, market, desk):
    case = read(county)
    claim(case, market, dt.datetime.now(dt.UTC))
    first, second = RuleHit.objects.current()

    desk.post(reverse("ads:accept", args=[first.pk]))
    refused = desk.post(reverse("ads:strike", args=[second.pk]), {"reason": ""}, follow=True)
    assert "划去要写理由" in page_text(refused)
    desk.post(reverse("ads:strike", args=[second.pk]), {"reason": "是店名"})

    assert list(RuleHit.objects.current().values_list("judgement", flat=True)) == ["accepted", "struck"]


def test_a_refused_decision_keeps_what_was_written(county, market, desk):
    case = read(county)
    claim(case, market, dt.datetime.now(dt.UTC))
    said = {"conclusion": "order_correct", "policy": "《广告法》第二十五条第（一）项", "reason": "现场看过：###。"}

    response = desk.post(reverse("ads:decide", args=[case.pk]), said)

    assert response.status_code == 422
    assert "还有没填完的" in page_text(response)
    assert "现场看过：###。" in response.content.decode()
    assert desk.post(reverse("ads:decide", args=[case.pk]), {}).status_code == 422
    assert AdCase.objects.get().state == "pending"


def test_a_mistake_is_void_from_the_desk(county, market, desk):
    case = read(county)
    claim(case, market, dt.datetime.now(dt.UTC))
    desk.post(reverse("ads:void", args=[case.pk]), {"reason": "报重了"})
    assert "已作废" in page_text(desk.get(reverse("ads:case", args=[case.pk])))
    assert Ad.objects.count() == 1


def test_released_goes_back_and_an_empty_queue_says_so(county, market, desk):
    case = read(county)
    assert desk.post(reverse("ads:claim_next")).url == reverse("ads:case", args=[case.pk])
    desk.post(reverse("ads:release", args=[case.pk]))
    assert AdCase.objects.get().claimed_by is None
    desk.post(reverse("ads:claim", args=[case.pk]))
    assert "没有等着领的件" in page_text(desk.post(reverse("ads:claim_next"), follow=True))
