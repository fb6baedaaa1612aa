"""What is filled in for a township's named person?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from campaign_site.people.contacts import PURPOSE, Contact
from campaign_site.people.handover import Person, name_person
from campaign_site.people.models import Unit
from campaign_site.people.scoping import kept_by
from campaign_site.places.models import Level
from campaign_site.tables_in.cells import Phone, WrongCell


class ContactForm(forms.ModelForm):
    """Set right what is written of a person; whoever comes next is named, not written over."""

    class Meta:
        model = Contact
        fields = ["name", "post", "phone", "since"]
        widgets = {"since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"phone": "座机，如 023-52212345；不登记手机号。", "name": PURPOSE}

    def __init__(self, *args: Any, by: Any = None, today: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today = by, today
        if self.instance.until is not None:
            self.fields["phone"].disabled = True
            self.fields["phone"].help_text = "已离任，不再保留电话。"

    def clean_phone(self) -> str:
        if not self.cleaned_data["phone"].strip():
            return ""
        try:
            return Phone().read(self.cleaned_data["phone"])
        except WrongCell as error:
            raise ValidationError(f"{error}。") from error

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if self.today is not None and since > self.today:
            raise ValidationError("起始日还没有到，到了那一天再登记。")
        return since


class NewContactForm(ContactForm):
    """Name a person; whoever was named before ends on the first day of the new one."""

    class Meta(ContactForm.Meta):
        fields = ["unit", "name", "post", "phone", "since"]
        help_texts = {**ContactForm.Meta.help_texts, "since": "换人就写交接那天：前一位到这天为止，电话同时删去。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.filter(kind=Unit.Kind.TOWNSHIP, valid_to=None).select_related("place")
        self.fields["unit"].queryset = kept_by(self.by, rows) if self.by is not None else rows.none()
        if self.by is not None and self.by.unit is not None and self.by.unit.place.level < Level.COUNTY:
            self.fields["unit"].widget = forms.NumberInput()
            self.fields["unit"].help_text = "填单位编号（单位列表里打开可见）。"

    def _post_clean(self) -> None:
        """Leave the row's own checks to the handover: the present person still stands while the form is checked."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        before = Contact.objects.current().filter(unit=data.get("unit")).first() if data.get("unit") else None
        if before is not None and data.get("since") and data["since"] <= before.since:
            self.add_error("since", f"{before.name}从 {before.since} 起任指定人员，交接日要在这一天之后。")
        return data

    def save(self, commit: bool = True) -> Contact:
        data = self.cleaned_data
        person = Person(data["name"], data["post"], data["phone"], data["since"])
        return name_person(data["unit"], person, by=self.by, today=self.today)
