"""Which screens of the campaign rooms stand in the admin? The rooms define them; this file only registers them."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from campaign_site import clock
from campaigns.coverage import menu as coverage
from campaigns.coverage.viewsets import PresenceViewSet
from campaigns.desks.panel import Desk
from campaigns.outreach import menu as outreach
from campaigns.outreach.viewsets import EventViewSet
from campaigns.pages.refusal import explain
from campaigns.placements import viewsets as placements
from campaigns.plans import menu as plans
from campaigns.plans.viewsets import CampaignMonthViewSet, CampaignViewSet, DutyViewSet
from campaigns.quizzes import menu as quizzes
from campaigns.supervision import menu as supervision


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLResolver]:
    return [
        path("plans/", include((plans.urlpatterns, "plans"))),
        path("", include((outreach.urlpatterns, "outreach"))),
        path("", include((placements.urlpatterns, "placement_acts"))),
        path("", include((coverage.urlpatterns, "coverage"))),
        path("", include((supervision.urlpatterns, "supervision"))),
        path("", include((quizzes.urlpatterns, "quizzes"))),
    ]


@hooks.register("register_admin_viewset")
def register_admin_viewsets() -> list[ViewSet]:
    return [
        *(EventViewSet(), CampaignViewSet(), CampaignMonthViewSet(), DutyViewSet()),
        *(placements.PlacementViewSet(), placements.OutletViewSet(), placements.RuleViewSet()),
        PresenceViewSet(),
    ]


@hooks.register("register_admin_menu_item")
def register_plan_menu() -> MenuItem:
    return plans.plan_menu()


@hooks.register("register_admin_menu_item")
def register_events_menu() -> MenuItem:
    return outreach.events_menu()


@hooks.register("register_admin_menu_item")
def register_board() -> MenuItem:
    return coverage.count_items()[0]


@hooks.register("register_admin_menu_item")
def register_zero_reports() -> MenuItem:
    return coverage.count_items()[1]


@hooks.register("register_admin_menu_item")
def register_media_menu() -> MenuItem:
    return placements.media_menu()


@hooks.register("register_admin_menu_item")
def register_gap_list() -> MenuItem:
    return supervision.gap_items()[0]


@hooks.register("register_admin_menu_item")
def register_task_list() -> MenuItem:
    return supervision.gap_items()[1]


@hooks.register("register_admin_menu_item")
def register_quiz_report() -> MenuItem:
    return quizzes.report_item()


hooks.register("before_edit_page", explain)


@hooks.register("construct_homepage_panels", order=1000)
def desk_only(request: HttpRequest, panels: list[Component]) -> None:
    """The admin's home is the desk of whoever signed in, and nothing else."""
    panels[:] = [Desk(request, clock.today())]
