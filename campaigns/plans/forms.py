"""What may a clerk send when a circular is handed in and confirmed?"""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from campaign_site.people.models import User
from campaign_site.people.scoping import rows_for
from media_library.documents.reading import MAX_BYTES

from .confirming import PlanDates
from .models import Campaign
from .sources import SourceDocument

OFFERED = 50


class UploadForm(forms.Form):
    """A file; what it holds is judged when it is read."""

    file = forms.FileField(
        label="公文文件",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.doc,.wps,.txt,.md"}),
        error_messages={"required": "请先选一个文件，再导入。"},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError("文件超过 20 MB。请去掉图片附件后另存再上传。")
        return file


class PlanForm(forms.Form):
    """Into which plan the duties go: one that is there, or a new one with its name and days."""

    into = forms.ModelChoiceField(
        Campaign.objects.none(), label="放进哪个计划", required=False, empty_label="新建一个年度规划（填下面几项）"
    )
    name = forms.CharField(label="计划名称", max_length=120, required=False)
    theme = forms.CharField(label="主题（可不填）", max_length=120, required=False)
    starts_on = forms.DateField(
        label="开始", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label="结束（含当天）", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = rows_for(user, Campaign.objects.all(), verb="change").order_by("-starts_on", "id")
        newest = list(kept.values_list("pk", flat=True)[:OFFERED])
        self.fields["into"].queryset = Campaign.objects.filter(pk__in=newest).order_by("-starts_on", "id")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        missing = {"name": "请写计划名称。", "starts_on": "请填开始日期。", "ends_on": "请填结束日期。"}
        if not data.get("into") and "into" not in self.errors:
            for name, sentence in missing.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return data

    def plan(self) -> PlanDates | Campaign:
        """Return the cleaned values as the action takes them."""
        values = dict(self.cleaned_data)
        return values.pop("into") or PlanDates(**values)


def year_plan(today: dt.date) -> dict[str, Any]:
    """Return the values a plan form starts with: the calendar year of `today`."""
    return {
        "name": f"{today.year}年防范和处置非法集资工作规划",
        "starts_on": today.replace(month=1, day=1),
        "ends_on": today.replace(month=12, day=31),
    }


class CorrectsForm(forms.Form):
    """Which circular in force a draft corrects."""

    corrects = forms.TypedChoiceField(
        label="这是哪一份的更正", coerce=int, required=False, empty_value=None, choices=()
    )

    def __init__(self, may_correct: list[SourceDocument], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {one.pk: one for one in may_correct}
        named = [(one.pk, f"{one.title}（{one.uploaded_at:%Y-%m-%d} 导入，在“{one.campaign}”）") for one in may_correct]
        self.fields["corrects"].choices = [("", "不是更正，是新的一份"), *named]

    def chosen(self) -> SourceDocument | None:
        """Return the circular chosen."""
        return self.offered.get(self.cleaned_data["corrects"])
