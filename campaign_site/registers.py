"""How is a table shown that all staff may read and nobody changes on screen?"""

from typing import Any

from django.urls import URLPattern
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from campaign_site.sheets import SheetView

SHOWN = {"index", "index_results", "inspect"}


class ReadingPolicy(ModelPermissionPolicy):
    """Who holds the model's view permission reads; nobody, superusers included, writes."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


class RegisterInspectView(InspectView):
    """One row, with a dash where nothing is known."""

    page_title = "详情"

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, bool):
            return "是" if value else "否"
        return "—" if value in (None, "") else value


class RegisterViewSet(ModelViewSet):
    """List, search and look closer; the rows are not scoped because they belong to all staff."""

    inspect_view_enabled = True
    inspect_view_class = RegisterInspectView
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    exclude_form_fields: tuple[str, ...] = ()  # no form is ever shown, but Wagtail asks

    @property
    def permission_policy(self) -> ReadingPolicy:
        return ReadingPolicy(self.model)

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        """Make the view one of ours, so that the door before Wagtail's own screens lets staff pass to it."""
        bases = (SheetView, view_class) if issubclass(view_class, IndexView) else (view_class,)
        return super().construct_view(type(view_class.__name__, bases, {"__module__": __name__}), **kwargs)

    def register_admin_url_finder(self) -> None:
        """Register nothing: a row has no edit screen that a chooser could link to."""

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in SHOWN]
