"""A report is a photograph or a few copied words; every refusal stands beside its field and nothing is half kept."""

import re
import struct
import zlib
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaign_site.terms.seed import load_terms
from media_library.ads.models import LONGEST_TEXT, Ad
from tests import drawn, make

REPORT = "ads:report"


@pytest.fixture
def reporter(county, signed_in):
    load_terms()
    return signed_in(make.user("township", at=county.townships[0]))


@pytest.fixture
def said(county):
    """An ordinary report."""
    return {
        "uid": str(uuid4()), "text": "入社保本保息", "carrier": "leaflet", "place": county.townships[0].pk,
        "seen_at": "2026-10-20T09:30", "spot": "场镇 3 号墙",
    }  # fmt: skip


def upload(data: bytes, name: str = "wall.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def bomb() -> bytes:
    """A small PNG that says it has 81 million pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 9000, 9000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


def test_the_form_warns_and_starts_with_this_moment(reporter):
    html = reporter.get(reverse(REPORT)).content.decode()
    assert "非涉密系统，禁止上传涉密内容" in html
    assert 'type="datetime-local"' in html
    assert "怎么发现的" not in html
    assert re.search(r"<option value=\"\d+\" selected>第1镇</option>", html)


def test_a_report_is_kept_and_listed(reporter, said):
    response = reporter.post(reverse(REPORT), said | {"picture": upload(drawn.flyer())}, follow=True)

    ad = Ad.objects.get()
    assert (ad.text, ad.spot, ad.get_source_display()) == ("入社保本保息", "场镇 3 号墙", "网页填报")
    assert ad.seen_at.isoformat() == "2026-10-20T01:30:00+00:00"
    assert ad.specimens.get().original.read() == drawn.flyer()
    assert f"已收到，编号 {ad.case.number}" in response.content.decode()
    assert "市场监管局待看" in response.content.decode()


def test_a_double_tap_is_one_report(reporter, said):
    for _ in range(2):
        assert reporter.post(reverse(REPORT), said).status_code == 302
    assert Ad.objects.count() == 1


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"text": ""}, "text", "两样至少有一样"),
        ({"text": "保" * (LONGEST_TEXT + 1)}, "text", "文字太长"),
        ({"carrier": ""}, "carrier", "请选广告的载体"),
        ({"place": "999999"}, "place", "选择一个有效的选项"),
        ({"seen_at": "昨天"}, "seen_at", "请按“年-月-日 时:分”"),
        ({"seen_at": "2999-01-01T00:00"}, "seen_at", "还没有到"),
        ({"picture": upload(b"MZ\x90\0 program", "wall.jpg")}, "picture", "不是能打开的图片"),
        ({"picture": upload(b"\xff\xd8\xff\xe0 cut off")}, "picture", "不是能打开的图片"),
        ({"picture": upload(b"")}, "picture", "空"),
        ({"picture": upload(bomb())}, "picture", "6000 万像素"),
        ({"picture": upload(b"\0" * (15 * 1024 * 1024 + 1))}, "picture", "15 MB"),
        ({"uid": "not-an-id"}, "uid", ""),
    ],
    ids=["empty", "huge", "no carrier", "foreign place", "no date", "future", "program", "cut", "no bytes", "bomb", "heavy", "id"],
)  # fmt: skip
def test_a_bad_report_is_refused_beside_its_field(reporter, said, wrong, field, says):
    response = reporter.post(reverse(REPORT), said | wrong)

    assert response.status_code == 422
    assert says in str(response.context["form"].errors[field])
    assert Ad.objects.count() == 0
