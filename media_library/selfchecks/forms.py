"""What is asked of an outlet that checks its copy, and of the office that grants a token?"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from campaign_site.people.models import Unit
from campaign_site.terms import vocabularies
from media_library.selfchecks.checking import Copy
from media_library.selfchecks.models import LONGEST_COPY, OutletToken
from media_library.selfchecks.tokens import LONGEST_LIFE_DAYS, Wanted

DAY: dict[str, Any] = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
UNIT_KINDS = (Unit.Kind.MEDIA, Unit.Kind.PROPAGANDA, Unit.Kind.MARKET, Unit.Kind.OTHER)


class CopyForm(forms.Form):
    """The copy, and whether to keep it."""

    text = forms.CharField(
        label="稿件文字",
        max_length=LONGEST_COPY,
        widget=forms.Textarea(attrs={"rows": 8, "placeholder": "把要刊播的字贴进来，口播稿、字幕、版面上的小字都要"}),
        error_messages={
            "required": "请贴入稿件文字。",
            "max_length": f"文字太长，最多 {LONGEST_COPY} 字，请分几次查。",
        },
    )
    carrier = forms.ChoiceField(label="登在哪里", required=False)
    published_on = forms.DateField(
        label="刊播日期", required=False, help_text="不写按今天；决定用哪一天有效的条款。", **DAY
    )
    advertiser = forms.CharField(label="广告主全称", required=False, max_length=100)
    title = forms.CharField(label="稿件名称", required=False, max_length=100)
    keep = forms.BooleanField(label="留一份在本单位的自查记录里（不勾就查完即丢）", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carrier"].choices = [("", "不选"), *vocabularies.choices("carrier")]

    def copy(self, today: dt.date) -> Copy:
        """The copy as it is checked."""
        given = {name: self.cleaned_data[name] for name in ("text", "carrier", "advertiser", "title")}
        return Copy(published_on=self.cleaned_data["published_on"] or today, **given)


class TokenForm(forms.Form):
    """For which unit, for what, until when."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="发给哪个单位", empty_label="请选", error_messages={"required": "请选单位。"}
    )
    label = forms.CharField(label="用在哪里", max_length=60, error_messages={"required": "请写用在哪个系统上。"})
    scope = forms.ChoiceField(label="范围", choices=OutletToken.Scope.choices)
    expires_on = forms.DateField(
        label="到期日", error_messages={"required": "请写到期日。"}, help_text=f"最长 {LONGEST_LIFE_DAYS} 天。", **DAY
    )
    per_minute = forms.IntegerField(label="每分钟最多查几次", min_value=1, max_value=600, initial=60)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat = user.unit and user.unit.place
        units = Unit.objects.filter(valid_to=None, kind__in=UNIT_KINDS)
        here = units.filter(place__code__gte=seat.code, place__code__lt=seat.code_end) if seat else units.none()
        self.fields["unit"].queryset = here.order_by("kind", "name")

    def wanted(self, end_of: Any) -> Wanted:
        """The grant as the action takes it; `end_of` turns the last day into the moment at its end."""
        given = {name: self.cleaned_data[name] for name in ("unit", "label", "scope", "per_minute")}
        return Wanted(expires_at=end_of(self.cleaned_data["expires_on"]), **given)
