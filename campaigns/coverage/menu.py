"""Under which addresses and menu entries does the count stand in the admin?"""

from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem

from campaigns.coverage.report_views import ZeroReportView
from campaigns.coverage.views import BoardView, RecordsView, SeriesView
from campaigns.plans.menu import PermittedItem

urlpatterns: list[URLPattern] = [
    path("board/", BoardView.as_view(), name="board"),
    path("board/records/", RecordsView.as_view(), name="records"),
    path("board/series/", SeriesView.as_view(), name="series"),
    path("zero-reports/", ZeroReportView.as_view(), name="zero"),
]


def count_items() -> list[MenuItem]:
    """Return the entries 覆盖板 and 零报."""
    return [
        PermittedItem("覆盖板", "coverage:board", "campaigns.view_cell", icon_name="table", order=110),
        PermittedItem("零报", "coverage:zero", "campaigns.add_monthlyreport", icon_name="mail", order=135),
    ]
