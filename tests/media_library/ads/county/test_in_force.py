"""Whoever is shown an answer at once is answered by the rules in force, the county's own among them, never by one in shadow."""

import pytest
from django.urls import reverse

from media_library.ads.cases import AdCase
from media_library.ads.county import actions
from media_library.ads.county.serving import serving
from media_library.ads.desk import points_of
from media_library.ads.plain_reading import read_plainly
from media_library.ads.reading import pay_readings
from media_library.ads.rulebook import shipped
from media_library.selfchecks.checking import Copy, check_copy
from tests import make
from tests.media_library.ads.county.writing import CONTENT, NOW, on, shadowed

pytestmark = pytest.mark.django_db
OFFER = "柑橘园认养，地点开州"
DAY = NOW.date()


def public(text: str = OFFER):
    serves = serving()
    return read_plainly(text, DAY, serves.in_use, said=serves.said)


def test_the_public_is_told_what_the_county_wrote_for_it(county):
    version = on(county)

    (sign,) = public().signs
    assert (sign.rule, sign.quoted, sign.words.say) == (version.rule.key, "柑橘园认养", CONTENT["say"])
    assert sign.words.fair == f"{CONTENT['innocent'][0]}。"


def test_a_rule_in_shadow_says_nothing_to_the_public_nor_to_an_outlet(county):
    shadowed(county)

    assert (public().signs, public().warns) == ((), False)
    assert check_copy(Copy(OFFER, DAY), serving().in_use).hits == []
    assert serving().in_use is shipped()


def test_an_outlet_checks_by_the_countys_rules_on_the_page_and_by_token(county, client):
    version = on(county)
    client.force_login(make.user("media", at=county.place))
    make.load_terms()
    page = client.post(reverse("selfchecks:check"), {"text": OFFER, "carrier": "village_broadcast"}).content.decode()

    assert "开州柑橘园认养" in page
    (hit,) = check_copy(Copy(OFFER, DAY), serving().in_use).hits
    assert (hit["rule"], hit["looks_for"]) == (version.rule.key, CONTENT["looks_for"])


def test_a_held_rule_is_shown_to_an_outlet_as_not_counting(county):
    version = on(county)
    make.rule_hold(version.rule.key)

    checked = check_copy(Copy(OFFER, DAY), serving().in_use)
    assert (checked.suspect, [one["id"] for one in checked.hits[0]["counter_signals"]]) == (False, ["CS-HELD"])
    assert public().signs == ()


@pytest.mark.parametrize("afterwards", ["on", "paused", "retired"])
def test_the_desk_explains_a_point_of_the_countys_own_also_when_its_rule_is_gone(county, client, afterwards):
    version = on(county)
    ad = make.ad(county.townships[0], OFFER)
    pay_readings(lambda: NOW)
    if afterwards != "on":
        (actions.pause if afterwards == "paused" else actions.retire)(version, version.written_by, reason="不用了")

    (point,) = points_of(AdCase.objects.get(pk=ad.case_id))
    assert (point.looks_for, point.innocent) == (CONTENT["looks_for"], tuple(CONTENT["innocent"]))
    client.force_login(make.user("market", at=county.place))
    page = client.get(reverse("ads:case", args=[ad.case_id])).content.decode()
    assert reverse("ads:county_rule", args=[version.rule_id]) in page


def test_the_carrier_goes_along(monkeypatch):
    given = []
    monkeypatch.setattr("media_library.ads.rules.known_of", lambda *one: given.append(one[2]) or real(*one))
    from media_library.ads.facts import known_of as real

    read_plainly("我妈说有人叫她投资养老床位，是真的吗", DAY, carrier="大喇叭")
    assert set(given) == {"village_broadcast"}
