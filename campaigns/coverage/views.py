"""Which screens show the count: the board, its export, and the records behind a number?"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.views import defaults
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from campaign_site import clock
from campaign_site.audit.recording import record
from campaign_site.people.scoping import rows_for
from campaign_site.places.models import Level, Place
from campaign_site.terms import vocabularies
from campaigns.coverage import board_ads, listing
from campaigns.coverage.arithmetic import BAND_WORDS
from campaigns.coverage.board import build, trend
from campaigns.coverage.board_asked import KINDS_OF_TOWNSHIP, SPANS, TABS, asked
from campaigns.coverage.board_export import as_csv
from campaigns.coverage.board_map import county_map
from campaigns.coverage.board_months import months_between
from campaigns.coverage.drawing import trend_line
from campaigns.coverage.measures import CoverageMeasures
from campaigns.coverage.models import ALL, Dimension
from campaigns.coverage.records import Behind, behind
from campaigns.coverage.series import series
from campaigns.placements.models import NATIVE_UNITS
from campaigns.plans.models import Campaign

PER_PAGE = 50
NOT_YOURS = "您的角色不能打开这个页面。需要看，请找打非办。"


class CoverageScreen(WagtailAdminTemplateMixin, View):
    """A screen in the admin's frame; who lacks its permission is refused with a 403 and a sentence."""

    permission = "campaigns.view_cell"
    header_icon = "table"
    trail: tuple[tuple[str, str], ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            if not request.user.has_perm(self.permission):
                raise PermissionDenied(NOT_YOURS)
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied as refusal:
            return defaults.permission_denied(request, refusal)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        trail = [{"url": reverse(name), "label": label} for name, label in self.trail]
        here = {"url": "", "label": self.get_page_title()}
        return [{"url": reverse_lazy("wagtailadmin_home"), "label": "首页"}, *trail, here]

    def show(self, *, status: int = 200, **facts: Any) -> HttpResponse:
        owed = listing.owed_count()
        stamp = {"as_of": clock.now(), "data_version": listing.data_version(), "owed": owed}
        return self.render_to_response(self.get_context_data(**stamp, **facts), status=status)


class BoardView(CoverageScreen):
    """Townships × kinds, channels or months; the same filters on screen, print and export."""

    page_title = "覆盖板"
    template_name = "campaigns/coverage/board.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        tabs = TABS | ({"ads": "广告"} if board_ads.may_see(request.user) else {})
        here = asked(request, clock.today(), tabs=tabs)
        measures = CoverageMeasures.load(request)
        choices = {"asked": here, "tabs": tabs, "spans": SPANS, "kinds_of_township": KINDS_OF_TOWNSHIP}
        choices["campaigns"] = _campaigns(request)
        if here.tab == "ads":
            return self.show(
                asked=here, tabs=tabs, spans=SPANS, layer=board_ads.layer(here), campaigns=_campaigns(request)
            )
        board = build(here, measures)
        if request.GET.get("format") == "csv":
            after = {"model": "campaigns.cell", "format": "csv", "query": request.GET}
            record(request.user, "site.exported", None, after=after)
            return as_csv(board, now=clock.now(), data_version=listing.data_version())
        drawn = {"trends": _trends(here), "map": county_map(board)} if here.tab == "six" else {}
        facts = {"words": BAND_WORDS, "trend_from": months_between(here)[0]}
        return self.show(board=board, measures=measures, **choices, **facts, **drawn)


def _campaigns(request: HttpRequest) -> list[Campaign]:
    return list(rows_for(request.user, Campaign.objects.order_by("-starts_on"))[:10])


def _trends(here: Any) -> list[tuple[str, Any]]:
    months = months_between(here)
    return [(label, trend_line(values, months)) for label, values in trend(here)]


class RecordsView(CoverageScreen):
    """The records behind one number of the board; what the user may not see is said to be there."""

    page_title = "记录"
    template_name = "campaigns/coverage/records.html"
    trail = (("coverage:board", "覆盖板"),)

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            number = behind(request.GET.dict())
        except ValidationError as refusal:
            return self.show(refusal="".join(refusal.messages), status=400)
        if number.dimension == Dimension.CHANNEL:
            carried = number.placements(request.user)
            proved = sum(bool(one.placement.proof_kind) for one in carried)
            sums = {"amount": sum(one.amount for one in carried), "unit": NATIVE_UNITS.get(number.key, "")}
            page = Paginator(carried, PER_PAGE).get_page(request.GET.get("p"))
            return self.show(number=number, label=_label(number), placements=page, proved=proved, **sums)
        events = number.events(request.user)
        page = Paginator(events, PER_PAGE).get_page(request.GET.get("p"))
        facts = events.order_by().aggregate(
            villages=Count("place", distinct=True, filter=Q(place__level=Level.VILLAGE)), homes=Sum("households")
        )
        return self.show(number=number, label=_label(number), page=page, **facts)


class SeriesView(CoverageScreen):
    """One township, by id or code, month by month, with those that were merged into it."""

    page_title = "逐月的活动"
    template_name = "campaigns/coverage/series.html"
    trail = (("coverage:board", "覆盖板"),)

    def get(self, request: HttpRequest) -> HttpResponse:
        number = request.GET.get("place", "")
        rows = Place.objects.townships().order_by(F("exists_to").desc(nulls_first=True))
        known = number.isascii() and number.isdecimal() and len(number) < 15
        place = rows.filter(Q(pk=int(number)) | Q(code=int(number))).first() if known else None
        if place is None:
            return self.show(refusal="没有这个镇街，请从“地方”里点开。", status=400)
        before, months = series(request.user, place)
        page = Paginator(months, PER_PAGE).get_page(request.GET.get("p"))
        return self.show(place=place, before=before, page=page)


def _label(number: Behind) -> str:
    if number.key == ALL:
        return "全部活动"
    vocabulary = {"venue": "venue_kind", "audience": "audience"}.get(number.dimension, "channel")
    return vocabularies.label(vocabulary, number.key)
