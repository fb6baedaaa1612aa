"""On which screen are the figures of places handed in?"""

from django.urls import path

from campaign_site import clock
from campaign_site.places.figure_import import plan_figures
from campaign_site.places.figure_sheet import FIGURES, filling
from campaign_site.places.models import Level
from campaign_site.sheets_sent.plans import Plan
from campaign_site.sheets_sent.views import SheetScreen
from campaign_site.tables_in.blank_form import Filling


class FigureScreen(SheetScreen):
    """Figures of the places under the user's seat."""

    table = FIGURES
    permission = "campaign_site.add_denominator"
    address = "places:figures"
    back = ("places:index", "地方")

    def plan(self, content: bytes, filename: str) -> Plan:
        return plan_figures(content, self.seat(), today=clock.today(), filename=filename)

    def filling(self) -> Filling:
        """Return the county's rows; a seat above counties gets the form without rows, its counties fill in their own."""
        seat = self.seat()
        return filling(seat) if seat.level >= Level.COUNTY else Filling()


urlpatterns = [path("figures/", FigureScreen.as_view(), name="figures")]
