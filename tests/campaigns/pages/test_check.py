"""Can anybody check an offer without leaving a trace, and is every answer of use?"""

import logging
import re

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.pages import check_views
from tests import make, make_pages
from tests.media_library.ads.county.writing import CONTENT, on

OFFER = "叔叔阿姨好，预订养老床位，保本保息，国家扶持项目，零风险。"


@pytest.fixture(autouse=True)
def column(db):
    check_views.PACE._turns.clear()
    return make_pages.site()


def post(client, text, carrier="", **more):
    return client.post("/check/", {"text": text, "carrier": carrier}, **more)


def words(answer) -> str:
    return answer.content.decode()


def test_an_offer_comes_back_with_numbered_marks_reasons_and_a_way_out(client):
    page = words(post(client, OFFER))

    assert re.search(r'<span class="pen">[^<]*保息</span><a class="no" href="#sign-\d"', page)
    for said in ("投资有赚有亏", "也可能正常", "《广告法》第二十五条", "告诉能管的人", 'href="tel:12345"'):
        assert said in page
    assert "先别交钱。" in page
    assert re.search(r"有 \d 处要当心", page)


@pytest.mark.parametrize("verdict", ["非法集资广告", "构成", "属于非法集资", "是诈骗"])
def test_the_answer_is_never_a_verdict(client, verdict):
    assert verdict not in words(post(client, OFFER))


def test_the_countys_own_rules_speak_too_in_the_words_it_wrote_for_the_public(county, client):
    on(county)
    page = words(post(client, "柑橘园认养，地点开州，欢迎乡亲来电。", carrier="leaflet"))

    assert CONTENT["say"] in page
    assert CONTENT["innocent"][0] in page


def test_where_it_was_seen_may_be_said_and_stays_chosen(client):
    make.load_terms()

    assert '<option value="sms" selected>短信</option>' in words(post(client, OFFER, carrier="sms"))
    assert " selected>" not in words(post(client, OFFER, carrier="<b>"))


def test_a_harmless_text_is_told_what_to_ask_and_that_silence_proves_nothing(client):
    page = words(post(client, "村里通知：本周六上午九点在便民服务中心办理医保参保，请带身份证。"))

    assert "不等于安全" in page
    assert "收钱的是谁？" in page


@pytest.mark.parametrize(
    ("text", "said"), [("", "还没有写"), ("你好", "只有 2 个字"), ("好" * 5001, "太长了（5001 字）")]
)
def test_too_little_and_too_much_are_said_beside_the_box(client, text, said):
    answer = post(client, text)

    assert answer.status_code == 422
    assert said in words(answer)


def test_a_huge_body_is_refused_with_a_sentence(client):
    answer = post(client, "保" * 2_000_000)

    assert answer.status_code == 413
    assert "没有读" in words(answer)


def test_nothing_is_stored_logged_or_kept_in_caches(client, caplog):
    client.get("/check/")  # the column's names are made at first sight
    caplog.set_level(logging.DEBUG)
    before = {model: model._default_manager.count() for model in apps.get_models()}
    with CaptureQueriesContext(connection) as asked:
        answer = post(client, OFFER)

    assert {model: model._default_manager.count() for model in apps.get_models()} == before
    assert [q["sql"] for q in asked if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    assert "保本" not in " ".join(record.getMessage() for record in caplog.records if "django.db" not in record.name)
    assert not any("保本" in query["sql"] for query in asked)
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_the_words_of_an_address_are_not_read(client):
    answer = client.get("/check/", {"text": OFFER})

    assert "保本保息" not in words(answer)
    assert "查完你会看到" in words(answer)


def test_what_somebody_pastes_is_shown_as_text(client):
    page = words(post(client, "<script>alert(1)</script>保本保息的投资项目"))

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_too_many_questions_from_one_network_wait_a_minute(client, monkeypatch):
    monkeypatch.setattr(check_views, "PACE", check_views.Pace(2, seconds=60))
    answers = [post(client, OFFER, REMOTE_ADDR=f"2001:db8::{n}").status_code for n in (1, 2, 3)]
    slow = post(client, OFFER, REMOTE_ADDR="2001:db8::4")

    assert answers == [200, 200, 429]
    assert (slow["Retry-After"], OFFER in words(slow)) == ("60", True)
    assert post(client, OFFER, REMOTE_ADDR="2001:db8:0:1::1").status_code == 200


def test_elder_mode_reads_it_aloud_and_works_without_a_home_page(client):
    client.cookies["reading"] = "elder"
    page = words(post(client, OFFER))

    assert '<html lang="zh-Hans" class="elder">' in page
    assert "念给我听" in page


def test_a_file_that_comes_along_is_never_laid_down(client, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "no-such-folder")
    answer = client.post("/check/", {"text": OFFER, "picture": ContentFile(bytes(3_000_000), name="a.png")})

    assert (answer.status_code, "先别交钱。" in words(answer), dict(answer.wsgi_request.FILES)) == (200, True, {})
