"""Does an outlet see its suspect points before broadcast, keep what it likes, and find only its own again?"""

import datetime as dt

import pytest
from django.apps import apps

from campaign_site import clock
from campaign_site.terms.seed import load_terms
from media_library.selfchecks.models import OutletToken, SelfCheck
from media_library.selfchecks.tokens import recognised
from tests import make

COPY = "老乡理财，保本保息，零风险"


@pytest.fixture
def outlet(county, client):
    load_terms()
    person = make.user("media", at=county.place)
    client.force_login(person)
    return person


def words(answer) -> str:
    return answer.content.decode()


def test_copy_comes_back_marked_and_nothing_is_stored(outlet, client):
    client.get("/admin/selfchecks/")
    before = {model: model._default_manager.count() for model in apps.get_models()}
    answer = client.post("/admin/selfchecks/", {"text": COPY})

    assert {model: model._default_manager.count() for model in apps.get_models()} == before
    assert '<a class="mk" href="#h1">保本保息' in words(answer)
    assert all(said in words(answer) for said in ("先别刊播", "《广告法》第二十五条", "正常的解释", "没有留存"))
    assert "no-store" in answer["Cache-Control"]


def test_what_is_kept_says_when_and_by_which_rules_and_stays_in_the_unit(outlet, client, county):
    client.post("/admin/selfchecks/", {"text": COPY, "title": "晚间口播", "keep": "on"})
    kept = SelfCheck.objects.get()

    assert kept.ruleset in words(client.get(f"/admin/selfchecks/kept/{kept.pk}/"))
    assert "晚间口播" in words(client.get("/admin/selfchecks/kept/"))
    client.force_login(make.user("market", at=county.place))
    assert client.get(f"/admin/selfchecks/kept/{kept.pk}/").status_code == 404
    assert "晚间口播" not in words(client.get("/admin/selfchecks/kept/"))


@pytest.mark.parametrize(("text", "said"), [("", "请贴入稿件文字"), ("保" * 20_001, "最多 20000 字")])
def test_empty_and_huge_copy_is_refused_beside_its_field(outlet, client, text, said):
    answer = client.post("/admin/selfchecks/", {"text": text})

    assert (answer.status_code, said in words(answer)) == (422, True)


def test_the_office_grants_a_token_whose_secret_is_shown_once(county, client):
    office, unit = make.user("office", at=county.place), make.unit("media", county.place)
    client.force_login(office)
    day = clock.machine_now().date() + dt.timedelta(days=20)
    given = {"unit": unit.pk, "label": "编播", "scope": "check", "expires_on": day, "per_minute": 9}
    page = words(client.post("/admin/selfchecks/tokens/", given))
    token = OutletToken.objects.get()
    secret = page.split(f"zc_{token.mark}_")[1][:43]

    assert recognised(f"zc_{token.mark}_{secret}", token.issued_at) == token
    assert secret not in words(client.get("/admin/selfchecks/tokens/"))
    client.post(f"/admin/selfchecks/tokens/{token.pk}/revoke/")
    assert "已作废" in words(client.get("/admin/selfchecks/tokens/"))


def test_the_description_names_the_address_and_no_other_host(outlet, client):
    description = client.get("/admin/selfchecks/interface.json")

    assert "/api/selfcheck/checks" in description.json()["paths"]
    assert b"http" not in description.content.replace(b'"type": "http"', b"")


def test_a_token_until_the_end_of_all_days_is_refused_beside_its_field(county, client):
    client.force_login(make.user("office", at=county.place))
    given = {"unit": make.unit("media", county.place).pk, "label": "编播", "scope": "check", "per_minute": 60}
    answer = client.post("/admin/selfchecks/tokens/", given | {"expires_on": "9999-12-31"})

    assert (answer.status_code, "最长一年" in words(answer)) == (422, True)
    assert not OutletToken.objects.exists()
