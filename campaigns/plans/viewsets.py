"""Which screens keep campaigns, the campaign's month and the dates of duties?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.views.generic import CreateView

from campaign_site import clock
from campaign_site.people.scoping import ScopedViewSet, rows_for
from campaign_site.places.models import Place

from .models import Campaign, Duty
from .months import CampaignMonth, proposed
from .scope import bounds_of, count_scopes
from .tree import counted_on


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
        self.fields["excluded"].queryset = near.exclude(pk=here)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        both = set(data.get("included") or []) & set(data.get("excluded") or [])
        if both:
            names = "、".join(sorted(str(place) for place in both)[:5])
            self.add_error("excluded", ValidationError(f"{names}既在范围里、又在除去里。请只留一处。"))
        return data


class CampaignCreateView(CreateView):
    """A new campaign begins with what its year's rule and the campaign above it propose."""

    def get_initial(self) -> dict[str, Any]:
        start, get = super().get_initial(), self.request.GET
        pk, kind = get.get("parent", ""), get.get("kind", "")
        found = rows_for(self.request.user, Campaign.objects.all())
        parent = found.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 15 else None
        return start | (proposed(kind, parent, clock.today()) if kind in Campaign.Kind.values else {})


class ScopePanel(HelpPanel):
    """What the scope holds, said in a sentence that follows what is ticked."""

    class BoundPanel(HelpPanel.BoundPanel):
        """The sentence for the campaign as stored."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            facts = super().get_context_data(parent_context)
            campaign = self.instance
            count = None
            if campaign is not None and campaign.pk:
                stored = Campaign.objects.with_bounds().get(pk=campaign.pk)
                day = counted_on(stored, clock.today())
                count = count_scopes({0: (bounds_of([stored])[stored.pk], day)})[0]
            return facts | {"count": count}


class CampaignViewSet(ScopedViewSet):
    """Year plans, specials, months and focus days."""

    model = Campaign
    name = "plan_campaigns"
    url_prefix = "plans/campaigns"
    icon = "calendar"
    add_view_class = CampaignCreateView
    list_display = ["name", "kind", "starts_on", "ends_on", "parent"]
    list_filter = ["kind", "starts_on"]
    search_fields = ["name", "theme"]
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("parent")]),
            FieldPanel("theme"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            ScopePanel(heading="范围合计", template="campaigns/plans/_scope_panel.html"),
            FieldPanel("included", widget=forms.CheckboxSelectMultiple, classname="place-boxes"),
            FieldPanel("excluded", widget=forms.CheckboxSelectMultiple, classname="place-boxes"),
        ],
        base_form_class=CampaignForm,
    )


class CampaignMonthViewSet(ScopedViewSet):
    """In which month, from which year on."""

    model = CampaignMonth
    name = "plan_months"
    url_prefix = "plans/months"
    icon = "date"
    list_display = ["from_year", "month", "focus_day", "source"]
    form_fields = ["from_year", "month", "focus_day", "source"]


class DutyViewSet(ScopedViewSet):
    """Until when a duty is due, and what is to be handed in; its words stay the circular's."""

    model = Duty
    name = "plan_duties"
    url_prefix = "plans/duties"
    icon = "list-ul"
    list_display = ["number", "heading", "campaign", "deadline", "deliverable", "ended_on"]
    list_filter = ["campaign", "deadline"]
    search_fields = ["heading", "body"]
    panels = [FieldRowPanel([FieldPanel("deadline"), FieldPanel("deadline_text")]), FieldPanel("deliverable")]
