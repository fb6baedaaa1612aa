"""What does the board of 40 townships × 6 kinds × 12 months cost beside a bare SELECT of the same cells?"""

from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_site.clock import today
from campaign_site.people.models import User
from campaigns.coverage.models import Cell
from tests.bench.measuring import Line, milliseconds

YEAR = {"span": "12"}


def cells() -> list[tuple]:
    """The same cells, as plain tuples."""
    here = today().replace(day=1)
    first = here.replace(year=here.year - 1)
    rows = Cell.objects.filter(dimension="venue", month__gt=first, month__lte=here)
    return list(rows.values_list("township", "month", "key", "state", "events", "villages_covered", "villages_total"))


def lines() -> Iterator[Line]:
    """The three tabs, as the office opens them."""
    browser = Client(headers={"host": "localhost"})
    browser.force_login(User.objects.get(username="office1"))
    bare = milliseconds(cells)
    frame = milliseconds(lambda: browser.get(reverse("wagtailadmin_account")))
    yield Line("看板所用的格", len(cells()), "格")
    for tab, name in {"six": "六进", "chan": "媒介", "months": "逐月"}.items():
        address = reverse("coverage:board")
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(address, YEAR | {"tab": tab})
        assert page.status_code == 200
        yield Line(f"覆盖板 {name}：查询", len(asked), "次")
        taken = milliseconds(lambda address=address, tab=tab: browser.get(address, YEAR | {"tab": tab}), times=7)
        yield Line(f"覆盖板 {name}", taken, "毫秒", "只取这些格", bare)
        yield Line(f"覆盖板 {name}", taken, "毫秒", "后台的一个空框", frame)
        yield Line(f"覆盖板 {name}：网页", len(page.content) / 1024, "KB")
