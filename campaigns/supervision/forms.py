"""What does the office fill in to ask for a gap to be filled, or to take the request back?"""

import datetime as dt
from typing import Any

from django import forms

from campaign_site.people.models import Unit, User
from campaigns.coverage.gaps import Gap
from campaigns.supervision.actions import Request


class TaskForm(forms.Form):
    """One request; only units and people of the gap's township can be chosen."""

    what = forms.CharField(label="要做的事", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    owner = forms.ModelChoiceField(label="谁来办", queryset=Unit.objects.none(), empty_label=None)
    person = forms.ModelChoiceField(
        label="承办人", queryset=User.objects.none(), required=False, empty_label="由单位自己定"
    )
    due_on = forms.DateField(label="哪天以前", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    over_reason = forms.CharField(
        label="超出上限的理由", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    default_error_messages = {"required": "这一栏还空着，请填写。"}

    def __init__(self, *args: Any, gap: Gap, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = {"place__code__gte": gap.township.code, "place__code__lt": gap.township.code_end}
        units = Unit.objects.existing(today).filter(**inside, kind__in=[Unit.Kind.TOWNSHIP, Unit.Kind.VILLAGE])
        self.fields["owner"].queryset = units.select_related("place").order_by("place__code", "id")
        self.fields["person"].queryset = User.objects.filter(unit__in=units, is_active=True).order_by("unit", "name")
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写“{field.label}”。"
            field.error_messages["invalid_choice"] = f"“{field.label}”里没有这一项，请重选。"
        self.fields["due_on"].error_messages["invalid"] = "日期要写成 2026-11-16 这样。"
        self.fields["what"].error_messages["max_length"] = "“要做的事”最多 200 个字，请写短一点。"

    def request(self) -> Request:
        """Return what was filled in; call it on a valid form."""
        return Request(**self.cleaned_data)


class CancelForm(forms.Form):
    """Why a request is taken back."""

    reason = forms.CharField(label="取消的理由", max_length=200, error_messages={"required": "请写取消的理由。"})
