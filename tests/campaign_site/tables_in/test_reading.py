"""Are the rows of a table found whatever stands around them, and is every fault told with its cell?"""

import datetime as dt

import pytest

from campaign_site.tables_in import blank_form
from campaign_site.tables_in.declared import told
from campaign_site.tables_in.reading import UnreadableTable, read
from tests.campaign_site.tables_in.drawn_tables import HEAD, HOUSES, xlsx

GOOD = ["500154101000", "第1镇", 300, dt.date(2025, 12, 31)]
VALUES = {"code": 500154101000, "name": "第1镇", "households": 300, "day": dt.date(2025, 12, 31)}


def values(content: bytes, **more) -> list[dict]:
    sent = read(HOUSES, content, **more)
    assert sent.faults == []
    return [row.values for row in sent.rows]


@pytest.mark.parametrize(
    "content",
    [
        xlsx(HEAD, GOOD),
        xlsx(["2025年户数统计表"], [], ["单位：户"], HEAD, GOOD, ["合计", "", 300], ["注：年末数"]),
        xlsx(["代码", "乡镇", "*总 户\n数", "时点"], GOOD, [], []),
        "区划代码,镇街,户数,统计时点\n500154101000,第1镇,300,2025-12-31\n".encode("utf-8-sig"),
        "区划代码\t镇街\t户数\t统计时点\n500154101000\t第1镇\t300\t2025/12/31".encode("gb18030"),
        '区划代码;镇街;户数;统计时点\r\n500154101000;"第1\n镇";"3,00";2025年12月31日'.encode().replace("第1\n镇".encode(), "第1镇".encode()),
        "区划代码\t镇街\t户数\t统计时点\n500154101000\t第1镇\t300\t20251231".encode("utf-16"),
    ],
)  # fmt: skip
def test_the_same_rows_are_read_from_every_form(content) -> None:
    assert values(content) == [VALUES]


def test_a_head_of_two_merged_rows_is_read() -> None:
    content = xlsx(["", "", "", ""], ["", "", "户数（户）", "统计时点"], GOOD, merges=[("A1:A2", "区划代码"), ("B1:B2", "镇街"), ("C1:D1", "住户")])  # fmt: skip
    assert values(content) == [VALUES]


def test_a_table_that_starts_further_right_is_read_with_its_merged_head_and_its_wrong_cells() -> None:
    def right(*cells: object) -> list:
        return ["", "", *cells]

    content = xlsx(right("", "", "", ""), right("", "", "户数（户）", "统计时点"), right(*GOOD), merges=[("C1:C2", "区划代码"), ("D1:D2", "镇街"), ("E1:F1", "住户")])  # fmt: skip
    assert values(content) == [VALUES]
    sent = read(HOUSES, xlsx([], right(*HEAD), right("", "第2镇", "=1/0"), right("", "第3镇", "多")))
    assert [fault.split("：")[0] for fault in sent.faults] == ["第 3 行“户数”（E3）", "第 4 行“户数”（E4）"]
    assert "公式算不出来" in sent.faults[0]


def test_a_unit_in_the_head_multiplies_and_a_foreign_one_is_refused() -> None:
    assert values(xlsx(["镇街", "户数（万户）"], ["第1镇", "1.2"]))[0]["households"] == 12000
    assert read(HOUSES, xlsx(["镇街", "户数（人）"], ["第1镇", 3])).faults == [
        "表头“户数(人)”的单位是人，这一列要填的是户。"
    ]


def test_all_faults_are_told_at_once_each_with_its_cell() -> None:
    sent = read(
        HOUSES, xlsx(["2025年"], HEAD, ["5.00154E+11", "", "多", "2026-06-15"], ["", "第2镇", "=1/0", "2025-02-30"])
    )

    assert [fault.split("：")[0] for fault in sent.faults] == [
        *("第 3 行“区划代码”（A3）", "第 3 行“镇街”（B3）", "第 3 行“户数”（C3）", "第 3 行“统计时点”（D3）"),
        *("第 4 行“户数”（C4）", "第 4 行“统计时点”（D4）"),
    ]
    assert "不在本表的 2025 年" in sent.faults[3]


def test_a_blank_is_absent_and_nought_is_a_number() -> None:
    sent = read(HOUSES, xlsx(["镇街", "户数", "类别"], ["第1镇", 0, "—"], ["第2镇", "", "镇"]))

    assert sent.rows[0].values == {"name": "第1镇", "households": 0}
    assert sent.faults == ["第 3 行“户数”（B3）：没有填。"]


def test_hidden_sheets_unknown_columns_and_sums_are_left_and_said() -> None:
    sent = read(HOUSES, xlsx([*HEAD, "电压"], GOOD, HEAD, ["总计", "", 300], 旧表=[HEAD, GOOD], hidden=("旧表",)))

    assert len(sent.rows) == 1
    assert sent.remarks == ["隐藏的工作表“旧表”没有读。", "不认识的列没有读：电压。", "第 4 行是合计，没有读。"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (xlsx(["区划代码", "镇街"], ["1", "2"]), "表头里少了：户数"),
        (xlsx(["甲", "乙"], ["1", "2"]), "没有找到“户数表”的表头"),
        (xlsx(["x"], name="看"), "没有找到"),
        (xlsx(HEAD, GOOD, name="旧", hidden=("旧",), 新=[["说明"]]), "表头在隐藏的工作表“旧”里"),
        (xlsx(HEAD, *[GOOD] * 501), "超过 500 行"),
    ],
)
def test_a_table_without_its_head_says_what_is_missing(content, says) -> None:
    with pytest.raises(UnreadableTable, match=says):
        read(HOUSES, content)


def test_the_form_we_give_reads_back_as_it_was_filled() -> None:
    known = {"code": "500154101000", "name": "=1+1", "households": 0, "day": dt.date(2025, 12, 31), "kind": "镇"}
    form = blank_form.write(HOUSES, blank_form.Filling(rows=[known], lists={"name": ["第1镇"]}, notes=["填完再传"]))

    assert values(form) == [VALUES | {"name": "=1+1", "households": 0, "kind": "town"}]


def test_at_most_a_hundred_faults_are_told_and_the_rest_is_counted_once() -> None:
    sent = read(HOUSES, xlsx(HEAD, *[["", "第1镇", "多"]] * 130))
    assert sent.faults[100:] == ["……另有 30 处，改好以上的再传。"]
    assert told([*sent.faults, "又一处"])[100:] == ["……另有 31 处，改好以上的再传。"]
