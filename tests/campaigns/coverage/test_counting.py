"""Do the cells of a township-month equal what a person counts by hand?"""

import datetime as dt

import pytest

from campaign_site.places.acts import Act
from campaign_site.places.models import Denominator, Level, Place, PlaceVersion
from campaign_site.places.unions import merge
from campaign_site.terms.seed import load_terms
from campaigns.coverage.counting import Span, count
from campaigns.coverage.models import Slab
from tests import make

SEPTEMBER, OCTOBER = dt.date(2026, 9, 1), dt.date(2026, 10, 1)
KINDS = ("gov_organ", "factory", "school", "household", "community", "village_town", "outlet")


@pytest.fixture
def town(county):
    load_terms()
    return county


def cells_of(township, month=OCTOBER):
    return count(Span.whole(township, month)).cells


def test_every_cell_of_a_month_by_hand(town):
    first, second, _ = town.villages[town.townships[0].pk]
    make.event(first, attendance=40, count_method="signed", audiences=["elderly", "farmer"])
    make.event(first, attendance=25, count_method="counted", audiences=["elderly"])
    make.event(second, attendance=300, count_method="estimated", state="recognised")
    make.event(second, venue_kind="household", attendance=None, count_method="", households=12)
    make.event(town.townships[0], venue_kind="gov_organ", attendance=60, count_method="signed")
    make.event(first, venue_kind="school", state="submitted")
    make.event(first, venue_kind="school", state="void")
    make.event(first, venue_kind="school", held_on=dt.date(2026, 11, 1))
    cells = cells_of(town.townships[0])
    shown = {
        key: (c["state"], c["events"], c["villages_covered"], c["villages_total"], c["households"])
        for (dimension, key), c in cells.items()
        if dimension == "venue"
    }
    nothing = ("reported", 0, 0, 3, 0)
    assert shown == dict.fromkeys(KINDS, nothing) | {
        "all": ("reported", 5, 2, 3, 12),
        "village_town": ("reported", 3, 2, 3, 0),
        "household": ("reported", 1, 1, 3, 12),
        "gov_organ": ("reported", 1, 0, 3, 0),
    }
    heads = cells["venue", "all"]
    assert (heads["signed"], heads["counted"], heads["estimated"]) == (100, 25, 300)
    assert {key: c["events"] for (dimension, key), c in cells.items() if dimension == "audience"} == {
        "elderly": 2,
        "farmer": 1,
    }


def test_a_silent_month_is_missing_and_a_filed_zero_is_zero(town):
    make.zero_report(town.townships[1], OCTOBER)
    assert {c["state"] for (d, _), c in cells_of(town.townships[0]).items() if d == "venue"} == {"missing"}
    assert {c["state"] for (d, _), c in cells_of(town.townships[1]).items() if d == "venue"} == {"zero"}


def test_an_event_speaks_louder_than_a_zero_report(town):
    make.zero_report(town.townships[0], OCTOBER)
    make.event(town.village())
    assert cells_of(town.townships[0])["venue", "school"]["state"] == "reported"


def test_only_villages_that_existed_are_the_denominator(town):
    township = town.townships[0]
    ended, later, _ = town.villages[township.pk]
    Place.objects.filter(pk=ended.pk).update(exists_to=OCTOBER)
    Place.objects.filter(pk=later.pk).update(exists_from=dt.date(2026, 10, 31))
    assert cells_of(township)["venue", "all"]["villages_total"] == 2
    assert cells_of(township, dt.date(2026, 9, 1))["venue", "all"]["villages_total"] == 2


def test_an_event_at_a_village_that_was_no_more_covers_none(town):
    township = town.townships[0]
    gone, *others = town.villages[township.pk]
    Place.objects.filter(pk=gone.pk).update(exists_to=dt.date(2026, 9, 15))
    for village in (gone, *others):
        make.event(village, audiences=["elderly"])
    counted = count(Span.whole(township, OCTOBER))
    cell, elderly = counted.cells["venue", "all"], counted.cells["audience", "elderly"]
    assert (cell["events"], cell["villages_covered"], cell["villages_total"]) == (3, 2, 2)
    assert (elderly["events"], elderly["villages_covered"]) == (3, 2)
    assert gone.pk not in {village for village, _, _ in counted.villages}


def test_without_villages_there_is_no_denominator(town):
    bare = make.place(500154300000, "飞地镇", Level.TOWNSHIP, town.place)
    Denominator.objects.all().delete()
    assert cells_of(bare)["venue", "all"]["villages_total"] is None


def test_a_channel_reaches_only_the_townships_of_its_rule(town):
    near, far = town.townships
    make.placement(town.place, near)
    cell, other = cells_of(near)["channel", "tv"], cells_of(far)["channel", "tv"]
    assert (cell["state"], cell["events"], cell["amount"], cell["villages_total"]) == ("reported", 1, 30, None)
    assert (other["state"], other["events"], other["amount"]) == ("reported", 0, 0)
    assert cells_of(near)["channel", "radio"]["state"] == "missing"


def test_without_a_proof_nothing_counts_but_the_want_is_seen(town):
    make.placement(town.place, town.townships[0], proof_kind="", proof_text="")
    make.placement(town.place, town.townships[0], state="void", void_reason="重复")
    cell = cells_of(town.townships[0])["channel", "tv"]
    assert (cell["state"], cell["events"], cell["unproven"]) == ("reported", 0, 1)


def test_a_new_rule_version_recounts_and_both_stay_citable(town):
    near, far = town.townships
    october = make.placement(town.place, near)
    november = make.placement(
        town.place, outlet=october.outlet, starts_on=dt.date(2026, 11, 3), ends_on=dt.date(2026, 11, 9)
    )
    newer = october.outlet.rules.create(version=2, valid_from=dt.date(2026, 11, 1), source="新转播站验收单")
    newer.townships.set([far])
    older = october.outlet.rules.get(version=1)
    assert cells_of(near)["channel", "tv"]["rules"] == str(older.pk)
    assert cells_of(near, dt.date(2026, 11, 1))["channel", "tv"]["events"] == 0
    assert cells_of(far, dt.date(2026, 11, 1))["channel", "tv"]["rules"] == str(newer.pk)
    assert november.outlet.rules.count() == 2


def test_a_filed_zero_of_a_channel_is_zero_for_the_county(town):
    make.zero_report(town.place, OCTOBER, subject="press")
    assert cells_of(town.townships[1])["channel", "press"]["state"] == "zero"


def test_merged_venues_count_once(town):
    village = town.village()
    kept = make.venue(village, "中心小学")
    twin = make.venue(village, "中心小学（东校门）", merged_into=kept)
    make.event(village, venue_kind="school", venue=kept)
    make.event(village, venue_kind="school", venue=twin)
    assert count(Span.whole(town.townships[0], OCTOBER)).venues == {(kept.pk, "school"): 2}


def test_a_merged_township_keeps_its_months_and_the_heir_takes_the_villages_from_the_day_on(county):
    kept, gone = county.townships
    versions = [
        PlaceVersion(
            place=one,
            code=one.code,
            name=one.name,
            short_name=one.short_name,
            kind=one.kind,
            parent=one.parent,
            valid_from=dt.date(2020, 1, 1),
        )
        for one in Place.objects.all()
    ]
    PlaceVersion.objects.bulk_create(versions)
    slabs = [Slab.objects.create(township=one, month=month) for one in (kept, gone) for month in (SEPTEMBER, OCTOBER)]
    merge([gone], into=kept, act=Act(on=dt.date(2026, 10, 12), today=dt.date(2026, 10, 31), reason="渝府〔2026〕1号"))

    assert [len(Span.whole(one, SEPTEMBER).villages()) for one in (kept, gone)] == [3, 3]
    assert [len(Span.whole(one, OCTOBER).villages()) for one in (kept, gone)] == [6, 0]
    assert {slab.pk for slab in Slab.objects.owing()} == {slab.pk for slab in slabs if slab.month == OCTOBER}
