"""What stands in the list of records behind a number of the board?"""

import datetime as dt

from django.urls import reverse

from campaign_site.clock import machine_now
from campaign_site.terms.seed import load_terms
from campaigns.coverage.recounting import recount_all
from tests import make


def test_many_placements_are_turned_page_by_page_and_summed_over_all(county, settings, signed_in):
    settings.DEMO_TODAY = dt.date(2026, 10, 31)
    load_terms()
    first = make.placement(county.place, *county.townships)
    for _ in range(51):
        make.placement(county.place, outlet=first.outlet)
    recount_all(clock=machine_now, progress=lambda slab, changed: None)
    query = {"place": "500154101000", "dimension": "channel", "key": "tv", "from": "2026-10", "to": "2026-10"}
    browser = signed_in(make.user("office", at=county.place))
    shown = browser.get(reverse("coverage:records"), query | {"p": "2"}).content.decode()
    assert "52 条刊播计入，1560 条次" in shown
    assert ("第 2 页，共 2 页" in shown, shown.count("每日 3 条次")) == (True, 2)
