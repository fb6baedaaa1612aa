"""What may a clerk send when a circular is handed in, mapped and confirmed?"""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from campaign_site.people.models import UnitGroup
from campaign_site.places.models import Place
from media_library.documents.reading import MAX_BYTES

from .actions import PlanDates
from .matching import Match, county_units


class UploadForm(forms.Form):
    """A file; what it holds is judged when it is read."""

    file = forms.FileField(
        label="公文文件",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
        error_messages={"required": "请先选一个文件，再导入。"},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError("文件超过 20 MB。请去掉图片附件后另存再上传。")
        return file


class PlanForm(forms.Form):
    """How the plan is called, and its days."""

    name = forms.CharField(label="计划名称", max_length=120, error_messages={"required": "请写计划名称。"})
    theme = forms.CharField(label="主题（可不填）", max_length=120, required=False)
    starts_on = forms.DateField(label="开始", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(label="结束（含当天）", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def plan(self) -> PlanDates:
        """Return the cleaned values as the action takes them."""
        return PlanDates(**self.cleaned_data)


def year_plan(today: dt.date) -> dict[str, Any]:
    """Return the values a plan form starts with: the calendar year of `today`."""
    return {
        "name": f"{today.year}年防范和处置非法集资工作规划",
        "starts_on": today.replace(month=1, day=1),
        "ends_on": today.replace(month=12, day=31),
    }


class NamesForm(forms.Form):
    """Which unit or group each printed name means: one choice per name."""

    def __init__(self, matches: list[Match], at: Place, data: Any = None) -> None:
        super().__init__(data)
        self.names = {f"name-{number}": match.name for number, match in enumerate(matches)}
        choices = unit_choices(at, matches)
        for (key, name), match in zip(self.names.items(), matches, strict=True):
            self.fields[key] = forms.ChoiceField(label=name, choices=choices, required=False, initial=match.key)

    def mapping(self) -> dict[str, str]:
        """Return the choices made, by printed name."""
        return {self.names[key]: value for key, value in self.cleaned_data.items() if value}


def unit_choices(at: Place, matches: list[Match]) -> list[tuple[str, Any]]:
    """Return what may be chosen: groups, the county's own units, and whatever was matched already."""
    groups = [(f"group:{group.pk}", group.name) for group in UnitGroup.objects.all()]
    units = {f"unit:{unit.pk}": unit.name for unit in county_units(at)}
    units |= {match.key: match.unit.name for match in matches if match.unit is not None}
    return [("", "还没有对应，请选"), ("单位组", groups), ("单位", list(units.items()))]
