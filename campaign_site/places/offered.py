"""How does a form offer the places of somebody's seat: a county's as a list, a wider seat's by their codes?"""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q

from campaign_site.places.models import Level, Place, PlaceQuerySet


def by_code(seat: Place | None) -> dict[str, Any]:
    """Return the options of a choice of places for a seat that holds more townships than a list can show; else none."""
    if seat is None or seat.level >= Level.COUNTY:
        return {}
    words = {"inputmode": "numeric", "placeholder": "12 位区划代码"}
    return {"to_field_name": "code", "widget": forms.TextInput(attrs=words)}


def last_of_code(rows: PlaceQuerySet) -> PlaceQuerySet:
    """Return of places that carry or carried the same code the standing one, else the one that ended last."""
    same = Place.objects.filter(code=OuterRef("code"))
    later = same.filter(Q(exists_to=None) | Q(exists_to__gt=OuterRef("exists_to")))
    return rows.filter(Q(exists_to=None) | ~Exists(later))


def offer(field: forms.ModelChoiceField, rows: Any, seat: Place | None) -> None:
    """Let the field of a form take one of `rows`, in the way that suits the seat."""
    field.queryset = last_of_code(rows) if by_code(seat) else rows
    for name, value in by_code(seat).items():
        setattr(field, name, value)


class CodeLines(forms.Textarea):
    """Several places by their codes, one a line."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return str(data.get(name) or "").split()

    def format_value(self, value: Any) -> str:
        return "\n".join(str(code) for code in value or [])


def offer_many(field: forms.ModelMultipleChoiceField, rows: Any, seat: Place | None) -> None:
    """Let the field take several of `rows`: from a list for a county's seat, by codes for a wider one or none."""
    field.queryset = rows
    if seat is not None and seat.level >= Level.COUNTY:
        return
    field.to_field_name = "code"
    field.widget = CodeLines({"rows": 6, "inputmode": "numeric", "placeholder": "12 位区划代码，一行一个"})
    field.help_text = "辖区里镇街太多，不列出来。请填 12 位区划代码，一行一个；代码在“地方”里按名称查。"
    wrong = "没有代码为“%(value)s”的镇街，或它已经撤销、不在您的辖区。请在“地方”里查 12 位代码。"
    field.error_messages |= {"invalid_choice": wrong, "invalid_pk_value": wrong.replace("value", "pk")}
