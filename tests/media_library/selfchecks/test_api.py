"""Does an outlet's system get the suspect points with their clauses, in plain JSON, and does nothing stay behind?"""

import datetime as dt
import json

import pytest

from campaign_site import clock
from media_library.ads.rulebook import shipped
from media_library.selfchecks.models import SelfCheck
from media_library.selfchecks.tokens import Wanted, issue_token
from tests import make

ADDRESS = "/api/selfcheck/checks"
COPY = "老乡理财，保本保息，零风险"


@pytest.fixture
def grant(county):
    def granted(scope="check", per_minute=60):
        wanted = Wanted(
            make.unit("media", county.place), "编播", scope, clock.machine_now() + dt.timedelta(days=9), per_minute
        )
        return issue_token(wanted, make.user("admin", at=county.place), clock.machine_now())[1]

    return granted


def ask(client, body, token="", **more):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    auth = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
    return client.post(ADDRESS, body, content_type="application/json", **auth, **more)


def test_points_come_with_span_clause_and_innocent_readings(client, grant):
    answer = ask(client, {"text": COPY, "published_on": "2026-10-20"}, grant()).json()
    hit = answer["hits"][0]

    assert (answer["suspect"], answer["ruleset"], answer["kept"]) == (True, shipped().version, None)
    assert COPY[hit["start"] : hit["end"]] == hit["text"] == "保本保息"
    assert hit["basis"][0]["label"].startswith("《广告法》")
    assert hit["innocent"]
    assert not SelfCheck.objects.exists()


def test_it_keeps_what_it_is_asked_to_keep_in_the_tokens_own_unit(client, grant):
    answer = ask(client, {"text": COPY, "title": "晚间口播", "keep": True}, grant("keep")).json()
    kept = SelfCheck.objects.get()

    assert answer["kept"] == str(kept.uid)
    assert (kept.unit.kind, kept.title, kept.text, kept.by) == ("media", "晚间口播", COPY, None)
    assert kept.result["hits"] == answer["hits"] or len(kept.result["hits"]) == len(answer["hits"])


def test_nul_is_kept_in_no_field(client, grant):
    answer = ask(client, {"text": "保\0本", "title": "晚\0间", "advertiser": "甲\0", "keep": True}, grant("keep"))
    kept = SelfCheck.objects.get()

    assert answer.status_code == 200
    assert (kept.text, kept.title, kept.advertiser) == ("保本", "晚间", "甲")


def test_a_token_that_may_only_check_keeps_nothing(client, grant):
    answer = ask(client, {"text": COPY, "keep": True}, grant())

    assert (answer.status_code, "只能查，不能留存" in answer.json()["error"]) == (403, True)
    assert not SelfCheck.objects.exists()


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({}, 422, "text：缺这一项"),
        ({"text": "  "}, 422, "text：不能空着"),
        ({"text": "\0", "keep": True}, 422, "text：不能空着"),
        ({"text": "保" * 20_001}, 422, "text：太长"),
        ({"text": "甲", "colour": 1}, 422, "colour：没有这一项"),
        ({"text": "甲", "published_on": "昨天"}, 422, "published_on：要写成 2026-10-31"),
        ({"text": ["甲"]}, 422, "text：要是文字"),
        (b"\xff\xfe{", 400, "不是能读的 JSON"),
        (b"", 422, "请改正"),
        (b"[1]", 422, "请改正"),
        (b'"' + b"x" * 6_000_000 + b'"', 413, "太大"),
    ],
)
def test_bad_requests_are_answered_in_chinese(client, grant, body, status, said):
    answer = ask(client, body, grant())

    assert answer.status_code == status
    assert said in answer.json()["error"]


def test_without_a_token_or_with_a_wrong_one_nobody_gets_in(client, grant):
    staff = make.user("market", at=make.Place.objects.get(level=6))
    client.force_login(staff)

    assert ask(client, {"text": COPY}).status_code == 401
    assert "Bearer" in ask(client, {"text": COPY}).json()["error"]
    assert "令牌不对" in ask(client, {"text": COPY}, grant()[:-2]).json()["error"]


def test_too_many_in_a_minute_wait(client, grant):
    token = grant(per_minute=1)
    ask(client, {"text": COPY}, token)
    answer = ask(client, {"text": COPY}, token)

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
