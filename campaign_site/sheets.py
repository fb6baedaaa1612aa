"""How does a listing leave the admin as a sheet: for Excel, in local time, row by row, with no cell that computes?"""

import codecs
import datetime as dt
from collections.abc import Iterator
from numbers import Number
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header

DEMO_NAME = "演示数据"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def computes_when_opened(value: Any) -> bool:
    """Say whether a spreadsheet would take the written value for a formula; a row is written by its name, a number is none."""
    return not isinstance(value, Number) and str(value).startswith(FORMULA_STARTS)


class Streamed:
    """A queryset that is read in pieces instead of being kept whole."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows, self.model = rows, rows.model

    def __iter__(self) -> Iterator[Any]:
        return self.rows.iterator(chunk_size=2000)


class SheetView:
    """Laid over a Wagtail listing: its exports begin with the byte order mark that Excel needs for Chinese."""

    FORMAT_CSV: str

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponseBase:
        rows = Streamed(queryset) if isinstance(queryset, QuerySet) else queryset
        response = super().as_spreadsheet(rows, spreadsheet_format)  # type: ignore[misc]
        name = f"{self.get_filename()}.{spreadsheet_format}"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response

    def get_filename(self) -> str:
        name = super().get_filename()  # type: ignore[misc]
        return f"{DEMO_NAME}-{name}" if settings.DEMO else name

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield codecs.BOM_UTF8
        yield from super().stream_csv(queryset)  # type: ignore[misc]

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if isinstance(value, dt.datetime) and timezone.is_aware(value):
            value = timezone.localtime(value).replace(tzinfo=None)
        written = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        computes = export_format == self.FORMAT_CSV and computes_when_opened(value)
        return f"'{written}" if computes else written
