"""How do staff look up a place: by its name or code of now or then, level by level, with its history?"""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from campaign_site import clock
from campaign_site.places.act_forms import FORMS
from campaign_site.places.act_views import ActView, may_act
from campaign_site.places.denominators import figures_of, joined
from campaign_site.places.figure_views import urlpatterns as figure_addresses
from campaign_site.places.history import forebears, steps
from campaign_site.places.lineage import PlaceSuccession
from campaign_site.places.models import Denominator, Level, Place, find
from campaign_site.places.tree_views import TreeView
from campaign_site.registers import RegisterInspectView, RegisterViewSet

MOST = 50


class PlaceFilterSet(WagtailFilterSet):
    """Places by level, or all below one."""

    level = django_filters.ChoiceFilter(label="级别", choices=Level.choices, empty_label="全部")
    under = django_filters.CharFilter(label="属于（区划代码）", method="below")

    class Meta:
        model = Place
        fields: list[str] = []

    def below(self, rows: QuerySet[Place], name: str, code: str) -> QuerySet[Place]:
        place = find(code)
        return Place.objects.under(place).exclude(pk=place.pk) & rows if place else rows.none()


class PlaceIndexView(IndexView):
    """The list of places; 和平村 stands there once per township that has one."""

    def get_base_queryset(self) -> QuerySet[Place]:
        return Place.objects.select_related("parent")

    def search_queryset(self, queryset: QuerySet[Place]) -> QuerySet[Place]:
        return queryset.called(self.search_query) if self.is_searching else queryset


class PlaceInspectView(RegisterInspectView):
    """One place: what it is, what lies below, what it was called, what was counted there."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.object
        links = PlaceSuccession.objects.standing().order_by("on", "pk")
        return super().get_context_data(
            steps=steps(place),
            counted=self.counted(place),
            below=Place.objects.filter(parent=place, exists_to=None).count(),
            came_from=list(links.filter(successor=place).select_related("predecessor")[:MOST]),
            went_to=list(links.filter(predecessor=place).select_related("successor")[:MOST]),
            changes=list(place.changes.select_related("undone_by")[:MOST]),
            units=self.units(place),
            acts=[(kind, form.title) for kind, form in FORMS.items()] if may_act(self.request.user, place) else [],
            **kwargs,
        )

    def units(self, place: Place) -> list[Any]:
        """Return the units seated here; `people` stands above this room, so they are reached from the place itself."""
        return list(place.unit_set.order_by("valid_to", "position", "pk")[:MOST])

    def counted(self, place: Place) -> list[dict[str, Any]]:
        """Return one line per indicator: its label, the figure or None, and the other places it counts."""
        found = figures_of(place, clock.today())
        before = forebears(place)
        sums = joined(place, before, clock.today()) if before else {}
        others = {pk for figure in found.values() for pk in figure.place_ids} - {place.pk}
        names = dict(Place.objects.filter(pk__in=others).order_by("code").values_list("pk", "short_name"))
        lines = []
        for indicator, label in Denominator.Indicator.choices:
            figure = found.get(indicator)
            together = [name for pk, name in names.items() if figure and pk in figure.place_ids]
            lines.append({"label": label, "figure": figure, "together": together, "joined": sums.get(indicator)})
        return lines


class PlaceViewSet(RegisterViewSet):
    """Places, read only: rows come from tables and named actions."""

    model = Place
    name = "places"
    icon = "site"
    menu_label = "地方"
    template_prefix = "places/"
    index_view_class = PlaceIndexView
    inspect_view_class = PlaceInspectView
    filterset_class = PlaceFilterSet
    search_fields = ["short_name"]
    list_display = [
        "short_name",
        Column("code_text", label="区划代码", sort_key="code"),
        Column("get_level_display", label="级别", sort_key="level"),
        Column("kind", label="类别"),
        Column("parent", label="上级"),
    ]
    inspect_view_fields = ["name", "code", "level", "kind", "parent", "exists_from", "exists_to", "lon", "lat"]

    def get_urlpatterns(self) -> list[URLPattern]:
        tree = [
            path("tree/", TreeView.as_view(), name="tree"),
            path("tree/<int:pk>/", TreeView.as_view(), name="tree_at"),
            path("<int:pk>/act/<slug:kind>/", ActView.as_view(), name="act"),
        ]
        return [*super().get_urlpatterns(), *figure_addresses, *tree]

    @property
    def menu_url(self) -> str:
        """The menu leads to the tree; the list is one step on."""
        return reverse("places:tree")
