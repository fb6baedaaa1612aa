"""The ad layer says per township, carrier and month what was found, waits and is decided."""

import datetime as dt

from media_library.ads.actions import Verdict, claim, decide, void
from media_library.ads.layer import LayerCell, ad_layer
from media_library.ads.models import Ad
from media_library.ads.reading import pay_readings
from tests import make

LATER = make.MORNING + dt.timedelta(days=40)


def test_each_cell_is_counted_from_its_rows(county, django_assert_num_queries):
    here, there = county.townships
    user = make.user("market", at=county.place)
    decided, mistaken = (make.ad(here, carrier="bus_stop").case for _ in range(2))
    waiting = make.ad(here, carrier="bus_stop")
    make.ad(here, "今天赶场卖黄豆", carrier="bus_stop")
    make.ad(there, carrier="leaflet", seen_at=make.MORNING + dt.timedelta(days=30))
    pay_readings(lambda: LATER)
    for case in (decided, mistaken):
        claim(case, user, LATER)
    decide(decided, user, Verdict("no_issue", "没有对应条款", "是旧广告牌"), LATER)
    void(mistaken, user, "报重了")

    with django_assert_num_queries(1):
        cells = ad_layer(Ad.objects.all())

    october, november = dt.date(2026, 10, 1), dt.date(2026, 11, 1)
    opened = waiting.case.opened_at
    assert cells == [
        LayerCell(here.pk, here.code, "bus_stop", "transport", october, 3, 1, 1, 1, opened),
        LayerCell(there.pk, there.code, "leaflet", "", november, 1, 1, 0, 0, opened + dt.timedelta(days=30)),
    ]
    assert [cell.month for cell in ad_layer(Ad.objects.all(), first=november)] == [november]
    assert [cell.month for cell in ad_layer(Ad.objects.all(), last=october)] == [october]
