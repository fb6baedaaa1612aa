"""Which screens keep outlets, their rules of reach, and what they carried?"""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views import View
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from campaign_site import clock
from campaign_site.people.models import Unit
from campaign_site.people.scoping import ScopedViewSet, rows_for
from campaign_site.people.serving import own_county
from campaign_site.places.models import Place
from campaign_site.places.offered import offer_many
from campaigns.placements import actions
from campaigns.placements.models import LONGEST, CoverageRule, Outlet, Placement
from campaigns.plans.menu import PermittedItem


class OutletForm(WagtailAdminModelForm):
    """An outlet belongs to a unit within the reach of who enters it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = within_reach(Unit.objects.filter(valid_to=None), self.for_user, "place__code")


class RuleForm(WagtailAdminModelForm):
    """A rule reaches townships within the reach of who enters it; it is added, never changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        townships = Place.objects.townships().filter(exists_to=None)
        seat = own_county(self.for_user) if self.for_user else None
        self.fields["outlet"].queryset = within_reach(Outlet.objects.all(), self.for_user, "unit__place__code")
        near = townships if seat is None else townships.filter(code__gte=seat.code, code__lt=seat.code_end)
        offer_many(self.fields["townships"], within_reach(near, self.for_user, "code").order_by("code"), seat)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        outlet, start = given.get("outlet"), given.get("valid_from")
        newest = outlet.rules.order_by("-valid_from").first() if outlet else None
        if newest and start and start <= newest.valid_from:
            raise ValidationError(
                {"valid_from": f"已有第 {newest.version} 版自 {newest.valid_from} 起；新的一版要晚于它。"}
            )
        self.instance.version = newest.version + 1 if newest else 1
        return given


class PlacementForm(WagtailAdminModelForm):
    """A placement keeps its outlet once entered: another outlet is another placement."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outlet"].queryset = within_reach(Outlet.objects.all(), self.for_user, "unit__place__code")
        if self.instance.pk:
            self.fields["outlet"].disabled = True

    def clean(self) -> dict[str, Any]:
        if self.instance.state == Placement.State.VOID:
            raise ValidationError("这条刊播已经作废，不能再改。要补登，请另记一条。")
        given = super().clean()
        if (given.get("ends_on") or dt.date.min) > clock.today() + LONGEST:
            self.add_error("ends_on", "止日比今天晚了两年以上，请检查年份。")
        return given


def within_reach(rows: Any, user: Any, column: str) -> Any:
    """Return the rows that lie in the place where the user sits; all for a superuser without a unit."""
    if user is None or user.unit_id is None:
        return rows if getattr(user, "is_superuser", False) else rows.none()
    here = user.unit.place
    return rows.filter(**{f"{column}__gte": here.code, f"{column}__lt": here.code_end})


class OwnOutletEdit(EditView):
    """Everybody reads what any outlet carried; it is changed only where the outlet's unit lies within the user's reach."""

    seat = "unit__place__code"

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        row = super().get_object(*args, **kwargs)
        if not within_reach(self.model.objects.filter(pk=row.pk), self.request.user, self.seat).exists():
            raise PermissionDenied("这家媒体不在您的辖区，只能看，不能改。要改，请找它所在区县的打非办或宣传部。")
        return row


class OwingCreate(CreateView):
    """Keeps a new placement, its author and its debt in one transaction."""

    def save_instance(self) -> Placement:
        with transaction.atomic():
            self.form.instance.entered_by = self.request.user
            placement = super().save_instance()
            actions.owe_recount(placement, now=clock.machine_now())
        return placement


class OwingEdit(OwnOutletEdit):
    """Keeps a changed placement and its debt in one transaction; one that was voided meanwhile stays as it is."""

    seat = "outlet__unit__place__code"

    def save_instance(self) -> Placement:
        with transaction.atomic():
            placement = super().save_instance()
            if Placement.objects.standing().filter(pk=placement.pk).owe(clock.machine_now()) != 1:
                raise ValidationError("这条刊播有人先办了：它已经作废，这次的改动没有保存。要补登，请另记一条。")
        return placement

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            self.is_valid(form)  # which prepares the message of a form that is not
            return self.form_invalid(form)


class RuleCreate(CreateView):
    """Keeps a new rule version; whatever the outlet carried under it is counted anew."""

    def save_instance(self) -> CoverageRule:
        with transaction.atomic():
            rule = super().save_instance()
            actions.owe_outlet(rule, now=clock.machine_now())
        return rule


class OutletViewSet(ScopedViewSet):
    """Stations, papers, accounts, operators, bus companies."""

    model = Outlet
    name = "outlets"
    url_prefix = "outlets"
    add_to_admin_menu = False
    icon = "media"
    list_display = ["name", "channel", "unit"]
    list_filter = ["channel"]
    search_fields = ["name"]
    edit_view_class = OwnOutletEdit
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("channel"), FieldPanel("unit")], base_form_class=OutletForm
    )


class RuleViewSet(ScopedViewSet):
    """Versions of reach: added with a source and a day, never changed."""

    model = CoverageRule
    name = "coverage_rules"
    url_prefix = "coverage-rules"
    add_to_admin_menu = False
    icon = "site"
    list_display = ["outlet", "version", "valid_from", "source"]
    list_filter = ["outlet"]
    inspect_view_enabled = True
    add_view_class = RuleCreate
    edit_handler = ObjectList(
        [FieldPanel("outlet"), FieldPanel("valid_from"), FieldPanel("source"), FieldPanel("townships")],
        base_form_class=RuleForm,
    )


class PlacementViewSet(ScopedViewSet):
    """What each medium carried."""

    model = Placement
    name = "placements"
    url_prefix = "placements"
    add_to_admin_menu = False
    icon = "doc-full-inverse"
    list_display = ["outlet", "material", "starts_on", "ends_on", "proof_kind", "state"]
    list_filter = ["outlet__channel", "state", "starts_on"]
    search_fields = ["material"]
    inspect_view_enabled = True
    add_view_class = OwingCreate
    edit_view_class = OwingEdit
    edit_handler = ObjectList(
        [
            FieldPanel("outlet"),
            FieldPanel("material"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            MultiFieldPanel([FieldPanel("time_slot"), FieldPanel("daily_times"), FieldPanel("seconds")], "电视、广播"),
            FieldRowPanel([FieldPanel("page"), FieldPanel("page_share")], heading="报刊"),
            MultiFieldPanel([FieldPanel("link"), FieldPanel("reads"), FieldPanel("shares")], "网络"),
            MultiFieldPanel([FieldPanel("sent"), FieldPanel("delivered"), FieldPanel("unique_numbers")], "电信"),
            MultiFieldPanel([FieldPanel("carrier"), FieldPanel("lines"), FieldPanel("vehicles")], "公共交通"),
            MultiFieldPanel([FieldPanel("proof_kind"), FieldPanel("proof_text")], "证明（没有证明不计入）"),
        ],
        base_form_class=PlacementForm,
    )


class VoidView(WagtailAdminTemplateMixin, View):
    """Takes one placement out of the count, with a reason."""

    page_title = "作废一条刊播"
    header_icon = "cross"
    template_name = "campaigns/placements/void.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(self._placement(request, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        placement = self._placement(request, pk)
        try:
            reason = request.POST.get("reason", "")
            actions.void_placement(placement, by=request.user, reason=reason, now=clock.machine_now())
        except ValidationError as refusal:
            return self._page(placement, "".join(refusal.messages), status=400)
        messages.success(request, "已作废，几秒内从覆盖数里去掉。")
        return redirect(reverse("placements:index"))

    def _placement(self, request: HttpRequest, pk: int) -> Placement:
        if not request.user.has_perm("campaigns.change_placement"):
            raise PermissionDenied("您的角色不能作废刊播。请宣传部或打非办来办。")
        rows = rows_for(request.user, Placement.objects.select_related("outlet"), verb="change")
        return get_object_or_404(within_reach(rows, request.user, "outlet__unit__place__code"), pk=pk)

    def _page(self, placement: Placement, refusal: str = "", *, status: int = 200) -> HttpResponse:
        return self.render_to_response(self.get_context_data(placement=placement, refusal=refusal), status=status)


urlpatterns: list[URLPattern] = [path("placement-void/<int:pk>/", VoidView.as_view(), name="void")]


def media_menu() -> SubmenuMenuItem:
    """Return the entry 媒介刊播 with what stands under it."""
    entries = [
        PermittedItem(
            "刊播登记", "placements:index", "campaigns.view_placement", icon_name="doc-full-inverse", order=1
        ),
        PermittedItem("媒体与载体", "outlets:index", "campaigns.view_outlet", icon_name="media", order=2),
        PermittedItem("到达规则", "coverage_rules:index", "campaigns.view_coveragerule", icon_name="site", order=3),
    ]
    return SubmenuMenuItem("媒介刊播", Menu(items=entries), name="media", icon_name="doc-full-inverse", order=140)
