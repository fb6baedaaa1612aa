"""How is a unit or a place picked in a form, when there may be forty thousand of them?"""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm

from campaign_site.people.models import Unit
from campaign_site.people.scoping import ScopedChooserViewSet, kept_by
from campaign_site.places.models import Place


class NamedFilterForm(BaseFilterForm):
    """Search by a part of the name."""

    q = forms.CharField(label="名称", required=False, widget=forms.TextInput(attrs={"placeholder": "名称的一部分"}))
    names: tuple[str, ...] = ("name",)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = self.cleaned_data.get("q", "").strip()
        self.is_searching = bool(self.search_query)
        if not self.is_searching:
            return objects
        wanted = Q()
        for name in self.names:
            wanted |= Q(**{f"{name}__icontains": self.search_query})
        return objects.filter(wanted).distinct()


class UnitFilterForm(NamedFilterForm):
    """Units also by what papers call them."""

    names = ("name", "short_name", "aliases__name")


class UnitChooseView(ScopedChooserViewSet.choose_view_class):  # type: ignore[misc]
    """The modal that offers units."""

    filter_form_class = UnitFilterForm

    def get_object_list(self) -> QuerySet[Unit]:
        return kept_by(self.request.user, super().get_object_list())


class UnitResultsView(ScopedChooserViewSet.choose_results_view_class):  # type: ignore[misc]
    """The list in that modal."""

    filter_form_class = UnitFilterForm

    def get_object_list(self) -> QuerySet[Unit]:
        return kept_by(self.request.user, super().get_object_list())


class UnitChooserViewSet(ScopedChooserViewSet):
    """Units that carry on today."""

    model = Unit
    name = "unit_chooser"
    icon = "group"
    choose_one_text = "选单位"
    choose_another_text = "换一个单位"
    edit_item_text = "打开单位"
    choose_view_class = UnitChooseView
    choose_results_view_class = UnitResultsView

    def get_object_list(self) -> QuerySet[Unit]:
        return Unit.objects.filter(valid_to=None)


class PlaceChooseView(ScopedChooserViewSet.choose_view_class):  # type: ignore[misc]
    """The modal that offers places."""

    filter_form_class = NamedFilterForm


class PlaceResultsView(ScopedChooserViewSet.choose_results_view_class):  # type: ignore[misc]
    """The list in that modal."""

    filter_form_class = NamedFilterForm


class PlaceChooserViewSet(ScopedChooserViewSet):
    """Places that exist today."""

    model = Place
    name = "place_chooser"
    icon = "site"
    choose_one_text = "选地方"
    choose_another_text = "换一个地方"
    edit_item_text = "打开地方"
    choose_view_class = PlaceChooseView
    choose_results_view_class = PlaceResultsView

    def get_object_list(self) -> QuerySet[Place]:
        return Place.objects.filter(exists_to=None)


unit_chooser = UnitChooserViewSet()
place_chooser = PlaceChooserViewSet()
