"""Under which addresses and menu entries does the event log stand in the admin?"""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from campaigns.outreach.figure_views import FiguresView

urlpatterns: list[URLPattern] = [path("events/figures/", FiguresView.as_view(), name="figures")]


class EventsItem(MenuItem):
    """A menu entry for those who hold a permission; `query` opens the list at what waits."""

    def __init__(self, label: str, permission: str, *, query: str = "", to: str = "events:index", **more: Any) -> None:
        super().__init__(label, reverse_lazy(to), **more)
        self.query, self.permission = query, permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)

    def render_component(self, request: HttpRequest) -> Any:
        shown = super().render_component(request)
        shown.url = f"{shown.url}{self.query}"
        return shown


def events_menu() -> SubmenuMenuItem:
    """Return the entry 活动核实 with what stands under it."""
    approve, recognise, figures = (
        f"campaigns.{what}" for what in ("approve_event", "recognise_event", "change_outreachrules")
    )
    entries = [
        EventsItem("记一次活动", "campaigns.add_event", to="field_log", icon_name="plus", order=0, name="log-event"),
        EventsItem("等审核", approve, query="?state=submitted", icon_name="check", order=1, name="to-approve"),
        EventsItem("等认可", recognise, query="?state=approved", icon_name="success", order=2, name="to-recognise"),
        EventsItem("全部活动", "campaigns.view_event", icon_name="list-ul", order=3, name="all-events"),
        EventsItem("登记规则", figures, to="outreach:figures", icon_name="cogs", order=4, name="event-figures"),
    ]
    return SubmenuMenuItem("活动核实", Menu(items=entries), name="events", icon_name="check", order=120)
