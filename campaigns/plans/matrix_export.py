"""How does the duty matrix leave the screen: the same table as a CSV that Excel and WPS open in Chinese?"""

import csv
import datetime as dt

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from campaign_site.sheets import DEMO_NAME, FORMULA_STARTS

from .matrix import Column, Matrix, Row
from .models import Campaign, DutyParty


def as_csv(matrix: Matrix, campaign: Campaign, *, now: dt.datetime) -> HttpResponse:
    """Return the matrix row by row, with a byte-order mark; `now` is an aware moment, written in local time."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"分工表-{campaign}.csv"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer.write("\ufeff")
    sheet = csv.writer(answer)
    stamp = ["数据截至", f"{timezone.localtime(now):%Y-%m-%d %H:%M}", "计划", plain(campaign.name)]
    sheet.writerow([*stamp, *([DEMO_NAME] if settings.DEMO else [])])
    sheet.writerow(["编号", "任务", "所属部分", *(heading(column) for column in matrix.columns), "期限", "交什么"])
    for row in matrix.rows:
        sheet.writerow([plain(value) for value in cells(row)])
    return answer


def heading(column: Column) -> str:
    """Return a column's head: the present name, and the former one."""
    return plain(f"{column.label}（原{column.former}）" if column.former else column.label)


def cells(row: Row) -> list[str]:
    """Return the values of a row; a day stands in ISO form."""
    duty = row.duty
    parts = [DutyParty.Part(part).label if part else "" for _, part in row.parts]
    due = duty.deadline.isoformat() if duty.deadline else duty.deadline_text
    return [duty.number, duty.heading, duty.section, *parts, due, duty.deliverable]


def plain(value: str) -> str:
    """Return a text that no sheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
