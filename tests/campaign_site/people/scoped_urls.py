"""The project's addresses, with the screens of one scoped viewset and one scoped chooser more."""

from django.urls import include, path

from campaign_site.people.scoping import ScopedChooserViewSet, ScopedViewSet
from campaign_site.urls import urlpatterns as usual
from campaigns.outreach.models import Event


class Events(ScopedViewSet):
    model = Event
    name = "events_under_test"
    form_fields = ("theme", "author", "unit")
    list_display = ("theme",)
    list_filter = ("author",)
    list_export = ("theme",)
    inspect_view_enabled = True
    copy_view_enabled = True
    sort_order_field = "version"


class EventChooser(ScopedChooserViewSet):
    model = Event
    name = "event_chooser_under_test"


urlpatterns = [path("events/", include((Events().get_urlpatterns(), "events_under_test"))), *usual]
