"""What may a clerk write into a measure, and whom may a printed name be said to mean?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from campaign_site.people.models import Unit, UnitGroup
from campaign_site.places.models import Level, Place

from .circular.names import pieces_of
from .matching import Match, county_units
from .naming import NewUnit
from .worked import LABELS, NAMES, Worked

MAX_NAMES_IN_ONE = 60
LONGEST_NAME = 100
NAME_GONE = "选的名称已不在这份来文里：别人刚改过或没有列入那一项。没有存，请看过下面现有的名称再选。"
NO_CHOICE = "名称对应里有一项不在可选的单位里。请重新选，再保存。"


def names_written(text: str, kept: Iterable[str] = ()) -> list[str]:
    """Return the names of a field, each once: a line that stood there already is one name, any other is cut as a circular's."""
    whole = set(kept)
    lines = [line.strip() for line in text.splitlines()]
    names = [name for line in lines for name in ([line] if line in whole else pieces_of(line))]
    return list(dict.fromkeys(filter(None, names)))


class MeasureForm(forms.Form):
    """Every field of one measure."""

    number = forms.CharField(label=LABELS["number"], max_length=12)
    section = forms.CharField(label=LABELS["section"], max_length=200, required=False)
    heading = forms.CharField(label=LABELS["heading"], max_length=200, required=False)
    body = forms.CharField(
        label=LABELS["body"], max_length=20000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    lead = forms.CharField(label=LABELS["lead"], required=False, widget=forms.Textarea(attrs={"rows": 3}))
    assist = forms.CharField(label=LABELS["assist"], required=False, widget=forms.Textarea(attrs={"rows": 3}))
    deadline = forms.DateField(
        label=LABELS["deadline"], required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    deadline_text = forms.CharField(label=LABELS["deadline_text"], max_length=60, required=False)
    deliverable = forms.CharField(label=LABELS["deliverable"], max_length=100, required=False)

    def __init__(self, *args: Any, kept: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = tuple(kept)

    def clean_lead(self) -> list[str]:
        return self.clean_names("lead")

    def clean_assist(self) -> list[str]:
        return self.clean_names("assist")

    def clean_names(self, field: str) -> list[str]:
        names = names_written(self.cleaned_data[field], self.kept)
        if len(names) > MAX_NAMES_IN_ONE or any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(
                f"“{LABELS[field]}”一项最多 {MAX_NAMES_IN_ONE} 个单位，每个名称不超过 {LONGEST_NAME} 字，一行写一个。"
            )
        return names

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not (data["heading"] or data["body"]):
            self.add_error("heading", "“任务”和“内容”至少写一样。")
        if not self.errors and not (data["lead"] or data["assist"]):
            self.add_error("lead", "没有写谁负责、谁协助。至少写一个单位，或把这一项“不列入”。")
        if not self.errors:
            data["assist"] = [name for name in data["assist"] if name not in data["lead"]]
        return data

    def values(self) -> dict[str, Any]:
        """Return the cleaned fields as a measure keeps them."""
        data = dict(self.cleaned_data)
        return data | {"deadline": data["deadline"].isoformat() if data["deadline"] else ""}


def written(measure: Worked) -> dict[str, Any]:
    """Return a measure as the form shows it."""
    return measure.values | {name: "\n".join(measure.values[name]) for name in NAMES}


class NamesForm(forms.Form):
    """Which unit or group each printed name means: a choice per name that was sent, and whether to remember it."""

    def __init__(self, matches: list[Match], at: Place, data: Any = None) -> None:
        super().__init__(data)
        self.names = {f"name-{match.mark}": match.name for match in matches}
        choices = unit_choices(at, matches)
        for (key, name), match in zip(self.names.items(), matches, strict=True):
            self.fields[key] = forms.ChoiceField(label=name, choices=choices, required=False, initial=match.key)

    def clean(self) -> dict[str, Any]:
        """Refuse a choice made for a name that is not in the circular, or no longer."""
        taken, _, key = str(self.data.get("take", "")).partition(" ")
        sent = {name for name, value in self.data.items() if name.startswith("name-") and value} | {taken} - {""}
        if sent - self.names.keys():
            raise ValidationError(NAME_GONE)
        if taken and not self.fields[taken].valid_value(key):
            raise ValidationError(NO_CHOICE)
        return super().clean() or {}

    def mapping(self) -> dict[str, str]:
        """Return the choices made, by printed name; a suggestion taken with one tap (`take`) counts before its list."""
        found = {self.names[key]: value for key, value in self.cleaned_data.items() if value}
        field, _, key = str(self.data.get("take", "")).partition(" ")
        if field:
            found[self.names[field]] = key
        return found

    def remembered(self) -> set[str]:
        """Return the names that are to be kept as an alias."""
        return {name for key, name in self.names.items() if self.data.get(f"remember-{key}")}


def unit_choices(at: Place, matches: list[Match]) -> list[tuple[str, Any]]:
    """Return what may be chosen: groups, the county's own units, and whatever was matched or suggested."""
    groups = [(f"group:{group.pk}", group.name) for group in UnitGroup.objects.all()]
    units = {f"unit:{unit.pk}": unit.name for unit in county_units(at)}
    units |= {match.key: match.unit.name for match in matches if match.unit is not None}
    units |= {one.key: one.label for match in matches for one in match.suggestions if one.key.startswith("unit:")}
    return [("", "还没有对应，请选"), ("单位组", groups), ("单位", list(units.items()))]


class NewUnitForm(forms.Form):
    """A unit that papers name and the register does not know."""

    name = forms.CharField(label="全称", max_length=100)
    short_name = forms.CharField(label="简称", max_length=40)
    kind = forms.ChoiceField(label="类别", choices=Unit.Kind.choices, initial=Unit.Kind.OTHER)

    def unit(self) -> NewUnit:
        """Return the cleaned values as the action takes them."""
        return NewUnit(**self.cleaned_data)


class NewGroupForm(forms.Form):
    """The units a collective name stands for."""

    members = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="成员",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "单位组里还没有成员。请至少勾一个单位。"},
    )

    def __init__(self, at: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        top = at if at.level <= Level.COUNTY else at.parent or at
        self.fields["members"].queryset = Unit.objects.filter(place=top, valid_to=None)
