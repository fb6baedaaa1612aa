"""Do figures from Excel become denominators as the bureau meant them, and nothing else?"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_site.audit.models import AuditEntry
from campaign_site.places.denominators import figures, figures_of, total
from campaign_site.places.figure_import import plan_figures
from campaign_site.places.figure_sheet import FIGURES, filling
from campaign_site.places.models import Denominator, Place, find
from campaign_site.sheets_sent.plans import confirm
from campaign_site.tables_in import blank_form
from campaigns.coverage.gaps import GapCheck
from tests.campaign_site.places.sheets_of_figures import figures_sheet, row

TODAY = dt.date(2026, 10, 31)
pytestmark = pytest.mark.usefixtures("kaizhou")


def plan(*rows, **more):
    return plan_figures(figures_sheet(*rows, **more), find("500154"), today=TODAY)


def enter(*rows, reason=""):
    made = plan(*rows)
    return confirm(made, actor=None, seen=made.digest(), reason=reason)


def value(place: str, indicator: str = "households", day: dt.date = TODAY) -> int | None:
    found = figures_of(find(place), day).get(indicator)
    return found.value if found else None


def test_blank_stays_unknown_and_nought_is_nought() -> None:
    assert enter(row("临江镇", homes=5000), row("岳溪镇", homes=0, people=""), row("铁桥镇")) == {
        "新增": 2,
        "改动": 0,
        "不变": 0,
    }
    assert [value(find_code(name)) for name in ("临江镇", "岳溪镇", "铁桥镇")] == [5000, 0, None]


def find_code(name: str) -> str:
    return Place.objects.get(short_name=name).code_text


def test_the_same_table_twice_changes_nothing() -> None:
    enter(row("临江镇", homes=5000, people=20000))
    again = plan(row("临江镇", homes=5000, people=20000))

    assert again.counts() == {"新增": 0, "改动": 0, "不变": 2}
    with pytest.raises(ValidationError, match="没有要写的"):
        confirm(again, actor=None, seen=again.digest(), reason="")


def test_a_new_day_is_a_new_row_and_the_old_one_stays() -> None:
    enter(row("临江镇", homes=5000, on="2024-12-31"), row("临江镇", homes=5100))

    assert value(find_code("临江镇")) == 5100
    assert value(find_code("临江镇"), day=dt.date(2025, 6, 1)) == 5000


def test_the_same_day_with_another_value_asks_for_a_reason_and_is_on_record() -> None:
    enter(row("临江镇", homes=5000))
    with pytest.raises(ValidationError, match="请写更正原因"):
        enter(row("临江镇", homes=4990))

    assert enter(row("临江镇", homes=4990), reason="年报核定")["改动"] == 1
    entry = AuditEntry.objects.get(action="places.correct_figures")
    assert (value(find_code("临江镇")), entry.reason) == (4990, "年报核定")
    assert "5000" in str(entry.before)
    assert "4990" in str(entry.after)


def test_streets_share_one_figure_whoevers_row_it_stands_in() -> None:
    enter(row("文峰街道", people=210000, together="汉丰街道、云枫街道"))
    found, streets = figures("population", TODAY), [find(f"50015400{n}").pk for n in (1, 2, 3)]

    assert total(found, streets) == 210000
    assert total(found, streets[:1]) is None
    assert plan(row("云枫街道", people=210000, together="500154001000、文峰街道")).counts()["不变"] == 1


def test_a_figure_beside_a_shared_one_of_the_day_is_refused() -> None:
    assert "已有一个合计数" in plan(row("文峰街道", people=3, on="2010-11-01")).faults[0]
    enter(row("汉丰街道", people=210000, together="文峰街道"))
    enter(row("汉丰街道", people=260000, together="文峰街道、云枫街道"), reason="补云枫")
    assert Denominator.objects.filter(counted_on="2025-12-31").count() == 1


def test_names_that_occur_twice_are_asked_for_with_candidates() -> None:
    fault = plan(row(village="和平村", homes=300)).faults[0]
    townships = list(Place.objects.filter(short_name="和平村").values_list("parent__short_name", "code"))

    assert all(f"{name}，{code}" in fault for name, code in townships)
    assert "请填区划代码，或写明所属镇街" in fault
    assert plan(row(townships[0][0], village="和平村", homes=300)).faults == []
    assert plan(row(code=str(townships[1][1]), homes=300)).faults == []


def test_places_are_known_by_former_names_and_codes() -> None:
    made = plan(row("满月乡", homes=1), row(code="500234202000", homes=2))
    assert [line.name for line in made.lines] == ["满月镇", "雪宝山镇"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (row("临江", homes=3), "第 2 行：没有叫“临江”的地方，相近的有临江镇"),
        (row("临江镇", code="500154101000.5", homes=3), "不是 6、9 或 12 位"),
        (row("岳溪镇", code=500154126000, homes=3), "代码 500154126000 是满月镇，名称写的是“岳溪镇”"),
        (row(code="500101001000", homes=3), "没有代码为 500101001000 的地方"),
        (row(homes=3), "没有写区划代码，也没有写名称"),
        (row("临江镇", homes=3, on=""), "没有统计时点"),
        (row("临江镇", homes=3, source=""), "没有出处"),
        (row("临江镇", homes=3, on="2026-12-31"), "还没有到"),
        (row("临江镇", homes=3, together="临江镇"), "写了两次同一个地方"),
        (row("临江镇", homes="三千"), "“三千”不是数"),
        (row("临江镇"), "表里没有一个数"),
    ],
)
def test_a_wrong_line_is_refused_and_nothing_is_written(line, says) -> None:
    made = plan(line)

    assert says in "".join(made.faults)
    with pytest.raises(ValidationError, match="表里还有错"):
        confirm(made, actor=None, seen=made.digest(), reason="")


def test_a_day_after_the_sheets_year_is_flagged() -> None:
    assert "不在本表的 2025 年" in plan(row("临江镇", homes=3, on="2026-06-15"), name="2025年分母").faults[0]
    assert plan(row("临江镇", homes=3, on="2024-12-31"), name="2025年分母").faults == []


def test_duplicates_are_refused_by_line() -> None:
    faults = plan(row("临江镇", homes=3), row("岳溪镇", homes=3), row("临江镇", homes=4)).faults
    assert faults == ["第 4 行“户数”：临江镇 2025-12-31 的数第 2 行已经有了，请留一个。"]


def test_parts_that_do_not_add_up_are_a_question_no_refusal() -> None:
    villages = Place.objects.filter(parent=find("500154126")).order_by("code")
    lines = [row(code=village.code_text, homes=100) for village in villages]
    made = plan(row("满月镇", homes=650), *lines, row("临江镇", people=10, homes=20))

    assert made.questions == [
        "第 10 行：临江镇的户数 20 比常住人口 10 还多，请核对。",
        "满月镇的户数（2025-12-31）是 650，下面 7 个合计 700，差 50，请核对。",
    ]
    assert made.faults == []


def test_the_form_lists_every_place_once_and_reads_back_unchanged() -> None:
    county = find("500154")
    form = blank_form.write(FIGURES, filling(county))
    made = plan_figures(form, county, today=TODAY)

    assert made.faults == []
    assert made.counts() == {"新增": 0, "改动": 0, "不变": Denominator.objects.exclude(place=county).values("place", "indicator").distinct().count()}  # fmt: skip


def test_who_counts_by_the_figures_owes_a_new_look() -> None:
    check = GapCheck.objects.create(township=find("500154101"))
    enter(row("岳溪镇", homes=4000))

    check.refresh_from_db()
    assert check.owed_since is not None


def test_many_lines_take_as_many_queries_as_few() -> None:
    def queries(codes) -> int:
        content = figures_sheet(*(row(code=code, homes=3) for code in codes))
        with CaptureQueriesContext(connection) as taken:
            plan_figures(content, find("500154"), today=TODAY)
        return len(taken)

    codes = [str(code) for code in Place.objects.villages().values_list("code", flat=True)[:300]]
    assert queries(codes[:3]) == queries(codes)


def test_a_table_that_fits_nowhere_is_answered_in_few_queries_and_at_most_a_hundred_faults() -> None:
    with CaptureQueriesContext(connection) as taken:
        made = plan(*(row(f"临江镇{number}", homes=1) for number in range(150)))

    assert len(taken) < 20
    assert len(made.faults) == 101
    assert "相近的有" in made.faults[0]
    assert made.faults[-1] == "……另有 50 处，改好以上的再传。"
