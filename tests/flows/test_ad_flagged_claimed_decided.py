"""A township photographs a wall; the machine marks it; one reviewer holds and decides it; the layer shows it."""

import datetime as dt
import re
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaign_site.audit.models import AuditEntry
from campaign_site.terms.seed import load_terms
from media_library.ads.cases import AdCase
from media_library.ads.layer import ad_layer
from media_library.ads.models import Ad, RuleHit
from schedules import tasks
from tests import drawn, make

DONE = (("enter_ad", "何军"), ("read_ad", "系统"), ("claim", "向丽"), ("decide", "向丽"))


def figures() -> list[tuple]:
    """The ad layer in short: place, carrier, channel, month, found, pending, decided."""
    cells = ad_layer(Ad.objects.all())
    return [(c.code, c.carrier, c.channel, c.month, c.found, c.pending, c.decided) for c in cells]


def photographed(browser, township) -> AdCase:
    """Report a flyer seen at a bus stop; return its case."""
    wall = SimpleUploadedFile("wall.png", drawn.flyer("云岭黑猪认养", "保本回收 稳赚不赔"), content_type="image/png")
    said = {"uid": uuid4(), "carrier": "bus_stop", "place": township.pk, "seen_at": "2026-10-20T09:41"}
    browser.post(reverse("ads:report"), said | {"picture": wall})
    return AdCase.objects.get()


def board_of(browser, township) -> list[str]:
    """The numbers of a township's row in the board's ad layer: found, pending, without points, decided."""
    html = browser.get(reverse("coverage:board"), {"tab": "ads", "span": "1"}).content.decode()
    row = html.split(township.short_name, 1)[1].split("</tr>", 1)[0]
    return re.findall(r'<td class="num">(?:<a[^>]*>)?(\d+)', row)[:4]


def test_an_ad_is_flagged_claimed_and_decided(county, signed_in, settings):
    settings.DEMO_TODAY = dt.date(2026, 10, 31)
    load_terms()
    township = county.townships[0]
    reporter = signed_in(make.user("township", at=township, name="何军"))
    market, other = (signed_in(make.user("market", at=county.place, name=name)) for name in ("向丽", "刘芳"))
    office = signed_in(make.user("office", at=county.place, name="周敏"))
    cell = (township.code, "bus_stop", "transport", dt.date(2026, 10, 1))

    case = photographed(reporter, township)
    assert figures() == [(*cell, 1, 1, 0)]
    assert board_of(office, township) == ["1", "1", "0", "0"]

    tasks.read_owed_ads()
    tasks.read_owed_ads()
    assert [hit.quoted for hit in RuleHit.objects.current() if hit.quoted] == ["认养", "保本", "稳赚不赔"]
    assert "保本保息承诺" in market.get(reverse("ads:queue")).content.decode()

    desk = reverse("ads:case", args=[case.pk])
    assert market.post(reverse("ads:claim_next")).url == desk
    assert "刚被别人领走" in other.post(reverse("ads:claim", args=[case.pk]), follow=True).content.decode()
    tasks.release_stale_claims()
    assert "在 向丽 名下" in office.get(desk).content.decode()

    verdict = {
        "conclusion": "order_correct",
        "policy": "《广告法》第二十五条第（一）项",
        "reason": "“保本”属保证性承诺。",
    }
    assert other.post(reverse("ads:decide", args=[case.pk]), verdict).status_code == 422
    assert market.post(reverse("ads:decide", args=[case.pk]), verdict).url == reverse("ads:queue")
    assert market.post(reverse("ads:decide", args=[case.pk]), verdict).status_code == 422

    shown = office.get(desk).content.decode()
    assert [word in shown for word in ("责令改正、停止发布", "尚未认定")] == [True, True]
    assert "已有决定" in reporter.get(reverse("ads:reported")).content.decode()
    assert figures() == [(*cell, 1, 0, 1)]
    assert board_of(office, township) == ["1", "0", "0", "1"]
    done = AuditEntry.objects.filter(action__startswith="ads.").order_by("id").values_list("action", "actor_name")
    assert list(done) == [(f"ads.{verb}", who) for verb, who in DONE]
