"""Does a file become sightings only when a person confirms, each line exactly once, whoever dies in between?"""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from campaign_site import owed
from campaign_site.terms.seed import load_terms
from media_library.ads.models import Ad
from media_library.bulk import actions
from media_library.bulk.actions import Upload, confirm, hand_in, pay_bulk
from media_library.bulk.models import BulkIntake, BulkLine
from tests import drawn, make
from tests.media_library.bulk.test_lines import zipped

NOW = make.MORNING


@pytest.fixture
def clerk(county):
    load_terms()
    return make.user("market", at=county.place)


def jsonl(*lines: dict) -> bytes:
    usual = {"text": "投资养殖场保本保息", "carrier": "outdoor", "place": "第1镇", "seen_at": "2026-10-19"}
    return "\n".join(json.dumps(usual | line, ensure_ascii=False) for line in lines).encode()


def work(times: int = 1) -> None:
    for _ in range(times):
        pay_bulk(lambda: NOW, lambda: NOW)


def handed(data: bytes, clerk, **more) -> BulkIntake:
    intake = hand_in(Upload(data, "清单.jsonl", **more), clerk, NOW)
    work()
    intake.refresh_from_db()
    return intake


def said(intake: BulkIntake) -> list[tuple[int, str, str]]:
    return list(intake.lines.values_list("number", "state", "fault"))


def test_the_dry_run_enters_nothing_and_names_each_fault(clerk):
    intake = handed(
        jsonl(
            {}, {"carrier": "月球"}, {"place": "无此镇"}, {"text": ""}, {"seen_at": "2027-01-01"}, {"seen_at": "昨天"}
        ),
        clerk,
    )

    assert [state for _, state, _ in said(intake)] == ["ready", *["faulty"] * 5]
    for fault, words in zip(
        said(intake)[1:], ("“月球”", "“无此镇”", "请写下广告上的字", "还没有到", "不是日期"), strict=True
    ):
        assert words in fault[2]
    assert (intake.state, Ad.objects.count()) == ("checked", 0)


def test_confirmed_lines_become_the_same_kind_of_sighting_exactly_once(clerk):
    intake = handed(jsonl({}, {"place": "第2镇", "url": "https://a.example/x", "spot": "车站"}), clerk)
    assert confirm(intake, clerk, NOW) == 2
    work(3)

    ad = Ad.objects.get(spot="车站")
    assert (Ad.objects.count(), ad.source, ad.case.source, ad.reporter) == (2, "bulk", "bulk", clerk)
    assert ad.attachments.get().address == "https://a.example/x"
    assert intake.counts() == {"ready": 0, "faulty": 0, "twice": 0, "entered": 2, "all": 2}
    with pytest.raises(ValidationError, match="已经确认过"):
        confirm(intake, clerk, NOW)


def test_what_is_there_twice_in_the_file_or_on_record_is_left_out(clerk):
    first = handed(jsonl({}, {}, {"seen_at": "2026-10-18"}), clerk)
    confirm(first, clerk, NOW)
    work()
    again = handed(jsonl({"text": " 投资养殖场保本保息 "}), clerk)

    assert [(number, state) for number, state, _ in said(first)] == [(1, "entered"), (2, "twice"), (3, "entered")]
    assert "和第 1 行一样" in said(first)[1][2]
    assert "已经报过" in said(again)[0][2]


def test_a_worker_killed_between_two_lines_loses_and_doubles_nothing(clerk, monkeypatch):
    intake = handed(jsonl({}, {"seen_at": "2026-10-18"}, {"seen_at": "2026-10-17"}), clerk)
    confirm(intake, clerk, NOW)
    enter, calls = actions.enter, []

    def dies_after_writing(*given):
        enter(*given)
        calls.append(given)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(actions, "enter", dies_after_writing)
    with pytest.raises(KeyboardInterrupt):
        work()
    assert Ad.objects.count() == 1
    monkeypatch.setattr(actions, "enter", enter)
    later = NOW + BulkLine.lease
    pay_bulk(lambda: later, lambda: NOW)

    assert (Ad.objects.count(), intake.counts()["entered"]) == (3, 3)


def test_a_zip_of_pictures_becomes_sightings_with_their_untouched_bytes(clerk, county):
    flyer = drawn.flyer()
    data = zipped({"墙面.png": flyer, "再拍.png": flyer, "坏.png": b"no picture"}, gbk=True)
    intake = handed(data, clerk, carrier="outdoor", place=county.townships[0], seen_on=NOW.date())
    confirm(intake, clerk, NOW)
    work()

    specimen = Ad.objects.get().specimens.get()
    assert specimen.original.open().read() == flyer
    assert sorted(state for _, state, _ in said(intake)) == ["entered", "faulty", "twice"]


def test_a_file_that_changed_in_storage_or_cannot_be_read_is_refused(clerk):
    intake = hand_in(Upload(jsonl({}), "a.jsonl"), clerk, NOW)
    with intake.file.storage.open(intake.file.name, "wb") as file:
        file.write(b"{}")
    work()
    intake.refresh_from_db()

    assert (intake.state, "不一样了" in intake.refusal) == ("refused", True)


def test_whoever_may_not_report_hands_in_nothing(county):
    with pytest.raises(PermissionDenied):
        hand_in(Upload(jsonl({}), "a.jsonl"), make.user("bank", at=county.place), NOW)


def test_a_line_outside_the_seat_is_faulty(county):
    load_terms()
    intake = handed(jsonl({}, {"place": "第2镇"}), make.user("township", at=county.townships[0]))

    assert [state for _, state, _ in said(intake)] == ["ready", "faulty"]


def test_debts_are_seen_by_everybody_who_lists_them(clerk):
    hand_in(Upload(jsonl({}), "a.jsonl"), clerk, NOW)

    assert issubclass(BulkIntake, owed.Owed)
    assert BulkIntake.objects.owing().count() == 1


def test_the_screens_lead_from_the_file_to_its_errors(clerk, client):
    client.force_login(clerk)
    page = client.post(
        "/admin/ads-bulk/", {"file": file_of(jsonl({}, {"text": "=1+1", "carrier": "月球"}))}, follow=True
    )
    assert (page["Refresh"], "正在一行一行看" in page.content.decode()) == ("4", True)
    work()
    intake = BulkIntake.objects.get()
    assert "1 行可以导入，1 行有错" in client.get(f"/admin/ads-bulk/{intake.pk}/").content.decode()
    client.post(f"/admin/ads-bulk/{intake.pk}/start/")
    work()

    assert "导入了 1 行" in client.get(f"/admin/ads-bulk/{intake.pk}/?only=entered").content.decode()
    sheet = client.get(f"/admin/ads-bulk/{intake.pk}/errors.csv").content.decode("utf-8-sig")
    assert "2,有错，没有导入" in sheet
    assert "'=1+1" in sheet
    assert client.get("/admin/ads-bulk/form.xlsx").content.startswith(b"PK")


def file_of(data: bytes):
    return SimpleUploadedFile("清单.jsonl", data)
