"""What does the administrator fill in for a unit, a group of units, an account?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from campaign_site.people.actions import Account, check_roles, give_roles, make_user
from campaign_site.people.choosers import place_chooser, unit_chooser
from campaign_site.people.models import Unit, UnitAlias, UnitGroup, User
from campaign_site.people.roles import ROLES
from campaign_site.people.scoping import kept_by
from campaign_site.places.models import Level


class UnitForm(forms.ModelForm):
    """A unit, with what papers call it, one name a line."""

    other_names = forms.CharField(
        label="别名", required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text="文件里的叫法，一行一个。"
    )

    class Meta:
        model = Unit
        fields = ["name", "short_name", "kind", "place", "valid_from", "valid_to", "successor", "position", "note"]
        widgets = {
            "place": place_chooser.widget_class,
            "successor": unit_chooser.widget_class,
            "valid_from": forms.DateInput(attrs={"type": "date"}),
            "valid_to": forms.DateInput(attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["other_names"] = "\n".join(self.instance.aliases.values_list("name", flat=True))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("successor") and not data.get("valid_to"):
            self.add_error("valid_to", "有承接单位，就要填停用日。")
        return data

    def save(self, commit: bool = True) -> Unit:
        unit = super().save(commit)
        wanted = {line.strip() for line in self.cleaned_data["other_names"].splitlines() if line.strip()}
        kept = {alias.name: alias for alias in unit.aliases.all()}
        for name in kept.keys() - wanted:
            kept[name].delete()
        for name in sorted(wanted - kept.keys()):
            UnitAlias.objects.create(unit=unit, name=name)
        return unit


class UnitGroupForm(forms.ModelForm):
    """A group: all units of a kind, or members ticked one by one."""

    class Meta:
        model = UnitGroup
        fields = ["name", "kind", "members"]
        widgets = {"members": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, by: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = kept_by(by, Unit.objects.filter(valid_to=None)) if by is not None else Unit.objects.none()
        if by is not None and by.unit is not None and by.unit.place.level < Level.COUNTY:
            here = here.filter(place=by.unit.place)
        near = here.exclude(kind__in=[Unit.Kind.TOWNSHIP, Unit.Kind.VILLAGE]).values("pk")
        ticked = self.instance.members.values("pk") if self.instance.pk else Unit.objects.none().values("pk")
        self.fields["members"].queryset = Unit.objects.filter(Q(pk__in=near) | Q(pk__in=ticked))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") and data.get("members"):
            raise ValidationError("选了“由哪一类单位组成”，就不要再勾成员；两样只取一样。")
        return data


class AccountForm(forms.ModelForm):
    """Who somebody is, where they sit, which roles they hold; neither a password nor a superuser."""

    roles = forms.MultipleChoiceField(
        label="角色", choices=[(key, role.name) for key, role in ROLES.items()], widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = User
        fields = ["username", "name", "unit"]
        widgets = {"unit": unit_chooser.widget_class}

    def __init__(self, *args: Any, by: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["unit"].required = True
        if by is not None:
            self.fields["unit"].queryset = kept_by(by, Unit.objects.all())
        self.fields["unit"].error_messages["invalid_choice"] = "这个单位归别的地方管。请选本地的单位。"

    def clean_roles(self) -> list[str]:
        check_roles(self.cleaned_data["roles"])
        return self.cleaned_data["roles"]


class NewAccountForm(AccountForm):
    """Open an account; its password is made at random and kept in `password` until it has been shown."""

    password = ""

    def save(self, commit: bool = True) -> User:
        data = self.cleaned_data
        account = Account(data["username"], data["name"], data["unit"], tuple(data["roles"]))
        user, self.password = make_user(account, by=self.by)
        return user


class ChangeAccountForm(AccountForm):
    """Change an account, or close it."""

    class Meta(AccountForm.Meta):
        fields = ["username", "name", "unit", "is_active"]
        labels = {"is_active": "在用"}
        help_texts = {"is_active": "人走了就取消勾选：账号停用，记录还在。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["roles"] = sorted(self.instance.role_keys())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.by is not None and self.by.pk == self.instance.pk:
            if not data.get("is_active"):
                self.add_error("is_active", "不能停用自己的账号。请另一位系统管理员来办。")
            if set(data.get("roles", ())) != set(self.instance.role_keys()):
                self.add_error("roles", "不能改自己的角色。请另一位系统管理员来改。")
        return data

    def save(self, commit: bool = True) -> User:
        user = super().save(commit)
        give_roles(user, self.cleaned_data["roles"], by=self.by)
        return user
