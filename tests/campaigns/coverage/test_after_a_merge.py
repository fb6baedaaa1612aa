"""What becomes of visits, gaps and the board's rows when a township is merged into another?"""

import datetime as dt

import pytest
from django.urls import reverse

from campaign_site.clock import machine_now
from campaign_site.places.acts import Act
from campaign_site.places.models import Denominator, Place, PlaceVersion
from campaign_site.places.unions import merge
from campaign_site.terms.seed import load_terms
from campaigns.coverage.gap_finding import look_daily, pay_checks
from campaigns.coverage.gaps import Gap, GapCheck, GapReason
from campaigns.coverage.recounting import recount_all
from campaigns.coverage.series import series
from tests import make

TODAY = dt.date(2026, 10, 31)
MERGED_ON = dt.date(2026, 10, 12)


@pytest.fixture
def town(county, settings):
    settings.DEMO_TODAY = TODAY
    load_terms()
    own = ("code", "name", "short_name", "kind", "parent_id")
    since = {"valid_from": dt.date(2020, 1, 1)}
    PlaceVersion.objects.bulk_create(
        PlaceVersion(place=one, **since, **{name: getattr(one, name) for name in own}) for one in Place.objects.all()
    )
    return county


def look():
    recount_all(clock=machine_now, progress=lambda slab, changed: None)
    look_daily(today=TODAY, now=machine_now())
    pay_checks(clock=machine_now, today=TODAY)
    assert not GapCheck.objects.owing().exists()


def merge_second_into_first(town):
    gone, heir = Place.objects.get(pk=town.townships[1].pk), Place.objects.get(pk=town.townships[0].pk)
    merge([gone], into=heir, act=Act(on=MERGED_ON, today=TODAY, reason="渝府〔2026〕1号"))


def open_villages():
    rows = GapReason.objects.open().filter(kind="village").order_by("gap__place__code")
    return [(row.gap.place.short_name, row.gap.township.short_name) for row in rows.select_related("gap__place")]


def test_a_visit_before_the_merge_still_covers_its_village(town):
    make.event(town.village(1, 0), held_on=dt.date(2026, 9, 3))
    look()
    before = set(GapReason.objects.open().filter(kind="village").values_list("pk", flat=True))
    merge_second_into_first(town)
    look()

    assert sorted(open_villages()) == [(name, "第1镇") for name in ("1镇1村", "1镇2村", "1镇3村", "2镇2村", "2镇3村")]
    assert set(GapReason.objects.open().filter(kind="village").values_list("pk", flat=True)) == before


def test_a_township_that_ended_has_no_gap_left(town):
    look()
    assert Gap.objects.open().filter(place=town.townships[1]).exists()
    merge_second_into_first(town)
    look()

    assert not Gap.objects.open().filter(place=town.townships[1]).exists()
    assert not Gap.objects.open().filter(township=town.townships[1]).exists()


def test_the_board_keeps_the_row_of_a_township_that_ended_in_the_period(town, signed_in):
    make.event(town.village(1, 0), held_on=dt.date(2026, 9, 3))
    make.event(town.village(0, 0), held_on=dt.date(2026, 10, 20))
    merge_second_into_first(town)
    look()
    browser = signed_in(make.user("office", at=town.place))

    def rows(**query):
        answer = browser.get(reverse("coverage:board"), {"format": "csv", **query})
        lines = [line.split(",") for line in answer.content.decode("utf-8-sig").splitlines()][1:]
        return {line[2]: dict(zip(lines[0], line, strict=True)) for line in lines[1:]}

    assert set(rows(span="1")) >= {"第1镇", "第2镇（2026-10-12 撤销，并入第1镇）"}
    half_year = rows(span="6")
    assert half_year["第1镇"]["进村镇（村）"].startswith("○ 2/6")
    number = {"place": "500154101000", "dimension": "venue", "key": "village_town", "from": "2026-05", "to": "2026-10"}
    assert "到过 2 个村" in browser.get(reverse("coverage:records"), number).content.decode()
    assert half_year["第2镇（2026-10-12 撤销，并入第1镇）"]["进村镇（村）"] == "—"
    assert rows(span="6", tab="months")["第2镇（2026-10-12 撤销，并入第1镇）"]["26-09（场）"].startswith("1")
    page = browser.get(reverse("coverage:board"), {"span": "6"}).content.decode()
    assert "<small>2026-10-12 撤销，并入第1镇</small>" in page


def test_the_series_goes_on_across_the_merge_under_the_old_names(town, signed_in):
    make.event(town.village(0, 0), held_on=dt.date(2026, 9, 3))
    make.event(town.village(1, 0), held_on=dt.date(2026, 9, 4))
    make.event(town.village(1, 1), held_on=dt.date(2026, 9, 5))
    gone, heir = town.townships[1], town.townships[0]
    for place, number in ((heir, 31_000), (gone, 9_000)):
        Denominator.objects.create(
            place=place, indicator="population", value=number, counted_on=dt.date(2020, 11, 1), source="七普"
        )
    merge_second_into_first(town)
    make.event(Place.objects.get(pk=town.village(1, 0).pk), held_on=dt.date(2026, 10, 20), township=heir)
    look()
    user = make.user("office", at=town.place)

    before, (october, september) = series(user, heir)
    assert [place.short_name for place in before] == ["第2镇"]
    assert (september.own.said, september.together.said) == ("1 场，村（社区）1/3", "3 场，村（社区）3/6")
    assert [(place.short_name, counted.said) for place, counted in september.others] == [
        ("第2镇", "2 场，村（社区）2/3")
    ]
    assert october.together.said == "1 场，村（社区）1/6"

    page = signed_in(user).get(reverse("coverage:series"), {"place": heir.pk}).content.decode()
    assert "第2镇：2 场，村（社区）2/3" in page
    inspected = signed_in(user).get(f"/admin/places/inspect/{heir.pk}/").content.decode()
    assert "连同后来并入的共 40000" in inspected
    assert f"/admin/board/series/?place={heir.pk}" in inspected


def test_a_township_sees_no_neighbours_series(town):
    make.event(town.village(1, 0), held_on=dt.date(2026, 9, 4))
    look()
    assert series(make.user("township", at=town.townships[0]), town.townships[1]) == ([], [])
