"""What does somebody see on the board, and is every number the sum of the records it opens to?"""

import datetime as dt
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_site.audit.models import AuditEntry
from campaign_site.clock import machine_now
from campaign_site.places.models import Denominator, Place
from campaign_site.terms.seed import load_terms
from campaigns.coverage.models import Cell
from campaigns.coverage.records import behind
from campaigns.coverage.recounting import recount_all
from tests import make

TODAY = dt.date(2026, 10, 31)
BOARD, RECORDS = "coverage:board", "coverage:records"


@pytest.fixture
def town(county, settings):
    settings.DEMO_TODAY = TODAY
    load_terms()
    return county


def count():
    recount_all(clock=machine_now, progress=lambda slab, changed: None)


def office(town, signed_in):
    return signed_in(make.user("office", at=town.place))


def rows(browser, **query):
    answer = browser.get(reverse(BOARD), {"format": "csv", "span": "1", **query})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return [line.split(",") for line in answer.content.decode("utf-8-sig").splitlines()]


def test_each_square_says_its_state_in_a_glyph_and_a_word(town, signed_in):
    for number in range(3):
        make.event(town.village(0, number))
    make.event(town.townships[0], venue_kind="school")
    count()
    heading, total, first, second = rows(office(town, signed_in))[1:]
    shown = dict(zip(heading, first, strict=True))
    assert (shown["2026-10 报送"], shown["进村镇（村）"], shown["进学校（学校）"]) == (
        "已报",
        "● 3/3 达标",
        "1无分母 无分母",
    )
    assert (shown["进社区（社区）"], shown["区划代码"]) == ("—", "500154101000")
    assert dict(zip(heading, second, strict=True))["进村镇（村）"] == "▨ 未报"
    assert dict(zip(heading, total, strict=True))["进村镇（村）"] == "● 3/3 达标"


def test_an_export_is_on_record_and_no_cell_computes(town, signed_in):
    Place.objects.filter(pk=town.townships[0].pk).update(short_name="=1+1镇")
    count()
    assert rows(office(town, signed_in), tab="chan")[2][2] == "'=1+1镇"
    entry = AuditEntry.objects.get(action="site.exported")
    assert (entry.after["model"], entry.after["format"]) == ("campaigns.cell", "csv")


def test_a_filed_zero_is_neither_silence_nor_a_share(town, signed_in):
    make.zero_report(town.townships[0], dt.date(2026, 10, 1))
    count()
    _, _, first, second = rows(office(town, signed_in))[1:]
    assert first[3] == "零报"
    assert "○ 0/3 零报 缺口" in first
    assert second[3] == "未报"


def test_registered_schools_are_the_denominator_of_schools(town, signed_in):
    school, _ = (make.venue(town.village(), name) for name in ("一小", "二小"))
    make.event(town.village(), venue_kind="school", venue=school)
    count()
    heading, _, first, _ = rows(office(town, signed_in))[1:]
    assert dict(zip(heading, first, strict=True))["进学校（学校）"] == "○ 1/2 缺口"


def test_rows_stand_by_code_whatever_the_numbers(town, signed_in):
    for number in range(3):
        make.event(town.village(1, number))
    count()
    assert [row[2] for row in rows(office(town, signed_in))[3:]] == ["第1镇", "第2镇"]


def test_channels_show_native_units_and_both_county_figures(town, signed_in):
    make.placement(town.place, town.townships[0])
    make.placement(town.place, town.townships[0], channel="press", proof_kind="", proof_text="", page="3")
    count()
    page = office(town, signed_in).get(reverse(BOARD), {"tab": "chan", "span": "1"}).content.decode()
    assert "电视 无分母，未加权 1/2" in page
    assert "报刊缺证明，暂不计入" in page
    assert "不到" in page


def test_a_township_sees_its_own_row_and_villages_only(town, signed_in):
    make.event(town.village(0))
    make.event(town.village(1))
    count()
    cadre = signed_in(make.user("township", at=town.townships[1]))
    page = cadre.get(reverse(BOARD), {"open": "500154102000"}).content.decode()
    assert "2镇1村" in page
    assert "1镇" not in page
    foreign = cadre.get(
        reverse(RECORDS),
        {"place": "500154101000", "dimension": "venue", "key": "all", "from": "2026-10", "to": "2026-10"},
    )
    assert "没有计入的活动" in foreign.content.decode()


def test_ads_are_a_layer_for_roles_that_see_ads(town, signed_in):
    count()
    assert "最早一条等了" in office(town, signed_in).get(reverse(BOARD), {"tab": "ads"}).content.decode()
    cadre = signed_in(make.user("township", at=town.townships[0]))
    assert "最早一条等了" not in cadre.get(reverse(BOARD), {"tab": "ads"}).content.decode()


@pytest.mark.parametrize(
    "query", ["span=x", "span=c99999", "span=c1e9", "tab=?", "open='--", "kind=%00", "map=x&only=x"]
)
def test_an_address_that_means_nothing_shows_the_usual_board(town, signed_in, query):
    assert office(town, signed_in).get(f"{reverse(BOARD)}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, "区划代码不对"),
        ({"place": "500154101000"}, "没有写看哪一类"),
        (
            {"place": "500154101000", "dimension": "venue", "key": "all", "from": "2026-13", "to": "2026-10"},
            "月份要写成",
        ),
        (
            {"place": "500154101000", "dimension": "venue", "key": "all", "from": "2026-11", "to": "2026-10"},
            "起止月份反了",
        ),
        (
            {"place": "500154101000", "dimension": "venue", "key": "all", "from": "2026-10", "to": "9999-12"},
            "不在 2000 至 2099 年",
        ),
    ],
)
def test_a_broken_address_of_a_number_is_explained(town, signed_in, query, words):
    answer = office(town, signed_in).get(reverse(RECORDS), query)
    assert (answer.status_code, words in answer.content.decode()) == (400, True)


def test_every_number_is_the_sum_of_its_records(town, signed_in):
    dice = random.Random(7)
    for _ in range(60):
        where = dice.choice([town.village(dice.randrange(2), dice.randrange(3)), town.townships[dice.randrange(2)]])
        day = dt.date(2026, dice.randrange(8, 11), dice.randrange(1, 29))
        state = dice.choice(["approved", "recognised", "submitted", "void"])
        kind = dice.choice(["school", "factory", "village_town"])
        make.event(where, held_on=day, state=state, venue_kind=kind, audiences=dice.sample(["elderly", "farmer"], 1))
    for channel in ("tv", "press"):
        make.placement(town.place, *dice.sample(town.townships, 1), channel=channel, starts_on=dt.date(2026, 9, 20))
    count()
    reader = make.user("office", at=town.place)
    for cell in dice.sample(list(Cell.objects.select_related("township")), 60):
        month = f"{cell.month:%Y-%m}"
        query = {
            "place": cell.township.code_text,
            "dimension": cell.dimension,
            "key": cell.key,
            "from": month,
            "to": month,
        }
        number = behind(query)
        if cell.dimension == "channel":
            carried = number.placements(reader)
            assert (len(carried), sum(one.amount for one in carried)) == (cell.events, cell.amount)
            continue
        events = number.events(reader)
        assert events.count() == cell.events
        assert len({event.place_id for event in events if event.place.level == 12}) == cell.villages_covered


def queries(browser, **query):
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(reverse(BOARD), query).status_code == 200
    return len(asked)


@pytest.mark.parametrize("tab", ["six", "chan", "months", "ads"])
def test_the_board_costs_the_same_for_two_townships_and_for_three(town, signed_in, tab):
    make.event(town.village())
    count()
    browser = office(town, signed_in)
    browser.get(reverse(BOARD))
    few = queries(browser, tab=tab)
    bigger = make.place(500154201000, "第9镇", 9, town.place, kind="镇")
    for number in range(1, 4):
        make.event(make.place(500154201200 + number, f"9镇{number}村", 12, bigger, kind="村"), venue_kind="community")
    count()
    assert queries(browser, tab=tab) == few


def test_a_sum_is_the_countys_only_when_all_townships_are_listed(town, signed_in):
    make.event(town.village())
    count()
    assert rows(office(town, signed_in))[2][2] == "全区"
    assert rows(office(town, signed_in), kind="镇")[2][2] == "所列镇街"
    cadre = signed_in(make.user("township", at=town.townships[0]))
    assert [row[2] for row in rows(cadre)[2:]] == ["第1镇"]


def test_filters_leave_only_the_rows_in_that_state(town, signed_in):
    for number in range(3):
        make.event(town.village(0, number))
    count()
    assert [row[2] for row in rows(office(town, signed_in), only="void")[3:]] == ["第2镇"]
    assert "没有镇街" in office(town, signed_in).get(reverse(BOARD), {"kind": "乡"}).content.decode()


def test_homes_visited_again_are_never_more_than_all_homes(town, signed_in):
    Denominator.objects.create(
        place=town.townships[0], indicator="households", value=10, counted_on=dt.date(2025, 12, 31), source="户籍"
    )
    for _ in range(2):
        make.event(town.village(), venue_kind="household", attendance=None, count_method="", households=8)
    count()
    heading, _, first, _ = rows(office(town, signed_in))[1:]
    assert dict(zip(heading, first, strict=True))["进家庭（户 · 估计）"] == "● 100% 达标"


def test_a_channels_number_over_two_months_is_the_sum_of_its_placements(town, signed_in):
    near = town.townships[0]
    for channel in ("tv", "web"):
        make.placement(town.place, near, channel=channel, starts_on=dt.date(2026, 9, 21), ends_on=dt.date(2026, 10, 10))
    count()
    browser = office(town, signed_in)
    heading, first, *_ = rows(browser, tab="chan", span="3")[1:]
    shown = dict(zip(heading, first, strict=True))
    assert (shown["电视（条次）"], shown["网络（条）"]) == ("● 60 到", "● 1 到")
    query = {"place": near.code_text, "dimension": "channel", "key": "tv", "from": "2026-08", "to": "2026-10"}
    assert "1 条刊播计入，60 条次" in browser.get(reverse(RECORDS), query).content.decode()
