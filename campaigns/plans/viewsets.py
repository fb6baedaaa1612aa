"""Which screens keep campaigns and the dates of duties?"""

from typing import Any

from django import forms
from django.db.models import Q
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from campaign_site.people.scoping import ScopedViewSet
from campaign_site.places.models import Place

from .models import Campaign, Duty


class CampaignForm(WagtailAdminModelForm):
    """A campaign's form; its places are chosen among the user's own place and those right below."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = getattr(self.for_user, "unit", None)
        here = unit.place_id if unit is not None else None
        chosen = [place.pk for name in ("included", "excluded") for place in self.initial.get(name, [])]
        near = Place.objects.filter(Q(pk=here) | Q(parent=here, exists_to=None) | Q(pk__in=chosen))
        for name in ("included", "excluded"):
            self.fields[name].queryset = near


class CampaignViewSet(ScopedViewSet):
    """Year plans, specials, months and focus days."""

    model = Campaign
    name = "plan_campaigns"
    url_prefix = "plans/campaigns"
    icon = "calendar"
    list_display = ["name", "kind", "starts_on", "ends_on", "parent"]
    list_filter = ["kind", "starts_on"]
    search_fields = ["name", "theme"]
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("kind"),
            FieldPanel("theme"),
            FieldPanel("parent"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            FieldPanel("included", widget=forms.CheckboxSelectMultiple),
            FieldPanel("excluded", widget=forms.CheckboxSelectMultiple),
        ],
        base_form_class=CampaignForm,
    )


class DutyViewSet(ScopedViewSet):
    """Until when a duty is due, and what is to be handed in; its words stay the circular's."""

    model = Duty
    name = "plan_duties"
    url_prefix = "plans/duties"
    icon = "list-ul"
    list_display = ["number", "heading", "campaign", "deadline", "deliverable"]
    list_filter = ["campaign", "deadline"]
    search_fields = ["heading", "body"]
    panels = [FieldRowPanel([FieldPanel("deadline"), FieldPanel("deadline_text")]), FieldPanel("deliverable")]
