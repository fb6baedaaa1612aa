"""Which screens keep the small registers of the count: where key audiences live?"""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList

from campaign_site.people.scoping import ScopedViewSet
from campaign_site.places.models import Place, code_number
from campaign_site.terms import vocabularies
from campaigns.coverage.models import AudiencePresence


class PresenceForm(WagtailAdminModelForm):
    """One village and one audience; the village is named by its code, of which there are too many for a list."""

    code = forms.CharField(label="村（社区）的区划代码", max_length=12, help_text="12 位，例如 500154201201")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"] = forms.ChoiceField(label="重点对象", choices=vocabularies.choices("audience"))
        if self.instance.pk:
            self.fields["code"].initial = self.instance.place.code_text

    def clean_code(self) -> str:
        text = self.cleaned_data["code"]
        here = self.for_user.unit.place if self.for_user and self.for_user.unit_id else None
        place = Place.objects.villages().filter(code=code_number(text) or 0).first()
        if place is None or (here is not None and not here.holds(place)):
            raise forms.ValidationError("没有这个代码的村（社区），请核对 12 位区划代码。")
        self.instance.place = place
        return text


class PresenceViewSet(ScopedViewSet):
    """Where key audiences live: without a row an audience is no gap in a village."""

    model = AudiencePresence
    name = "audience_presence"
    url_prefix = "audience-presence"
    icon = "group"
    menu_label = "重点对象分布"
    add_to_settings_menu = True
    list_display = ["place", "audience", "source"]
    list_filter = ["audience"]
    edit_handler = ObjectList(
        [FieldPanel("code"), FieldPanel("audience"), FieldPanel("source")], base_form_class=PresenceForm
    )
