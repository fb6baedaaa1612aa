"""How does a board leave the screen: the same squares as a CSV that Excel and WPS open in Chinese?"""

import csv
import datetime as dt
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse

from campaign_site.sheets import FORMULA_STARTS
from campaigns.coverage.board import Board, Column


def as_csv(board: Board, *, now: dt.datetime, data_version: str) -> HttpResponse:
    """Return what the screen shows, row by row, with a byte-order mark; `now` is an aware moment shown in local time."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    name = quote(f"覆盖板-{board.asked.tab}-{board.asked.last:%Y-%m}.csv")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer.write("\ufeff")
    sheet = csv.writer(answer)
    stamp = [
        "数据截至",
        f"{now.astimezone():%Y-%m-%d %H:%M}",
        "数据版本",
        data_version,
        "时段",
        board.asked.months_text,
    ]
    sheet.writerow([*stamp, *(["演示数据"] if settings.DEMO else [])])
    due = f"{board.asked.report_month:%Y-%m} 报送"
    sheet.writerow(["序", "区划代码", "镇街", due, *map(_heading, board.columns), "缺口（处）"])
    if board.total:
        sheet.writerow(["", "", board.summed, board.filed, *(square.text for square in board.total), board.gaps])
    for row in board.rows:
        squares = [square.text for square in row.squares]
        name = _plain(row.name)
        sheet.writerow([row.order, row.place.code_text, name, row.filed_word, *squares, row.gaps])
    return answer


def _plain(text: str) -> str:
    """Return a text that no sheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _heading(column: Column) -> str:
    return _plain(f"{column.label}（{column.unit}）" if column.unit else column.label)
