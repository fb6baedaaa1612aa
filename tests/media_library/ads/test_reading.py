"""The owed reading is paid once, explains itself, and what cannot be read goes to a person."""

import datetime as dt
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from campaign_site.owed import claim
from media_library.ads import ocr
from media_library.ads.cases import AdCase
from media_library.ads.models import Ad, RuleHit
from media_library.ads.reading import pay_readings, read_ad, record
from media_library.ads.rulebook import shipped
from tests import drawn, make

NOW = make.MORNING + dt.timedelta(hours=2)
pytestmark = pytest.mark.django_db


def pay() -> int:
    return pay_readings(lambda: NOW)


def paid(ad: Ad) -> AdCase:
    """Pay what is owed and return the case as it then stands."""
    pay()
    return AdCase.objects.get(pk=ad.case_id)


def test_a_suspect_text_is_flagged_with_all_that_explains_it(county):
    ad = make.ad(county.townships[0], "本店理财，保夲保息，名额有限。")

    case = paid(ad)

    (hit,) = RuleHit.objects.current()
    assert (hit.rule, hit.quoted, hit.before, hit.after, hit.source) == (
        "AD-R01",
        "保夲保息",
        "本店理财，",
        "，名额有限。",
        "text",
    )
    assert ad.text[hit.start : hit.end] == hit.quoted
    assert (hit.ruleset, hit.basis[0]["label"], hit.basis[0]["warning"]) == (
        shipped().version, "《广告法》第二十五条第（一）项", "",
    )  # fmt: skip
    assert (case.suspect, case.severity, case.state, case.due_on) == (True, "high", "pending", dt.date(2026, 10, 23))
    assert Ad.objects.owing().count() == 0


def test_a_clean_text_waits_for_spot_checks_and_a_held_one_stays(county):
    clean = make.ad(county.townships[0], "本镇周六赶场，欢迎来买黄豆。")
    held = make.ad(county.townships[0], "本镇周日赶场，欢迎来买花生。")
    user = make.user("market", at=county.place)
    AdCase.objects.filter(pk=held.case_id).update(claimed_by=user, claimed_at=NOW, claimed_until=NOW)

    assert (paid(clean).state, paid(held).state) == ("unflagged", "pending")


def test_a_warning_is_kept_for_spot_checks_only(county):
    case = paid(make.ad(county.townships[0], "警惕“保本高息”的骗局，举报电话12345。"))
    assert (case.state, case.suspect) == ("unflagged", False)
    assert [(hit.quoted, hit.counted, hit.counter_signals[0]["id"]) for hit in RuleHit.objects.current()] == [
        ("保本高息", False, "CS-01")
    ]


def test_words_in_a_picture_are_read_with_their_places(county):
    ad = make.ad(county.townships[0], "", picture=drawn.flyer("生态养殖项目", "保本保息 名额有限"))

    case = paid(ad)

    specimen = ad.specimens.get()
    (hit,) = RuleHit.objects.current()
    assert (case.suspect, hit.source, hit.specimen) == (True, "ocr", specimen)
    assert specimen.read_text[hit.start : hit.end] == "保本保息"
    assert specimen.confidence > 0.8
    left, top, width, height = specimen.read_lines[1]["box"]
    assert 0 < left < left + width <= 1
    assert 0.2 < top < top + height < 0.6


@pytest.mark.parametrize(
    ("damage", "note"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "校验值不符"),
        (Path.unlink, "不在存储里"),
    ],
    ids=["changed", "gone"],
)
def test_spoiled_evidence_goes_to_a_person(county, damage, note):
    ad = make.ad(county.townships[0], "", picture=drawn.flyer())
    damage(Path(ad.specimens.get().original.path))

    assert paid(ad).state == "pending"
    assert note in ad.specimens.get().reading_note


def test_a_cut_off_photograph_goes_to_a_person_with_an_empty_reading(county):
    ad = make.ad(county.townships[0], "", picture=drawn.flyer(format="JPEG")[:900])
    assert paid(ad).state == "pending"
    assert (ad.specimens.get().reading_note, ad.specimens.get().read_text) == ("图片打不开，请人看图。", "")


def test_a_picture_without_words_goes_to_a_person(county):
    ad = make.ad(county.townships[0], "", picture=drawn.flyer())
    assert (paid(ad).state, ad.specimens.get().reading_note) == ("pending", "图上没有读到字，请人看图。")


def test_without_the_reading_component_a_person_reads(county, monkeypatch):
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    ad = make.ad(county.townships[0], "", picture=drawn.flyer())
    assert (paid(ad).state, ad.specimens.get().reading_note) == ("pending", "本机没有装识字组件，请人看图。")


def test_paying_twice_changes_nothing_and_keeps_a_persons_judgement(county):
    ad = make.ad(county.townships[0], "保本保息，稳赚不赔，老乡都说好。")
    pay()
    RuleHit.objects.filter(rule="AD-R01").update(judgement="struck", judgement_reason="是品牌名")
    Ad.objects.owe(NOW)

    assert (pay(), pay()) == (1, 0)

    assert [(hit.rule, hit.judgement) for hit in RuleHit.objects.current()] == [("AD-R01", "struck"), ("AD-R02", "")]
    assert Ad.objects.get() == ad


def test_a_worker_that_overslept_writes_nothing(county):
    make.ad(county.townships[0])
    (slow,) = claim(Ad.objects.all(), now=NOW, lease=Ad.lease, limit=1)
    found = read_ad(slow)
    assert pay_readings(lambda: NOW + Ad.lease * 2) == 1

    from campaign_site.owed import paid as cleared

    assert cleared(slow) is False
    assert len(found.hits) == RuleHit.objects.count() == 2


def test_the_law_of_the_advertisements_day_is_kept_with_the_hit(county):
    old = make.ad(county.townships[0], "投资保本", published_on=dt.date(2016, 3, 1))
    record(old, read_ad(old), NOW)
    assert [clause["id"] for clause in RuleHit.objects.get().basis] == ["AD-LAW-2015-25-1", "SAIC-190-NO-RISK"]


def test_the_same_words_decided_as_lawful_are_found_through_their_key(county):
    before, ours = (make.ad(county.townships[0], "本店理财，保本保息") for _ in range(2))
    AdCase.objects.filter(pk=before.case_id).update(state="decided", ad_law_conclusion="no_issue")
    pay_readings(lambda: NOW)

    (hit,) = ours.hits.filter(rule="AD-R01")
    assert "CS-08" in [signal["id"] for signal in hit.counter_signals]
    assert "ad_by_text" in Ad.objects.with_text("本店理财，保本保息").explain()
    assert Ad.objects.with_text("").count() == 0


def test_what_was_entered_before_keys_existed_gets_one(county, monkeypatch):
    filling = import_module("media_library.migrations.0011_fill_text_keys")
    monkeypatch.setattr(filling, "PIECE", 2)
    for text in ("稳赚不赔", "今天赶场", "新米上市"):
        make.ad(county.townships[0], text)
    Ad.objects.update(text_key=None)

    filling.fill(apps, None)

    assert all(Ad.objects.with_text(ad.text).get() == ad for ad in Ad.objects.all())
