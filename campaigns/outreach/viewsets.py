"""Which screens of the event log stand in the admin: the list of events, and one event to decide about?"""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.datetime import AdminDateInput

from campaign_site import clock
from campaign_site.people.scoping import ScopedPermissionPolicy, ScopedViewSet
from campaign_site.places.models import Place
from campaign_site.places.offered import by_code
from campaign_site.terms import vocabularies
from campaigns.outreach import wording
from campaigns.outreach.models import Event
from campaigns.outreach.review_views import ReviewView
from campaigns.outreach.rights import within_reach

SHOWN = {"index", "index_results", "inspect"}
WAITING = {Event.State.SUBMITTED, Event.State.APPROVED, Event.State.RETURNED}


def townships_of(request: HttpRequest | None) -> QuerySet[Place]:
    """Return the townships within the reach of who asks."""
    unit = getattr(getattr(request, "user", None), "unit", None)
    return Place.objects.under(unit.place).townships() if unit else Place.objects.none()


class EventFilterSet(WagtailFilterSet):
    """Events by state, township, kind of venue and day."""

    state = django_filters.MultipleChoiceFilter(
        label="状态", choices=Event.State.choices, widget=CheckboxSelectMultiple
    )
    township = django_filters.ModelChoiceFilter(label="镇街", queryset=townships_of, empty_label="全部")
    venue_kind = django_filters.ChoiceFilter(
        label="六进类别", choices=lambda: vocabularies.choices("venue_kind"), empty_label="全部"
    )
    since = django_filters.DateFilter(
        label="活动日期自", field_name="held_on", lookup_expr="gte", widget=AdminDateInput
    )
    until = django_filters.DateFilter(
        label="活动日期至", field_name="held_on", lookup_expr="lte", widget=AdminDateInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = getattr(getattr(self.request, "user", None), "unit", None)
        self.filters["township"].extra |= by_code(unit and unit.place)

    class Meta:
        model = Event
        fields: list[str] = []


class ReadingPolicy(ScopedPermissionPolicy):
    """The admin shows events; they are told on the phone's screen and decided by named actions."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return "view" in actions and super().user_has_permission(user, "view")


def days_waiting(event: Event) -> str:
    """Return how long an event has waited for somebody, in words."""
    if event.state not in WAITING or event.submitted_at is None:
        return ""
    days = (clock.today() - timezone.localdate(event.submitted_at)).days
    return f"{days} 天" if days > 0 else "今天"


class EventIndexView(IndexView):
    """The list: what waits stands oldest first, everything together newest first."""

    def get_base_queryset(self) -> QuerySet[Event]:
        return within_reach(self.request.user, Event.objects.select_related("place", "township", "author", "unit"))

    def get_default_ordering(self) -> tuple[str, ...]:
        asked = set(self.request.GET.getlist("state"))
        return ("submitted_at", "id") if asked and asked <= WAITING else ("-held_on", "-id")

    def order_queryset(self, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return (
            queryset.order_by(*self.get_default_ordering()) if not self.ordering else super().order_queryset(queryset)
        )

    def get_ordering(self) -> Any:
        asked = self.request.GET.get("ordering", "")
        return asked if asked.lstrip("-") in ("held_on", "submitted_at") else ""


class EventViewSet(ScopedViewSet):
    """Events to look through and to decide about; never to be typed over."""

    model = Event
    name = "events"
    icon = "check"
    add_to_admin_menu = False
    inspect_view_enabled = True
    index_view_class = EventIndexView
    inspect_view_class = ReviewView
    filterset_class = EventFilterSet
    search_fields = ["theme", "venue_text"]
    search_backend_name = None
    list_per_page = 30
    exclude_form_fields: tuple[str, ...] = ()
    list_display = [
        TitleColumn(
            "title", label="活动", accessor=wording.title, get_url=lambda e: reverse("events:inspect", args=[e.pk])
        ),
        Column("held_on", label="活动时间", accessor=wording.when_text, sort_key="held_on"),
        Column("township", label="镇街"),
        Column("heads", label="到场", accessor=wording.heads_text),
        Column("author", label="填报人"),
        Column("get_state_display", label="状态"),
        Column("waiting", label="已等", accessor=days_waiting, sort_key="submitted_at"),
    ]
    list_export = ["held_on", "township", "place", "venue_kind", "form", "theme", "attendance", "count_method",
                   "households", "leaflets", "consultations", "unit", "author", "state", "version"]  # fmt: skip
    export_filename = "活动清单"

    @property
    def permission_policy(self) -> ReadingPolicy:
        return ReadingPolicy(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in SHOWN]
