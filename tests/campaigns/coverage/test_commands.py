"""Do the commands keep their contract: JSON with codes as text, UTF-8, and exit codes that tell?"""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from campaign_site.clock import machine_now
from campaign_site.terms.seed import load_terms
from campaigns.coverage.models import Cell, Slab
from campaigns.coverage.sweep import pay_all
from tests import make

TODAY = dt.date(2026, 10, 31)


@pytest.fixture
def town(county, settings):
    settings.DEMO_TODAY = TODAY
    load_terms()
    return county


def printed(*arguments):
    out = StringIO()
    call_command("coverage", "--json", *arguments, stdout=out)
    return json.loads(out.getvalue())


def cell_of(answer, place, key, month="2026-10"):
    found = [c for c in answer["cells"] if (c["place"], c["key"], c["month"]) == (place, key, month)]
    assert len(found) == 1
    return found[0]


def counted(*events):
    for where, more in events:
        make.event(where, owed_since=machine_now(), **more)
    pay_all(clock=machine_now, today=TODAY)


def test_the_answer_has_the_agreed_form(town):
    counted((town.village(), {}), (town.village(0, 1), {}))
    answer = printed()
    assert list(answer) == ["as_of", "data_version", "owed", "cells"]
    assert (answer["as_of"], answer["owed"], answer["data_version"][:1]) == ("2026-10-31", 0, "K")
    assert cell_of(answer, "500154101000", "village_town") == {
        "place": "500154101000",
        "month": "2026-10",
        "dimension": "venue",
        "key": "village_town",
        "state": "reported",
        "events": 2,
        "villages_covered": 2,
        "villages_total": 3,
    }


def test_missing_has_no_numbers_and_zero_has_a_zero(town):
    make.zero_report(town.townships[0], dt.date(2026, 10, 1))
    call_command("recount", stdout=StringIO())
    answer = printed()
    zero, missing = (cell_of(answer, code, "school") for code in ("500154101000", "500154102000"))
    assert (zero["state"], zero["events"], zero["villages_covered"], zero["villages_total"]) == ("zero", 0, 0, 3)
    assert (missing["state"], missing["events"], missing["villages_covered"]) == ("missing", None, None)
    assert missing["villages_total"] == 3


def test_a_channel_counts_townships_not_villages(town):
    make.placement(town.place, town.townships[0], owed_since=machine_now())
    pay_all(clock=machine_now, today=TODAY)
    near, far = (cell_of(printed(), code, "tv") for code in ("500154101000", "500154102000"))
    assert (near["state"], near["events"], near["villages_covered"], near["villages_total"]) == (
        "reported",
        1,
        None,
        None,
    )
    assert (far["state"], far["events"]) == ("reported", 0)


def test_as_of_a_day_cuts_the_month_at_that_day(town):
    counted((town.village(), {"held_on": dt.date(2026, 10, 9)}), (town.village(), {"held_on": dt.date(2026, 10, 10)}))
    assert cell_of(printed("--as-of", "2026-10-09"), "500154101000", "village_town")["events"] == 1
    assert cell_of(printed("--as-of", "2026-10-10"), "500154101000", "village_town")["events"] == 2
    assert {c["month"] for c in printed("--as-of", "2026-09-30")["cells"]} == {"2026-09"}


def test_one_place_is_asked_by_its_code(town):
    assert {c["place"] for c in printed("--place", "500154102000")["cells"]} == {"500154102000"}
    assert len({c["place"] for c in printed("--place", "500154")["cells"]}) == 2


def test_a_count_that_was_given_up_is_still_owed(town):
    counted((town.village(), {}))
    Slab.objects.update(owed_since=machine_now(), given_up_at=machine_now())
    assert printed()["owed"] == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--place", "500154999000"], "没有区划代码是 500154999000 的地方"),
        (["--place", "500154101201"], "覆盖数只到镇街"),
        (["--place", "十二"], "6、9 或 12 位数字"),
        (["--as-of", "2026-02-30"], "日期要写成 2026-10-31 这样"),
        (["--as-of", "9999-12-31"], "要在 2016-01-01 至 2027-11-01 之间"),
        (["--as-of", "0001-01-01"], "要在 2016-01-01 至 2027-11-01 之间"),
    ],
)
def test_wrong_arguments_are_refused_in_a_sentence(town, arguments, words):
    with pytest.raises(CommandError, match=words):
        printed(*arguments)


def test_the_check_finds_what_was_tampered_with_and_recount_mends_it(town):
    counted((town.village(), {}))
    call_command("recount", "--check", stdout=StringIO())
    Cell.objects.filter(dimension="venue", key="factory").update(events=9)
    out = StringIO()
    with pytest.raises(CommandError, match="1 处不同"):
        call_command("recount", "--check", stdout=out)
    assert "500154101000 第1镇 2026-10 cells venue/factory" in out.getvalue()
    call_command("recount", stdout=StringIO(), stderr=StringIO())
    call_command("recount", "--check", stdout=StringIO())


def test_the_answer_costs_the_same_queries_per_township(town, django_assert_max_num_queries):
    counted((town.village(), {}), (town.village(1), {"held_on": dt.date(2025, 11, 5)}))
    with django_assert_max_num_queries(6 + 12 + 2 * 2):
        printed()
