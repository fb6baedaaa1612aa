"""Stored advertisements are tried and read again in pieces: restartable, once, and what people said stays."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from campaign_site.owed import claim
from media_library.ads.actions import judge_hit
from media_library.ads.cases import AdCase, AdLawConclusion, State
from media_library.ads.county import actions, backtesting, rescanning, walking
from media_library.ads.county.precision import precision_by_rule
from media_library.ads.county.reruns import Backtest, Rescan
from media_library.ads.known_good import KnownGood
from media_library.ads.models import Ad, AdSpecimen, RuleHit
from media_library.ads.reading import pay_readings, read_ad, record
from tests import make
from tests.media_library.ads.county.writing import NOW, draft, on, other

pytestmark = pytest.mark.django_db
OURS, THEIRS, BOTH = "柑橘园认养，地点开州", "本镇周六赶场", "本店理财，保本保息；柑橘园认养"


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(walking, "PIECE_ADS", 2)


def stored(county, *texts: str) -> list[Ad]:
    ads = [make.ad(county.townships[0], text) for text in texts]
    pay_readings(lambda: NOW)
    return ads


def pay_all(pay) -> int:
    """Pay piece after piece and return how many there were."""
    pieces = 0
    while pay(lambda: NOW, limit=1):
        pieces += 1
    return pieces


def test_a_backtest_counts_what_would_be_marked(county):
    ads = stored(county, OURS, THEIRS, BOTH, OURS, THEIRS)
    AdCase.objects.filter(pk=ads[3].case_id).update(state=State.DECIDED, ad_law_conclusion=AdLawConclusion.NO_ISSUE)
    KnownGood.objects.create(
        title="农旅", kind="own", publisher="文旅委", source="自制", place=county.place, text="柑橘园认养体验",
        valid_from=dt.date(2026, 1, 1), entered_by=other(county), entered_at=NOW,
    )  # fmt: skip
    version = draft(county)
    run = backtesting.begin_backtest(version, version.written_by, NOW)

    assert pay_all(backtesting.pay_backtests) == 4  # two, two, one, and the known good

    run.refresh_from_db()
    figures = (run.done, run.total, run.hit_ads, run.new_suspects, run.lawful, run.lawful_hit, run.good, run.good_hit)
    assert figures == (5, 5, 3, 2, 1, 1, 1, 1)
    assert (run.percent, run.examples[0]["quoted"], run.examples[0]["after"]) == (100, "柑橘园认养", "，地点开州")
    assert not RuleHit.objects.filter(rule=version.rule.key).exists()


def test_a_worker_killed_within_a_piece_counts_nothing_twice(county):
    stored(county, OURS, OURS, OURS)
    version = draft(county)
    run = backtesting.begin_backtest(version, version.written_by, NOW)
    backtesting.pay_backtests(lambda: NOW, limit=1)
    claim(Backtest.objects.all(), now=NOW, lease=Backtest.lease, limit=1)  # and dies
    later = NOW + Backtest.lease + dt.timedelta(seconds=1)

    while backtesting.pay_backtests(lambda: later, limit=1):
        pass

    run.refresh_from_db()
    assert (run.done, run.hit_ads, run.finished_at) == (3, 3, later)


def test_one_backtest_of_a_version_at_a_time(county):
    version = draft(county)
    backtesting.begin_backtest(version, version.written_by, NOW)
    with pytest.raises(ValidationError, match="正在回测"):
        backtesting.begin_backtest(version, version.written_by, NOW)


def test_a_rescan_reads_all_open_ads_by_the_new_rules_and_keeps_the_old_hits(county):
    ours, theirs, both, decided = stored(county, OURS, THEIRS, BOTH, OURS)
    AdCase.objects.filter(pk=decided.case_id).update(state=State.DECIDED, ad_law_conclusion=AdLawConclusion.NO_ISSUE)
    old = both.hits.get().ruleset if both.hits.count() == 1 else both.hits.first().ruleset
    version = on(county)

    pay_all(rescanning.pay_rescans)

    run = Rescan.objects.get()
    assert (run.done, run.changed, run.decided_changed, run.percent) == (4, 2, 1, 100)
    assert AdCase.objects.get(pk=ours.case_id).state == "pending"
    assert RuleHit.objects.current().filter(ad=both, rule=version.rule.key).exists()
    assert RuleHit.objects.filter(ad=both, ruleset=old, rule="AD-R01").exists()
    assert not RuleHit.objects.filter(ad=decided).exists()
    assert Ad.objects.get(pk=theirs.pk).ruleset == run.ruleset
    assert pay_all(rescanning.pay_rescans) == 0


def test_what_a_person_said_stays_through_a_rescan_and_counts_once(county):
    (both,) = stored(county, BOTH)
    reviewer = make.user("market", at=county.place)
    AdCase.objects.filter(pk=both.case_id).update(claimed_by=reviewer, claimed_at=NOW, claimed_until=NOW)
    judge_hit(both.hits.get(rule="AD-R01"), reviewer, NOW, strike_reason="是引用")
    on(county)

    pay_all(rescanning.pay_rescans)

    hit = RuleHit.objects.current().get(rule="AD-R01")
    assert (hit.judgement, hit.judgement_reason, hit.judged_by) == ("struck", "是引用", reviewer)
    counted = precision_by_rule(NOW, NOW + dt.timedelta(days=1))["AD-R01"]
    assert (counted.n, counted.words) == (1, "样本太少（1 条）")


def test_what_was_said_of_one_picture_is_not_said_of_the_other(county):
    (both,) = stored(county, "见图")
    lines = [{"start": 0, "end": 4, "confidence": 0.9, "box": [0, 0, 1, 1]}]
    words = {"read_text": "保本保息", "read_lines": lines, "captured_by": both.reporter, "captured_at": NOW}
    size = {"format": "PNG", "width": 9, "height": 9, "size_bytes": 9}
    first, second = (AdSpecimen.objects.create(ad=both, sha256=f"{n}" * 64, **words, **size) for n in (1, 2))
    record(both, read_ad(both, rescanning.words_stored), NOW)
    reviewer = make.user("market", at=county.place)
    RuleHit.objects.filter(specimen=first).update(judgement="struck", judgement_reason="是引用", judged_by=reviewer)
    on(county)

    found = read_ad(both, rescanning.words_stored)
    rescanning._take_over(both, found)

    said = {(hit.rule, hit.specimen_id): hit.judgement for hit in found.hits if hit.rule == "AD-R01"}
    assert said == {("AD-R01", first.pk): "struck", ("AD-R01", second.pk): ""}


def test_a_rescan_overtaken_by_another_change_begins_anew(county):
    stored(county, OURS, OURS, OURS)
    version = on(county)
    rescanning.pay_rescans(lambda: NOW, limit=1)
    actions.pause(version, version.written_by, reason="停一停")

    pay_all(rescanning.pay_rescans)

    assert AdCase.objects.filter(suspect=True).count() == 0
    assert Rescan.objects.filter(finished_at=None).count() == 0
