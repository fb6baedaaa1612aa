"""Which table do people send with the figures of places, and what stands in the form we give them?"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from campaign_site.places.models import Denominator, Level, Place
from campaign_site.tables_in.blank_form import Filling
from campaign_site.tables_in.cells import Code, Count, Day, Word, Words
from campaign_site.tables_in.declared import Column, Table, bare, bracketed

OTHER_HEADINGS = {
    "population": ("人口", "人口数", "常住人口数", "总人口"),
    "households": ("总户数", "家庭户数", "家庭户", "住户数"),
    "elderly": ("65岁以上人口", "65岁及以上", "65岁以上", "65岁及以上人口数", "65岁以上老人"),
    "schools": ("学校数", "学校数量", "中小学"),
    "firms": ("企业数", "企业数量", "企业个数"),
    "organs": ("机关单位", "机关事业单位数", "机关数", "机关"),
}
INDICATORS = tuple(Denominator.Indicator)


def columns_of(indicator: Denominator.Indicator) -> tuple[Column, Column, Column]:
    """Return an indicator's three columns: the figure, the day it was counted for, and where it is from."""
    label, unit = bare(indicator.label), bracketed(indicator.label)
    return (
        Column(indicator.value, label, Count(unit), headings=OTHER_HEADINGS[indicator.value]),
        Column(f"{indicator.value}_on", f"{label}时点", Day("later"), headings=(f"{label}统计时点", f"{label}日期")),
        Column(f"{indicator.value}_source", f"{label}出处", Word(200), headings=(f"{label}来源",)),
    )


FIGURES = Table(
    "figures",
    "分母",
    (
        Column("code", "区划代码", Code(), headings=("代码", "统计用区划代码", "行政区划代码"), note="12 位；记不准就空着。"),
        Column("township", "镇街", Word(60), headings=("乡镇", "乡镇街道", "镇乡街道", "地方", "地区", "名称", "单位", "区县")),
        Column("village", "村（社区）", Word(60), headings=("村社区", "村居", "行政村", "社区"), note="填镇街的数就空着。"),
        *(column for indicator in INDICATORS for column in columns_of(indicator)),
        Column("counted_on", "统计时点", Day("later"), headings=("时点", "统计日期", "截止日期"), note="各列没有另写时点的，用这个。"),
        Column("source", "出处", Word(200), headings=("数据来源", "来源"), note="各列没有另写出处的，用这个。"),
        Column(
            "together",
            "合计的地方",
            Words(60),
            headings=("与谁合计", "合计"),
            note="这一行的数是几个地方合在一起的：写其余地方的名称或代码，用顿号分开。数不拆分。",
        ),
    ),
    needs=tuple(indicator.value for indicator in INDICATORS),
    notes=(
        "一行一个地方；几个指标合计的范围不同，就分成几行写。",
        "空着＝没有数（无分母）；写 0＝确实是零。两样不同，不要用 0 补空。",
        "每个数都要有统计时点和出处：写在该指标后面，或写在“统计时点”“出处”两列，管整行。",
        "时点不同就是新的一笔，旧的留着；同一时点改数，确认时要写更正原因。",
        "汉丰、文峰、云枫这样共用一个数的，写在其中一个地方的行里，“合计的地方”写其余的。",
    ),
)  # fmt: skip


def filling(county: Place) -> Filling:
    """Return what stands in a county's form: one row per township and village, with the newest figures of their own."""
    places = Place.objects.under(county).filter(exists_to=None, level__gte=Level.TOWNSHIP).order_by("code")
    townships = [place.short_name for place in places if place.level == Level.TOWNSHIP]
    known = newest(county)
    rows = [row for place in places for row in rows_of(place, known.get(place.pk, []))]
    parents = {place.pk: place.short_name for place in places if place.level == Level.TOWNSHIP}
    for row in rows:
        row["township"] = parents.get(row.pop("township_id"), "")
    return Filling(rows=rows, lists={"township": townships})


def newest(county: Place) -> dict[int, list[Denominator]]:
    """Return the newest figure of each indicator by the place it is kept at, two queries."""
    found: dict[tuple[int, str], Denominator] = {}
    rows = Denominator.objects.filter(place__in=Place.objects.under(county))
    for row in rows.order_by("counted_on").prefetch_related("shared_with"):
        found[row.place_id, row.indicator] = row
    by_place: dict[int, list[Denominator]] = {}
    for (place_id, _), row in found.items():
        by_place.setdefault(place_id, []).append(row)
    return by_place


def rows_of(place: Place, figures: list[Denominator]) -> Iterator[dict[str, Any]]:
    """Yield a place's rows: its figures by the group they count, at least one row."""
    groups: dict[str, dict[str, Any]] = {}
    for figure in figures:
        together = "、".join(other.code_text for other in figure.shared_with.all())
        groups.setdefault(together, {}).update(cells_of(figure))
    village = place.level == Level.VILLAGE
    for together, cells in groups.items() or [("", {})]:
        yield {
            "code": place.code_text,
            "township_id": place.parent_id if village else place.pk,
            "village": place.short_name if village else "",
            "together": together,
            **cells,
        }


def cells_of(figure: Denominator) -> dict[str, int | dt.date | str]:
    """Return a figure's three cells."""
    key = figure.indicator
    return {key: figure.value, f"{key}_on": figure.counted_on, f"{key}_source": figure.source}
