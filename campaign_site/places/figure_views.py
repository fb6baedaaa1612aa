"""On which screen are the figures of places handed in?"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path

from campaign_site import clock
from campaign_site.places.figure_import import plan_figures
from campaign_site.places.figure_sheet import FIGURES, filling
from campaign_site.places.models import Level, Place
from campaign_site.sheets_sent.plans import Plan
from campaign_site.sheets_sent.views import SheetScreen
from campaign_site.tables_in.blank_form import Filling


def seat_of(request: HttpRequest) -> Place:
    """Return the place where the user sits; nobody enters figures for places outside it."""
    if request.user.unit is None:
        raise PermissionDenied("您的账号没有所在单位，不能导入。请系统管理员先定单位。")
    return request.user.unit.place


class FigureScreen(SheetScreen):
    """Figures of the places under the user's seat."""

    table = FIGURES
    permission = "campaign_site.add_denominator"
    address = "places:figures"
    back = ("places:index", "地方")

    def plan(self, content: bytes, filename: str) -> Plan:
        return plan_figures(content, seat_of(self.request), today=clock.today(), filename=filename)

    def filling(self) -> Filling:
        """Return the county's rows; a seat above counties gets the form without rows, its counties fill in their own."""
        seat = seat_of(self.request)
        return filling(seat) if seat.level >= Level.COUNTY else Filling()


urlpatterns = [path("figures/", FigureScreen.as_view(), name="figures")]
