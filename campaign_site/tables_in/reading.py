"""What does a table that somebody sent say, row by row, and which of its cells are wrong?"""

import re
from typing import Any

from campaign_site.tables_in.cells import Count, Day, WrongCell, is_blank, plain
from campaign_site.tables_in.declared import Column, Row, Sent, Table, told
from campaign_site.tables_in.headings import Head, find_head, is_head_again
from campaign_site.tables_in.opening import Sheet, open_sheets
from campaign_site.tables_in.package import UnreadableTable, column_letters

YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
SUMS = re.compile(r"(合|总|小)\s*计|全[县区市](合计)?")
REMARKS = re.compile(r"(注|说明|备注|填表人|填报人|填表说明|审核人|制表)\s*\d*\s*[:：]")

__all__ = ["Sent", "UnreadableTable", "read"]


def read(table: Table, content: bytes, *, filename: str = "") -> Sent:
    """Return the rows of the first visible sheet that has the table's head, with every fault, at most a hundred told.

    Raises UnreadableTable when the file is no table or no sheet has the head. `filename` only tells the year.
    """
    sheets = list(open_sheets(content, most_rows=table.most_rows))
    heads = [(sheet, find_head(table, sheet)) for sheet in sheets]
    shown = [(sheet, head) for sheet, head in heads if head is not None and not sheet.hidden]
    fitting = [(sheet, head) for sheet, head in shown if head.fits(table)]
    if not fitting:
        raise UnreadableTable(no_head(table, shown, hidden=[s.name for s, h in heads if h is not None and s.hidden]))
    sheet, head = fitting[0]
    remarks = [f"工作表“{one.name}”也有表头，没有读；一次只读一张。" for one, _ in fitting[1:]]
    remarks += [f"隐藏的工作表“{one.name}”没有读。" for one in sheets if one.hidden]
    remarks += [f"不认识的列没有读：{'、'.join(dict.fromkeys(head.unknown))}。"] if head.unknown else []
    return SheetReading(table, sheet, head, year_of(sheet, head, filename)).sent(remarks)


def no_head(table: Table, shown: list[tuple[Sheet, Head]], hidden: list[str]) -> str:
    """Say why no sheet can be read: a column is missing, the head is in a hidden sheet, or there is none."""
    if shown:
        has = max((head for _, head in shown), key=lambda head: len(head.columns)).columns
        missing = [column.label for column in table.columns if column.required and column.key not in has]
        one_of = [table.column(key).label for key in table.needs if not any(key in has for key in table.needs)]
        said = "、".join(missing) or f"{'、'.join(one_of)}中的一列"
        return f"表头里少了：{said}。请补上这一列，或下载填报样表照着填。"
    if hidden:
        return f"表头在隐藏的工作表“{hidden[0]}”里。请取消隐藏后再传。"
    return f"没有找到“{table.label}”的表头。请下载填报样表，把数据贴进去再传。"


def year_of(sheet: Sheet, head: Head, filename: str) -> int | None:
    """Return the year that the title above the head, the sheet's name or the file's name gives; None when none does."""
    above = [plain(cell) for row in sheet.rows[: head.below - 2] for cell in row]
    found = [year for text in (*above, sheet.name, filename) for year in YEAR.findall(text)]
    return int(found[0]) if found else None


class SheetReading:
    """Reads one sheet below its head."""

    def __init__(self, table: Table, sheet: Sheet, head: Head, year: int | None) -> None:
        self.table, self.sheet, self.head, self.year = table, sheet, head, year
        self.rows: list[Row] = []
        self.faults: list[str] = list(head.faults)
        self.idle: list[int] = []
        self.columns = [(table.column(key), place) for key, place in head.columns.items()]

    def sent(self, remarks: list[str]) -> Sent:
        """Return everything read."""
        remarks = [*remarks]
        for index in range(self.head.below - 1, len(self.sheet.rows)):
            cells = self.sheet.rows[index]
            first = next((plain(cell) for cell in cells if not is_blank(cell)), "")
            if not first or is_head_again(self.sheet, index, self.head):
                continue
            if said := passed_over(first):
                remarks.append(f"第 {index + 1} 行是{said}，没有读。")
            elif self.says_nothing(index + 1, cells):
                self.idle.append(index + 1)
            else:
                self.take(index + 1, cells)
        remarks += [f"有 {len(self.idle)} 行没有填内容，没有读（第 {self.idle[0]} 行起）。"] if self.idle else []
        if not self.rows and not self.faults:
            self.faults.append("表头下面没有数据。请填好再传。")
        return Sent(self.rows, told(self.faults), remarks, self.sheet.name)

    def says_nothing(self, line: int, cells: list[Any]) -> bool:
        """Say whether a row fills none of the columns that it would be about."""
        places = [place for column, place in self.columns if column.key in self.table.about]
        wrong = any((line, place + 1) in self.sheet.errors for place in places)
        return bool(places) and not wrong and all(is_blank(cells[place]) for place in places if place < len(cells))

    def take(self, line: int, cells: list[Any]) -> None:
        """Read a line; whatever is wrong in it is noted and the next cell read."""
        values: dict[str, object] = {}
        for column, place in self.columns:
            cell = cells[place] if place < len(cells) else ""
            if (line, place + 1) in self.sheet.errors:
                self.wrong(line, column, place, "公式算不出来（如 #DIV/0!、#REF!），请改成数值")
            elif not is_blank(cell):
                try:
                    values[column.key] = self.value(column, cell)
                except WrongCell as error:
                    self.wrong(line, column, place, str(error))
            elif column.required:
                self.wrong(line, column, place, "没有填")
        self.rows.append(Row(line, values))

    def value(self, column: Column, cell: Any) -> object:
        """Return what the cell means; raises WrongCell."""
        if isinstance(column.kind, Count):
            return column.kind.read(cell, self.head.times[column.key])
        if isinstance(column.kind, Day):
            day = column.kind.read(cell)
            if doubt := column.kind.doubt(day, self.year):
                raise WrongCell(doubt)
            return day
        return column.kind.read(cell)

    def wrong(self, line: int, column: Column, place: int, said: str) -> None:
        self.faults.append(f"第 {line} 行“{column.label}”（{column_letters(place + 1)}{line}）：{said}。")


def passed_over(first: str) -> str:
    """Say what a line is that is no data: a sum, a remark at the foot; empty for data."""
    if SUMS.fullmatch(first):
        return "合计"
    return "说明" if REMARKS.match(first) else ""
