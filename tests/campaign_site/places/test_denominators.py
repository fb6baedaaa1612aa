"""Is a rate taken only by a figure that is known, and a shared figure never split?"""

import datetime as dt

import pytest

from campaign_site.places import actions, tables
from campaign_site.places.denominators import Figure, figures, percent, total
from campaign_site.places.models import Denominator, Place, find

TODAY = dt.date(2026, 10, 31)
HEAD = "places,indicator,value,counted_on,source"


def enter(*lines: str) -> actions.Loaded:
    return actions.load_figures(tables.read_figures([HEAD, *lines]))


def test_the_townships_of_2010_add_up_to_the_county(kaizhou) -> None:
    townships = [place.pk for place in Place.objects.townships()]

    assert total(figures("population", TODAY), townships) == 1_160_336
    assert figures("population", TODAY)[find("500154").pk].value == 1_203_306


def test_three_streets_share_one_figure_that_is_never_split(kaizhou) -> None:
    found = figures("population", TODAY)
    hanfeng, wenfeng, yunfeng = (find(f"50015400{n}").pk for n in (1, 2, 3))

    assert found[hanfeng] == found[wenfeng] == found[yunfeng]
    assert total(found, [hanfeng, wenfeng, yunfeng]) == 196_528
    assert total(found, [hanfeng, yunfeng]) is None
    assert figures("population", TODAY, under=find("500154002"))[wenfeng].value == 196_528


def test_what_nobody_counted_is_no_denominator(kaizhou) -> None:
    village = find("500154126200").pk

    assert total(figures("population", TODAY), [village]) is None
    assert figures("schools", TODAY) == {}
    assert total(figures("population", dt.date(2009, 1, 1)), [find("500154").pk]) is None


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        *((3, None, "无分母"), (0, 0, "无分母"), (0, 8, "0.0%"), (5, 6, "83.3%"), (1, 16, "6.3%"), (7, 7, "100.0%")),
        (9996, 10_000, "99.9%"),
    ],
)
def test_a_rate_is_printed_or_the_lack_of_a_denominator(part, whole, text) -> None:
    assert percent(part, whole) == text


def test_a_newer_figure_counts_from_its_own_day(county) -> None:
    township = county.townships[0]
    enter(f"{township.code},schools,4,2020-01-01,教委", f"{township.code},schools,3,2025-09-01,教委")

    assert figures("schools", dt.date(2025, 8, 31))[township.pk].value == 4
    assert figures("schools", TODAY)[township.pk] == Figure(3, dt.date(2025, 9, 1), "教委", frozenset({township.pk}))


def test_a_corrected_figure_replaces_the_one_of_its_day(county) -> None:
    one, other = county.townships
    enter(f"{one.code} {other.code},households,900,2020-01-01,统计局")

    assert enter(f"{one.code},households,500,2020-01-01,统计局（更正）") == actions.Loaded(changed=2)
    assert figures("households", TODAY).keys() == {one.pk}
    assert Denominator.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (",schools,4,2020-01-01,教委", "区划代码"),
        ("500154101000,churches,4,2020-01-01,教委", "写法不对"),
        ("500154101000,schools,,2020-01-01,教委", "没有数就不要写这一行"),
        ("500154101000,schools,-4,2020-01-01,教委", "不是 0 或正整数"),
        ("500154101000,schools,4,2020-01-01,", "文字要有"),
        ("500154999000,schools,4,2020-01-01,教委", "请先载入地方表"),
    ],
)
def test_a_wrong_figure_is_refused_and_nothing_is_entered(county, line, says) -> None:
    with pytest.raises(tables.WrongTable, match=says):
        enter("500154102000,schools,4,2020-01-01,教委", line)

    assert not Denominator.objects.exists()
