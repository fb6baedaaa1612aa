"""A rule that marks far more than usual is put aside, its hits kept, until a person releases it."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaigns.desks.other_work import rules_held
from media_library.ads.cases import AdCase
from media_library.ads.county import actions, rescanning
from media_library.ads.county.flooding import floods, limits, watch
from media_library.ads.county.models import RuleHold
from media_library.ads.county.reruns import RuleDay
from media_library.ads.models import RuleHit
from media_library.ads.reading import pay_readings
from tests import make
from tests.media_library.ads.county.writing import NOW, on, other

TODAY = dt.date(2026, 10, 20)


@pytest.mark.parametrize(
    ("ads", "new_ads", "usual", "flood"),
    [
        (19, 20, 0.0, False),
        (20, 100, 0.0, True),
        (20, 101, 0.0, False),
        (60, 100, 0.2, True),
        (59, 100, 0.2, False),
        (100, 100, 0.4, False),
        (0, 0, 0.0, False),
    ],
)
def test_shares_not_numbers_make_a_flood(ads, new_ads, usual, flood):
    assert floods(ads, new_ads, usual) is flood


def test_each_limit_says_why():
    assert all(limit.reason for limit in limits().values())


def usual_month() -> None:
    """Put a month behind us in which the rule R01 marked one of a hundred new advertisements."""
    for days in range(1, 29):
        RuleDay.objects.create(rule="", day=TODAY - dt.timedelta(days=days), ads=0, new_ads=100)
        RuleDay.objects.create(rule="AD-R01", day=TODAY - dt.timedelta(days=days), ads=1, new_ads=100)


@pytest.fixture
def four_are_many(monkeypatch):
    """Let four advertisements be a flood; what the limits are is told above, and kept to in the first story."""
    monkeypatch.setitem(limits(), "least_ads", replace(limits()["least_ads"], value=4))


def flood(county, ads: int = 4) -> None:
    for n in range(ads):
        make.ad(county.townships[0], f"本店理财，保本保息，第 {n} 号。")
    pay_readings(lambda: NOW, limit=50)


@pytest.mark.django_db
def test_a_flooding_rule_is_held_and_its_hits_kept_without_counting(county):
    usual_month()
    flood(county, 21)

    (hold,) = watch(TODAY, NOW)
    while rescanning.pay_rescans(lambda: NOW):
        pass

    assert (hold.rule, hold.ads, hold.new_ads) == ("AD-R01", 21, 21)
    now = RuleHit.objects.current().filter(rule="AD-R01")
    assert set(now.values_list("counted", flat=True)) == {False}
    assert now[0].counter_signals[-1]["id"] == "CS-HELD"
    assert AdCase.objects.filter(suspect=True).count() == 0
    assert watch(TODAY, NOW) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("four_are_many")
def test_without_a_usual_rate_a_shipped_rule_is_left_alone(county):
    flood(county)
    assert watch(TODAY, NOW) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("four_are_many")
def test_a_county_rule_is_measured_by_its_backtest(county):
    version = on(county)
    for n in range(4):
        make.ad(county.townships[0], f"柑橘园认养，第 {n} 片。")
    pay_readings(lambda: NOW, limit=50)
    assert [hold.rule for hold in watch(TODAY, NOW)] == [version.rule.key]


@pytest.mark.django_db
@pytest.mark.usefixtures("four_are_many")
def test_a_person_releases_it_with_a_reason_and_it_counts_again(county):
    usual_month()
    flood(county)
    (hold,) = watch(TODAY, NOW)
    with pytest.raises(PermissionDenied):
        actions.release_hold(hold, make.user("township", at=county.townships[0]), NOW, reason="好了")
    with pytest.raises(ValidationError, match="请写理由"):
        actions.release_hold(hold, other(county), NOW, reason="")

    actions.release_hold(hold, other(county), NOW, reason="真有一批传单")
    while rescanning.pay_rescans(lambda: NOW):
        pass

    assert AdCase.objects.filter(suspect=True).count() == 4
    assert (watch(TODAY, NOW), RuleHold.objects.get().reason) == ([], "真有一批传单")
    with pytest.raises(ValidationError, match="已经有人解除"):
        actions.release_hold(hold, other(county), NOW, reason="再来")


@pytest.mark.django_db
@pytest.mark.usefixtures("four_are_many")
def test_a_held_rule_lies_on_the_desk_of_the_office(county):
    usual_month()
    flood(county)
    watch(TODAY, NOW)
    (work,) = rules_held(other(county), TODAY).works
    assert (work.kind, work.title) == ("规则隔离", "AD-R01 保本保息承诺：4 条新广告里标了 4 条")
