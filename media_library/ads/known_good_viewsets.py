"""Which screen keeps the bank of harmless material?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from campaign_site import clock
from campaign_site.people.scoping import ScopedViewSet
from media_library.ads.known_good import KnownGood
from media_library.ads.known_good_keeping import Harmless, change_days, enter_known_good
from media_library.photos.ingest import MAX_BYTES

ENTERED = ("title", "kind", "publisher", "source", "text", "valid_from", "valid_until")


class EnterForm(WagtailAdminModelForm):
    """New material; the rules of entering are the action's."""

    upload = forms.FileField(
        label="原图", required=False, help_text="JPEG、PNG、WebP，不超过 15 MB。盖过章或改过字的不要传。"
    )

    class Meta:
        model = KnownGood
        fields = ENTERED

    def clean_upload(self) -> bytes:
        file = self.cleaned_data.get("upload")
        if file is not None and file.size > MAX_BYTES:
            raise ValidationError("图片超过 15 MB，请缩小后再上传。")
        return file.read() if file is not None else b""

    def _post_clean(self) -> None:
        """Enter at once when the fields are well: the action's refusals belong beside the fields."""
        if self.errors:
            return
        said = {name: self.cleaned_data[name] for name in ENTERED}
        try:
            entry = Harmless(**said, picture=self.cleaned_data.get("upload") or b"")
            self.instance = enter_known_good(entry, self.for_user, clock.now())
        except ValidationError as refusal:
            for name, faults in refusal.message_dict.items():
                self.add_error("upload" if name == "picture" else name, faults)

    def save(self, commit: bool = True) -> KnownGood:
        return self.instance


class DaysForm(WagtailAdminModelForm):
    """What may change of kept material: how long it counts, and on what ground."""

    class Meta:
        model = KnownGood
        fields = ("source", "valid_until")

    def _post_clean(self) -> None:
        """The rules of changing are the action's."""
        if self.errors:
            return
        try:
            change_days(self.instance, self.for_user, **self.cleaned_data)
        except ValidationError as refusal:
            for name, faults in refusal.message_dict.items():
                self.add_error(name, faults)

    def save(self, commit: bool = True) -> KnownGood:
        self.instance.refresh_from_db()
        return self.instance


class KnownGoodViewSet(ScopedViewSet):
    """Our own posters and licensed advertisements: entered by office and market supervision, ended, never deleted."""

    model = KnownGood
    name = "known_good"
    url_prefix = "ads-known-good"
    icon = "tick-inverse"
    menu_label = "正面素材"
    menu_order = 330
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_fields = [*ENTERED, "sha256", "entered_by", "entered_at"]
    list_display = ["title", "kind", "publisher", "source", "valid_from", "valid_until", "entered_by"]
    list_filter = ["kind", "valid_until"]
    search_fields = ["title", "publisher", "source"]

    def get_form_class(self, for_update: bool = False) -> Any:
        return DaysForm if for_update else EnterForm
