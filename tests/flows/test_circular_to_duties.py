"""From a circular on the clerk's desk to the duties a township reads: through HTTP, as people do it."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.plans.matching import Match
from campaigns.plans.models import Campaign, Duty, SourceDocument
from campaigns.plans.sample.making import HERE
from tests import make
from tests.campaigns.plans import build

UPLOAD = "/admin/plans/circulars/"
PLAN = {"name": "2026年规划", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}


@pytest.fixture
def units(county, settings):
    settings.DEMO, settings.DEMO_TODAY = True, dt.date(2026, 10, 31)
    return build.sample_units(county)


@pytest.fixture
def office(county, units, signed_in):
    return signed_in(make.user("office", at=county.place, in_unit=units["打非办"]))


def upload(client, content, name="circular.docx"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)}, follow=True)


def sample():
    return (HERE / "circular.docx").read_bytes()


def text(response):
    return response.content.decode()


def test_a_circular_becomes_duties_that_a_township_reads(county, units, office, signed_in):
    preview = upload(office, sample())
    assert "读出 13 项任务" in text(preview)
    assert "还没有对应" not in text(preview).partition("逐行对照")[2]
    matrix = office.post(preview.request["PATH_INFO"], PLAN | {"confirm": "1"}, follow=True)
    assert "13 项任务" in text(matrix)
    assert "原县工商局" in text(matrix)
    township = signed_in(make.user("township", at=county.townships[0], in_unit=units["第1镇"]))
    page = text(township.get("/admin/plans/mine/"))
    assert "负责 5 项" in page
    assert "协助 2 项" in page
    assert "上下一起讲" in page
    assert "督查要见底" not in page


def test_a_second_confirmation_and_a_second_upload_change_nothing(office):
    preview = upload(office, sample())
    for _ in range(2):
        office.post(preview.request["PATH_INFO"], PLAN | {"confirm": "1"})
    assert "以前导入过" in text(upload(office, sample(), "又一份.docx"))
    assert (SourceDocument.objects.count(), Campaign.objects.count(), Duty.objects.count()) == (1, 1, 13)


def test_an_unknown_name_is_mapped_by_hand_and_then_confirmed(office, units):
    content = "关于分工的通知\n一、宣传。多讲多走。\n责任分工：县打非办、县气象局负责。".encode()
    address = upload(office, content, "a.txt").request["PATH_INFO"]
    refused = office.post(address, PLAN | {"confirm": "1"})
    assert refused.status_code == 422
    assert "没有对应单位：县气象局" in text(refused)
    chosen = {f"name-{Match('县气象局').mark}": f"unit:{units['信访办'].pk}", "confirm": "1"}
    assert "1 项任务" in text(office.post(address, PLAN | chosen, follow=True))


@pytest.mark.parametrize("role", ["township", "propaganda", "auditor"])
def test_only_the_office_takes_circulars_in(county, units, office, signed_in, role):
    address = upload(office, sample()).request["PATH_INFO"]
    other = signed_in(make.user(role, at=county.place))
    for response in (other.get(UPLOAD), upload(other, b"x"), other.get(address), other.post(address, PLAN)):
        assert response.status_code == 403
    assert not Campaign.objects.exists()


def test_a_township_reads_its_own_duties_only(county, units, signed_in):
    township = signed_in(make.user("township", at=county.townships[0], in_unit=units["第1镇"]))
    assert township.get(f"/admin/plans/mine/?unit={units['第1镇'].pk}").status_code == 200
    assert township.get(f"/admin/plans/mine/?unit={units['第2镇'].pk}").status_code == 403


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "empty.docx", "文件是空的"),
        (b"MZ" + b"\0" * 99, "program.docx", "这是程序文件"),
        (b"%PDF-1.7", "scan.pdf", "暂不能读取 PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "old.doc", "另存为 .docx"),
        (b"PK\x03\x04 half", "half.docx", "文件已损坏"),
        ("各镇要多宣传。".encode(), "prose.txt", "没有读到责任分工"),
        (b"x" * (20 * 1024 * 1024 + 1), "big.txt", "超过 20 MB"),
    ],
)
def test_rubbish_gets_a_sentence_and_leaves_nothing(office, content, name, sentence):
    response = upload(office, content, name)
    assert (response.status_code, SourceDocument.objects.count()) == (422, 0)
    assert sentence in text(response)


def test_a_post_without_a_file_says_so(office):
    assert "请先选一个文件" in text(office.post(UPLOAD))


def test_every_upload_warns_of_classified_content(office):
    assert "非涉密系统，禁止上传涉密内容" in text(office.get(UPLOAD))


def test_the_original_comes_back_byte_for_byte(office):
    address = upload(office, sample()).request["PATH_INFO"]
    assert b"".join(office.get(f"{address}original/").streaming_content) == sample()


def test_the_clerk_is_told_when_a_date_is_no_date(office):
    address = upload(office, sample()).request["PATH_INFO"]
    response = office.post(address, PLAN | {"confirm": "1", "ends_on": "2026-02-30"})
    assert response.status_code == 422
    assert "结束（含当天）" in text(response)
    assert not Campaign.objects.exists()


def test_screens_cost_the_same_with_one_circular_and_with_three(office, django_assert_max_num_queries):
    for number in range(3):
        upload(office, f"通知\n一、宣传{number}。多讲。\n责任分工：县打非办负责。".encode(), f"{number}.txt")
    with django_assert_max_num_queries(14):
        office.get(UPLOAD)


def test_a_wrong_file_is_put_aside_with_its_reason(office):
    address = upload(office, sample()).request["PATH_INFO"]
    page = text(office.post(address, {"void": "1", "reason": "传错了文件"}, follow=True))
    assert "已作废：传错了文件" in page
    assert "确认，生成" not in text(office.get(address))
