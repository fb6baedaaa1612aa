"""Does every declared table keep the adapter's promises: empty, wrong headings, one bad row, twice, huge?"""

import re
from importlib import import_module
from pathlib import Path

import pytest

from campaign_site.tables_in import blank_form
from campaign_site.tables_in.cells import Choice, Code, Count, Day, Phone, Word, Words
from campaign_site.tables_in.declared import Table
from campaign_site.tables_in.reading import UnreadableTable, read
from tests.campaign_site.tables_in.drawn_tables import HOUSES, xlsx

HOUSE = Path(__file__).resolve().parents[3]
DECLARES = re.compile(r"^[A-Z_]+ = Table\(", re.MULTILINE)
EXAMPLES = {
    Word: "甲",
    Words: "甲、乙",
    Count: "１,２００",
    Day: "2026年6月15日",
    Code: 500154101000.0,
    Phone: "023-52212345",
}


def declared_tables() -> list[Table]:
    """Return every table that a module of the house declares at its top, and the one of these tests."""
    found = [HOUSES]
    for floor in ("campaign_site", "campaigns", "media_library", "schedules"):
        for path in sorted((HOUSE / floor).glob("**/*.py")):
            if DECLARES.search(path.read_text(encoding="utf-8")):
                module = import_module(".".join(path.relative_to(HOUSE).with_suffix("").parts))
                found += [one for one in vars(module).values() if isinstance(one, Table) and one not in found]
    return found


def example(column) -> object:
    kind = column.kind
    return next(iter(kind.keys)) if isinstance(kind, Choice) else EXAMPLES.get(type(kind), "甲")


def head(table: Table) -> list[str]:
    return [column.heading for column in table.columns]


def line(table: Table) -> list:
    return [example(column) for column in table.columns]


def judges_cells(table: Table) -> bool:
    """Say whether cells can be wrong at all: what an advertisement says is taken as it is and judged line by line later."""
    return any(isinstance(column.kind, Choice) or type(column.kind) in EXAMPLES for column in table.columns)


tables = pytest.mark.parametrize("table", declared_tables(), ids=lambda table: table.key)
judging = pytest.mark.parametrize(
    "table", [one for one in declared_tables() if judges_cells(one)], ids=lambda table: table.key
)


@tables
def test_a_full_row_is_read_the_same_each_time(table) -> None:
    content = xlsx(head(table), line(table))
    first, again = read(table, content), read(table, content)

    assert first == again
    assert first.faults == []
    assert first.rows[0].values.keys() == {column.key for column in table.columns}


@tables
def test_no_two_columns_answer_to_one_heading(table) -> None:
    names = [name for column in table.columns for name in column.names()]
    assert sorted(names) == sorted(set(names))
    assert all(table.meant(column.heading) is column for column in table.columns)


@tables
def test_empty_and_foreign_tables_are_refused(table) -> None:
    for content in (b"", xlsx(), xlsx(["甲乙丙", "丁戊"], [1, 2])):
        with pytest.raises(UnreadableTable):
            read(table, content)
    assert read(table, xlsx(head(table))).faults == ["表头下面没有数据。请填好再传。"]


@judging
def test_one_bad_row_is_told_by_its_line_and_the_others_are_read(table) -> None:
    bad = ["坏" * 5000 if not isinstance(column.kind, Words) else "坏" * 500 for column in table.columns]
    sent = read(table, xlsx(head(table), line(table), bad, line(table)))

    assert [row.line for row in sent.rows] == [2, 3, 4]
    assert len(sent.faults) == len(table.columns)
    assert all(fault.startswith("第 3 行“") for fault in sent.faults)


@judging
def test_a_huge_table_is_refused_and_many_faults_are_cut(table) -> None:
    rows = [["坏" * 300] * len(table.columns)] * 150
    assert len(read(table, xlsx(head(table), *rows)).faults) == 101
    with pytest.raises(UnreadableTable, match=f"超过 {table.most_rows} 行"):
        read(table, ("\n".join([",".join(head(table)), *["a,b"] * (table.most_rows + 1)])).encode())


@tables
def test_the_blank_form_is_read_by_its_own_table(table) -> None:
    form = blank_form.write(table, blank_form.Filling(notes=["一", "二"]))
    assert read(table, form).faults == ["表头下面没有数据。请填好再传。"]
