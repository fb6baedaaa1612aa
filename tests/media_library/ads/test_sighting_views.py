"""Can a reviewer put two cases together and take a sighting out again from the desk, with reasons?"""

import re

import pytest
from django.urls import reverse

from media_library.ads.cases import AdCase
from media_library.ads.models import Ad
from tests import make


@pytest.fixture
def two(county, client) -> tuple[Ad, Ad]:
    client.force_login(make.user("market", at=county.place))
    return make.ad(county.townships[0]), make.ad(county.townships[1], "投资理财，保本保息，年化百分之十八。")


def said(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def merged(client, two, into: str, reason="同一张传单"):
    return client.post(reverse("ads:merge", args=[two[1].case_id]), {"into": into, "reason": reason}, follow=True)


def test_merged_cases_show_one_line_of_sightings_and_come_apart_again(two, client):
    first = two[0].case
    page = merged(client, two, first.number)
    assert "2 次" in said(page)
    assert "并进来：同一张传单" in said(page)
    assert list(Ad.objects.order_by().values_list("case", flat=True).distinct()) == [first.pk]

    client.post(reverse("ads:split", args=[first.pk]), {"ad": two[1].pk, "reason": "电话不同"})
    assert Ad.objects.order_by().values("case").distinct().count() == 2


@pytest.mark.parametrize(
    ("into", "reason", "words"),
    [
        ("GG-2026-9999", "同一张", "没有这个编号"),
        ("<b>", "同一张", "没有这个编号"),
        ("", "同一张", "请写要并入"),
        ("1", "", "请写明为什么并案"),
    ],
)
def test_a_wrong_number_or_no_reason_is_refused_and_moves_nothing(two, client, into, reason, words):
    assert words in said(merged(client, two, into, reason))
    assert AdCase.objects.filter(ads__isnull=False).count() == 2
