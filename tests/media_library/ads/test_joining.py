"""What becomes of an advertisement that was seen before?"""

import datetime as dt
import io

import pytest
from django.db import transaction
from PIL import Image

from media_library.ads import actions, joining, sightings
from media_library.ads.cases import AdCase, State
from media_library.ads.likeness import AdLikeness, AdMove
from media_library.ads.models import Ad, RuleHit
from tests import make
from tests.media_library.photos import reshots
from tests.media_library.photos.reshots import CHANGES, file_of

NOW = dt.datetime(2026, 10, 21, 2, tzinfo=dt.UTC)
TEXT = "青禾养殖合作社邀您入股肉牛养殖，每股五千元，年分红18%，到期退还本金，前三十名另送大米一袋，电话 023-5555 0101"


@pytest.fixture(autouse=True)
def read_at_once(monkeypatch):
    """Every sighting counts as read: what is compared here are words typed and pictures themselves."""
    entered = make.enter_ad

    def enter(sighting, reporter, now):
        ad = entered(sighting, reporter, now)
        Ad.objects.filter(pk=ad.pk).update(read_at=now, ruleset="t")
        return ad

    monkeypatch.setattr(make, "enter_ad", enter)


def pay() -> int:
    return joining.pay_likeness(lambda: NOW, limit=50)


def of_case(ad: Ad) -> AdCase:
    return AdCase.objects.get(ads=ad)


def changed(image: Image.Image, number: int) -> bytes:
    """Six re-shots: half size, recompressed, brighter, cropped, stamped, all of it."""
    name = list(CHANGES)[number % len(CHANGES)]
    return file_of(CHANGES[name](image), "JPEG", quality=80)


def test_the_same_words_with_another_telephone_join_the_first_case(county):
    first = make.ad(county.townships[0], TEXT)
    again = make.ad(county.townships[1], TEXT.replace("0101", "0202"), carrier="elevator")
    pay()
    assert of_case(again) == of_case(first)
    assert AdCase.objects.filter(state=State.VOID, joined_into=of_case(first)).count() == 1
    assert [(ad.place, ad.carrier) for ad in sightings.timeline(of_case(first))] == [
        (county.townships[0], "leaflet"),
        (county.townships[1], "elevator"),
    ]


def test_another_firm_keeps_a_case_of_its_own(county):
    one, other = make.ad(county.townships[0], TEXT), make.ad(county.townships[0], TEXT.replace("青禾", "宏远"))
    pay()
    assert of_case(one) != of_case(other)


def test_thirty_reshots_of_five_flyers_become_five_cases(county):
    firms = ("青禾养殖合作社", "宏图影视投资公司", "康宁养老公寓", "聚源茶业", "天源新能源公司")
    for number, firm in enumerate(firms):
        flyer = reshots.flyer(firm, str(8 + 3 * number), f"023-55{number}5 01{number}1")
        for turn in range(6):
            make.ad(county.townships[turn % 2], "", picture=changed(flyer, turn))
    assert pay() == 30
    assert AdCase.objects.exclude(state=State.VOID).count() == 5
    assert AdMove.objects.filter(means="picture").count() == 25


def test_a_sighting_joins_a_decided_case_and_is_told_its_history(county):
    reviewer = make.user("market", at=county.place)
    first = make.ad(county.townships[0], TEXT)
    pay()
    actions.claim(of_case(first), reviewer, NOW)
    actions.decide(of_case(first), reviewer, actions.Verdict("no_issue", "广告法 28", "逐句看过，没有看出问题。"), NOW)
    again = make.ad(county.townships[1], TEXT, entered_at=NOW + dt.timedelta(days=1))
    pay()
    case = of_case(again)
    assert (case, case.state, case.ad_law_conclusion) == (of_case(first), State.DECIDED, "no_issue")
    assert sightings.history_of(case).later == 1
    assert "可以复核" in AdMove.objects.get(ad=again).reason


def test_a_case_in_somebodys_hands_takes_sightings_but_is_not_taken_away(county):
    reviewer = make.user("market", at=county.place)
    first = make.ad(county.townships[0], TEXT)
    pay()
    held = make.ad(county.townships[1], TEXT)
    actions.claim(of_case(held), reviewer, NOW)
    third = make.ad(county.townships[1], TEXT)
    pay()
    assert of_case(held) != of_case(first)
    assert of_case(third) == of_case(first)


def test_looking_twice_changes_nothing(county):
    make.ad(county.townships[0], TEXT)
    again = make.ad(county.townships[1], TEXT)
    pay()
    AdLikeness.objects.filter(ad=again).owe()
    pay()
    assert AdMove.objects.filter(ad=again).count() == 1


def test_the_gravest_point_of_all_sightings_stands_on_the_case(county):
    first = make.ad(county.townships[0], TEXT)
    pay()
    again = make.ad(county.townships[1], TEXT)
    make.rule_hit(Ad.objects.get(pk=again.pk), severity="critical", score=0.9)
    pay()
    assert (of_case(first).severity, of_case(first).state) == ("critical", State.PENDING)


def test_a_broken_picture_is_compared_by_its_words_alone(county):
    first = make.ad(county.townships[0], TEXT, picture=file_of(Image.new("RGB", (80, 60), "white")))
    again = make.ad(county.townships[1], TEXT, picture=make.picture())
    pay()
    assert of_case(first) == of_case(again)
    assert io.BytesIO(again.specimens.get().original.read()).getvalue() == make.picture()
    assert RuleHit.objects.count() == 0


def test_a_join_outrun_by_a_merge_leaves_all_as_it_was_and_is_looked_at_again(county):
    first, other, again = (make.ad(county.townships[0], text) for text in (TEXT, "本镇周六赶场。", TEXT))
    target, row = of_case(first), again.likeness
    stale = AdCase.objects.get(pk=target.pk)
    sightings.merge(target, of_case(other), make.user("market", at=county.place), reason="同一张。", now=NOW)
    with pytest.raises(joining.Outrun), transaction.atomic():
        joining._join(again, stale, joining.Found(first, "words"), NOW)

    assert (of_case(again).pk, of_case(again).state) == (again.case_id, State.PENDING)
    pay()
    assert (of_case(again), row.ad) == (of_case(other), again)
    assert not Ad.objects.filter(case__state=State.VOID).exists()
