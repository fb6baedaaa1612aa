"""How does the report leave the screen: the same words as CSV or as an Excel book?"""

import csv
import io

import xlsxwriter
from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from campaign_site.sheets import DEMO_NAME, FORMULA_STARTS
from campaigns.quizzes.report import Report

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows(report: Report) -> list[list[str]]:
    """Return all tables one under the other, each below its heading."""
    head = ["测验", report.quiz.title, "月份", f"{report.month:%Y-%m}", *([DEMO_NAME] if settings.DEMO else [])]
    lines = [head]
    for heading, columns, cells in report.tables:
        lines += [[], [heading], columns, *cells]
    return lines


def as_csv(report: Report) -> HttpResponse:
    answer = _named(HttpResponse(content_type="text/csv; charset=utf-8"), report, "csv")
    answer.write("\ufeff")
    csv.writer(answer).writerows(
        [f"'{w}" if w.startswith(FORMULA_STARTS) else w for w in line] for line in rows(report)
    )
    return answer


def as_xlsx(report: Report) -> HttpResponse:
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("测验分析")
    for number, line in enumerate(rows(report)):
        sheet.write_row(number, 0, line)
    sheet.set_column(1, 1, 50)
    book.close()
    return _named(HttpResponse(output.getvalue(), content_type=XLSX), report, "xlsx")


def _named(answer: HttpResponse, report: Report, ending: str) -> HttpResponse:
    name = f"测验分析-{report.quiz.title}-{report.month:%Y-%m}.{ending}"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
