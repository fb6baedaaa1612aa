"""What is asked of a person who hands in a file of advertisements?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from campaign_site.places.offered import offer
from campaign_site.terms import vocabularies
from media_library.ads.forms import places_of
from media_library.bulk.lines import MOST_BYTES


class UploadForm(forms.Form):
    """The file, and what holds for lines that do not say it themselves."""

    file = forms.FileField(label="文件", allow_empty_file=True, error_messages={"required": "请选文件。"})
    carrier = forms.ChoiceField(label="没写载体的，按", required=False)
    place = forms.ModelChoiceField(None, label="没写镇街的，按", required=False)
    seen_on = forms.DateField(
        label="没写日期的，按", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carrier"].choices = [("", "不补，算错行"), *vocabularies.choices("carrier")]
        offer(self.fields["place"], places_of(user), user.unit and user.unit.place)
        self.fields["place"].empty_label = "不补，算错行"

    def clean_file(self) -> Any:
        """Refused by size before it is read."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise ValidationError("文件超过 100 MB，请分成几份再传。")
        return upload
