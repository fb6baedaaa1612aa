"""What is filled in for a dated act on a place, and which act does it ask for?"""

import datetime as dt
import re
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from campaign_site.places import changes, undoing, unions
from campaign_site.places.acts import Act, NewPlace, Part
from campaign_site.places.finding import Finder, NotFound, Said
from campaign_site.places.lineage import PlaceChange
from campaign_site.places.models import Level, Place, PlaceVersion
from campaign_site.tables_in.cells import Code, WrongCell

MOST_PARTS = 20


class ActForm(forms.Form):
    """Every act: its day, how surely it is known, why, on what paper."""

    title = ""
    on = forms.DateField(label="从哪天起", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    precision = forms.ChoiceField(label="日期把握", choices=PlaceVersion.Precision.choices)
    reason = forms.CharField(label="理由", max_length=200, help_text="如批复文号：渝府〔2016〕28号。")
    source = forms.CharField(label="依据（可不填）", max_length=120, required=False)

    def __init__(self, place: Place, *args: Any, seat: Place, today: dt.date, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place, self.seat, self.today, self.actor = place, seat, today, actor
        self.fields["precision"].initial = PlaceVersion.Precision.DAY

    def act(self) -> Act:
        """Return what belongs to every act. Raises ValidationError."""
        data = self.cleaned_data
        facts = {key: data[key] for key in ("on", "precision", "reason", "source")}
        return Act(today=self.today, actor=self.actor, **facts)

    def do(self) -> PlaceChange:
        """Carry the act out; raises ValidationError."""
        raise NotImplementedError

    def find(self, text: str, level: int) -> Place:
        """Return the standing place that a code or name means, within the user's seat. Raises ValidationError."""
        above = self.place.parent.short_name if self.place.parent and level == Level.VILLAGE else ""
        said = Said(None, above, text) if level == Level.VILLAGE else Said(None, text)
        with suppress(WrongCell):
            said = Said(Code().read(text))
        try:
            return Finder(self.seat, [said]).find(said)
        except NotFound as error:
            raise ValidationError(f"{error}。") from error


def code_said(text: str) -> int | None:
    """Return the code that a cell gives, None when it is blank; raises ValidationError for what is no code."""
    try:
        return Code().read(text) if text.strip() else None
    except WrongCell as error:
        raise ValidationError(f"{error}。") from error


def refuse_many(parts: list[str], said: str) -> None:
    """Raise ValidationError when an act names more parts than are taken at once."""
    if len(parts) > MOST_PARTS:
        raise ValidationError(f"一次最多{said} {MOST_PARTS} 个，现在有 {len(parts)} 个。请分几次登记。")


class RenameForm(ActForm):
    """A new name, and a new kind where that changes too."""

    title = "改名"
    name = forms.CharField(label="新名称", max_length=60)
    kind = forms.CharField(
        label="新类别（不变就空着）", max_length=10, required=False, help_text="如：镇、街道、社区。"
    )
    field_order = ("name", "kind")

    def do(self) -> PlaceChange:
        data = self.cleaned_data
        return changes.rename(self.place, name=data["name"], kind=data["kind"] or None, act=self.act())


class RenumberForm(ActForm):
    """A new code; all below follow."""

    title = "改码"
    code = forms.CharField(label="新代码（12 位）", max_length=12)
    field_order = ("code",)

    def do(self) -> PlaceChange:
        return changes.renumber(self.place, code=self.cleaned_data["code"], act=self.act())


class MoveForm(ActForm):
    """Another parent, under a given or the next free code."""

    title = "改属（换上级）"
    parent = forms.CharField(label="新上级（名称或代码）", max_length=60)
    code = forms.CharField(label="新代码（不知道就空着）", max_length=12, required=False)
    field_order = ("parent", "code")

    def do(self) -> PlaceChange:
        levels = [level for level in Level if level < self.place.level]
        if not levels:
            raise ValidationError("最上一级没有上级，不能改属。")
        parent = self.find(self.cleaned_data["parent"], levels[-1])
        return changes.move(self.place, parent=parent, code=self.cleaned_data["code"] or None, act=self.act())


class SplitForm(ActForm):
    """New places out of this one, each with the places below that go along."""

    title = "拆分"
    keeps = forms.BooleanField(label="原地方保留（只分出一部分）", required=False, initial=True)
    parts = forms.CharField(
        label="分出的地方",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一个：名称｜类别｜代码｜带走的下级（顿号分开）。后三样可空着；名称写 12 位代码就是划给现有的地方。",
    )
    field_order = ("keeps", "parts")

    def do(self) -> PlaceChange:
        below = {one.short_name: one for one in Place.objects.filter(parent=self.place, exists_to=None)}
        below |= {one.code_text: one for one in below.values()}
        lines = [line for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        refuse_many(lines, "分成")
        parts = [self.part(number, line, below) for number, line in enumerate(lines, 1)]
        return unions.split(self.place, parts=parts, keeps=self.cleaned_data["keeps"], act=self.act())

    def part(self, number: int, line: str, below: dict[str, Place]) -> Part:
        """Return what one line gives away; raises ValidationError with its number."""
        name, kind, code, names = ([cell.strip() for cell in re.split(r"[|｜\t]", line)] + [""] * 4)[:4]
        going = [one.strip() for one in re.split("[、，,]", names) if one.strip()]
        unknown = [one for one in going if one not in below]
        if unknown:
            raise ValidationError(
                f"第 {number} 行：{self.place.short_name}下面没有“{unknown[0]}”。请写现在的名称或代码。"
            )
        try:
            standing = re.fullmatch(r"\d{12}", name)
            to = self.find(name, self.place.level) if standing else NewPlace(name, kind, code_said(code))
        except ValidationError as error:
            raise ValidationError(f"第 {number} 行：{error.messages[0]}") from error
        return Part(to, tuple(below[one] for one in going))


class MergeForm(ActForm):
    """This place, and others with it, go into a standing one or a new one."""

    title = "合并"
    others = forms.CharField(
        label="一起合并的地方（可不填）", max_length=300, required=False, help_text="名称或代码，顿号分开。"
    )
    into = forms.CharField(label="并入现有的（名称或代码）", max_length=60, required=False)
    new_name = forms.CharField(label="或合成新的：名称", max_length=60, required=False)
    new_kind = forms.CharField(label="新的类别", max_length=10, required=False)
    new_code = forms.CharField(label="新的代码（不知道就空着）", max_length=12, required=False)
    field_order = ("others", "into", "new_name", "new_kind", "new_code")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("into")) == bool(data.get("new_name")):
            raise ValidationError("“并入现有的”和“合成新的”只填一样。")
        return data

    def do(self) -> PlaceChange:
        data = self.cleaned_data
        names = [one.strip() for one in re.split("[、，,]", data["others"]) if one.strip()]
        refuse_many(names, "一起合并")
        places = [self.place, *(self.find(name, self.place.level) for name in names)]
        if data["into"]:
            return unions.merge(places, into=self.find(data["into"], self.place.level), act=self.act())
        code = code_said(data["new_code"])
        return unions.merge(places, into=NewPlace(data["new_name"], data["new_kind"], code), act=self.act())


class CorrectForm(ActForm):
    """A misprint set right: no change appears in the history."""

    title = "勘误"
    name = forms.CharField(label="应为", max_length=60)
    kind = forms.CharField(label="类别应为", max_length=10, required=False)
    field_order = ("name", "kind")

    def do(self) -> PlaceChange:
        return changes.correct(
            self.place, name=self.cleaned_data["name"], kind=self.cleaned_data["kind"], act=self.act()
        )


class FoundForm(ActForm):
    """A new place right below this one."""

    title = "设立下级"
    name = forms.CharField(label="名称", max_length=60)
    kind = forms.CharField(label="类别", max_length=10, required=False)
    code = forms.CharField(label="代码（不知道就空着）", max_length=12, required=False)
    field_order = ("name", "kind", "code")

    def do(self) -> PlaceChange:
        code = code_said(self.cleaned_data["code"])
        new = NewPlace(self.cleaned_data["name"], self.cleaned_data["kind"], code)
        return changes.found(self.place, new=new, act=self.act())


class EndForm(ActForm):
    """The place ends; nothing takes it over."""

    title = "撤销建制"

    def do(self) -> PlaceChange:
        return changes.end(self.place, act=self.act())


class UndoForm(ActForm):
    """The last act on this place is taken back."""

    title = "收回最近一次变动"

    def do(self) -> PlaceChange:
        last = self.place.changes.exclude(kind=PlaceChange.Kind.UNDO).filter(undone_by=None).order_by("-id").first()
        if last is None:
            raise ValidationError("这个地方没有可以收回的变动。")
        return undoing.undo(last, act=self.act())


FORMS: dict[str, type[ActForm]] = {
    "rename": RenameForm,
    "renumber": RenumberForm,
    "move": MoveForm,
    "split": SplitForm,
    "merge": MergeForm,
    "correct": CorrectForm,
    "found": FoundForm,
    "end": EndForm,
    "undo": UndoForm,
}
