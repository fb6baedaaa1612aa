"""Which screens keep the townships' named persons, and show where nobody is named?"""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.generic import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from campaign_site import clock
from campaign_site.people.contact_forms import ContactForm, NewContactForm
from campaign_site.people.contacts import PURPOSE, Contact, without_contact
from campaign_site.people.scoping import ScopedViewSet
from campaign_site.people.sheet_views import ContactScreen

PER_PAGE = 50


class ContactFilterSet(WagtailFilterSet):
    """Those named now, or those who were."""

    time = django_filters.ChoiceFilter(
        label="时间", choices=[("now", "现任"), ("former", "离任")], method="at_time", empty_label="全部"
    )

    class Meta:
        model = Contact
        fields: list[str] = []

    def at_time(self, rows: QuerySet[Contact], name: str, time: str) -> QuerySet[Contact]:
        return rows.filter(until__isnull=time == "now")


class ContactIndexView(IndexView):
    """The named persons, why they are kept, and how many townships have nobody."""

    def get_base_queryset(self) -> QuerySet[Contact]:
        return Contact.objects.select_related("unit__place")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unit = self.request.user.unit
        missing = without_contact(unit.place, clock.today()).count() if unit else 0
        return super().get_context_data(purpose=PURPOSE, missing=missing, **kwargs)


class ToldDayView:
    """Tell the form who fills it in, and on which day."""

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {"by": self.request.user, "today": clock.today()}  # type: ignore[attr-defined]
        return {**super().get_form_kwargs(), **told}  # type: ignore[misc]


class ContactCreateView(ToldDayView, CreateView):
    """Name a person, or hand over to the next."""

    page_title = "登记或交接"

    def form_valid(self, form: NewContactForm) -> HttpResponse:
        """Name the person; what the handover refuses, or somebody did meanwhile, is told on the form."""
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            self.produced_error_code, self.produced_error_message = "validation_error", self.get_error_message()
            return self.form_invalid(form)


class ContactEditView(ToldDayView, EditView):
    """Set right what is written of a person."""


class ContactViewSet(ScopedViewSet):
    """The townships' named persons: named, handed over, set right, never deleted."""

    model = Contact
    name = "contacts"
    icon = "mail"
    menu_label = "镇街指定人员"
    template_prefix = "contacts/"
    index_view_class = ContactIndexView
    add_view_class = ContactCreateView
    edit_view_class = ContactEditView
    filterset_class = ContactFilterSet
    list_display = ["name", "unit", "post", "phone", "since", "until"]
    list_export = ["unit", "name", "post", "phone", "since", "until"]
    search_fields = ["name", "unit__name"]

    def get_form_class(self, for_update: bool = False) -> type[ContactForm]:
        return ContactForm if for_update else NewContactForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("import/", ContactScreen.as_view(), name="import"),
            path("missing/", MissingView.as_view(), name="missing"),
        ]


class MissingView(WagtailAdminTemplateMixin, View):
    """The townships within one's reach where nobody is named."""

    page_title = "没有指定人员的镇街"
    template_name = "contacts/missing.html"
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("campaign_site.view_contact") or request.user.unit is None:
            raise PermissionDenied("您的角色不能看指定人员。需要时请找打非办。")
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "首页"},
            {"url": reverse("contacts:index"), "label": "镇街指定人员"},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = without_contact(request.user.unit.place, clock.today()).select_related("parent")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        return self.render_to_response(self.get_context_data(page=page))
