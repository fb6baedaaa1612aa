"""Which screens show the plan: the duty matrix, and one unit's duties on one page?"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from campaign_site import clock
from campaign_site.audit.recording import record
from campaign_site.people.models import Unit, User
from campaign_site.people.roles import Reach
from campaign_site.people.scoping import reaches, rows_for

from .matrix import build_matrix
from .matrix_export import as_csv
from .models import Campaign, DutyParty
from .my_duties import duties_of

PER_PAGE = 20
NOT_YOURS = "您的角色不能打开这个页面。需要看别的单位的任务，请找打非办。"


class PlanScreen(WagtailAdminTemplateMixin, View):
    """A screen in the admin's frame; who lacks its permission is refused."""

    permission = "campaigns.view_campaign"
    header_icon = "list-ul"
    trail: tuple[tuple[str, str], ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied(NOT_YOURS)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        trail = [{"url": reverse(name), "label": label} for name, label in self.trail]
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": "首页"},
            *trail,
            {"url": "", "label": self.get_page_title()},
        ]

    def show(self, *, status: int = 200, **facts: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**facts), status=status)


class MatrixView(PlanScreen):
    """The duties of a campaign by unit; one column may be marked."""

    page_title = "分工表"
    template_name = "campaigns/plans/matrix.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        campaigns = list(rows_for(request.user, Campaign.objects.filter(duties__isnull=False).distinct())[:PER_PAGE])
        campaign = chosen_campaign(request, campaigns)
        matrix = build_matrix(campaign) if campaign else None
        if campaign and matrix and request.GET.get("export") == "csv":
            record(request.user, "site.exported", campaign, after={"table": "分工表", "format": "csv"})
            return as_csv(matrix, campaign, now=clock.now())
        return self.show(
            campaign=campaign,
            campaigns=campaigns,
            matrix=matrix,
            marked=request.GET.get("unit", ""),
            as_of=clock.now(),
        )


def chosen_campaign(request: HttpRequest, campaigns: list[Campaign]) -> Campaign | None:
    """Return the campaign asked for, else the newest that runs today, else the newest."""
    asked = [campaign for campaign in campaigns if str(campaign.pk) == request.GET.get("campaign")]
    today = clock.today()
    running = [campaign for campaign in campaigns if campaign.starts_on <= today <= campaign.ends_on]
    return next(iter([*asked, *running, *campaigns]), None)


class MyDutiesView(PlanScreen):
    """What the running plans ask of one unit, on one page."""

    page_title = "我的任务"
    template_name = "campaigns/plans/my_duties.html"
    trail = (("plans:matrix", "计划与分工"),)

    def get(self, request: HttpRequest) -> HttpResponse:
        unit = asked_unit(request)
        running = Campaign.objects.running(clock.today()).with_bounds()
        duties = duties_of(unit, rows_for(request.user, running)) if unit else []
        return self.show(
            unit=unit,
            own=unit is not None and unit.pk == request.user.unit_id,
            lead=[one for one in duties if one.part == DutyParty.Part.LEAD],
            assist=[one for one in duties if one.part == DutyParty.Part.ASSIST],
            as_of=clock.now(),
        )


def asked_unit(request: HttpRequest) -> Unit | None:
    """Return the unit asked for, one's own by default; others only within one's reach."""
    user: User = request.user
    asked = request.GET.get("unit", "")
    if not asked.isdecimal():
        return user.unit
    unit = get_object_or_404(Unit.objects.select_related("place"), pk=int(asked))
    if unit.pk != user.unit_id and not (Reach.PLACE in reaches(user) and user.unit.place.holds(unit.place)):
        raise PermissionDenied(NOT_YOURS)
    return unit
