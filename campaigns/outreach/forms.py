"""How do the words of one screen become an entry, and which sentence answers a field that cannot be read?"""

import re
from typing import Any

from django import forms
from django.db.models import Q

from campaign_site.people.models import Unit, User
from campaign_site.places.models import Level, Place
from campaign_site.places.offered import last_of_code
from campaign_site.terms import vocabularies
from campaigns.outreach.entry import LABELS, Entry
from campaigns.outreach.evidence import Proof
from campaigns.outreach.free_text import cleaned
from campaigns.outreach.models import Event, EventEvidence, Venue
from media_library.photos.ingest import MAX_BYTES


class Words(forms.CharField):
    """A line of free text; what it may hold is said by `free_text`, in words that help."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.validators = []

    def to_python(self, value: Any) -> str:
        return cleaned(super().to_python(value).replace("\r\n", "\n"))


class Number(forms.IntegerField):
    """A count that may be left open: open is not zero."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "input", "autocomplete": "off"})

    def __init__(self, name: str) -> None:
        sentence = f"“{LABELS[name]}”要填数字，比如 38；没有就空着。"
        super().__init__(required=False, label=LABELS[name], error_messages={"invalid": sentence})


class PlaceChoice(forms.ModelChoiceField):
    """A place by its 12-digit code; anything else is no place of the list."""

    def to_python(self, value: Any) -> Any:
        readable = value in self.empty_values or isinstance(value, Place) or re.fullmatch(r"[0-9]{12}", str(value))
        return super().to_python(value if readable else "0")


class EventForm(forms.Form):
    """The one screen. Choices are checked by `entry.refusals`, which also serves other ways in."""

    uuid = forms.UUIDField(
        error_messages={"required": "这一页放太久了，请重新打开登记页。", "invalid": "这一页坏了，请重新打开登记页。"}
    )
    held_on = forms.DateField(
        error_messages={
            "required": "时间还空着。点“改”选哪一天。",
            "invalid": "时间看不懂。请写成 2026-10-20 这样，或者点日历选。",
        }
    )
    start_time = forms.TimeField(
        required=False, error_messages={"invalid": "“几点”看不懂。请写成 15:00 这样，不清楚就空着。"}
    )
    place = PlaceChoice(
        Place.objects.none(),
        to_field_name="code",
        error_messages={
            "required": "地点还没选。点“换”，从名单里选一个村（社区）。",
            "invalid_choice": "这个地点不归你单位登记。请从名单里选一个；名单里没有，请联系打非办。",
        },
    )
    venue_text = Words()
    venue_kind = Words()
    form = Words()
    theme = Words()
    material = Words()
    attendance = Number("attendance")
    count_method = Words()
    households = Number("households")
    audiences = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": "“主要是哪些人”里有已经停用的选项。请重新点一下。"}
    )
    leaflets = Number("leaflets")
    consultations = Number("consultations")
    partners = Words()
    hosts = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": "“合办单位”里有已经停用的单位。请重新选。",
            "invalid_pk_value": "“合办单位”请从名单里选。",
        },
    )
    lead_noticed = forms.BooleanField(required=False)
    memo = Words()
    sure = forms.BooleanField(required=False)

    def __init__(self, user: User, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        reach = Place.objects.under(user.unit.place) if user.unit else Place.objects.none()
        places = last_of_code(reach.filter(level__in=[Level.TOWNSHIP, Level.VILLAGE]))
        self.fields["place"].queryset = places.select_related("parent")
        self.fields["audiences"].choices = vocabularies.choices("audience")
        self.fields["hosts"].queryset = joint_hosts(user)

    def clean(self) -> dict[str, Any]:
        """Leave out what the chosen kind does not have: the field was not to be seen."""
        values = super().clean()
        if values.get("venue_kind") != "household":
            values["households"] = None
        elif values.get("attendance") is None:
            values["count_method"] = ""
        return values

    def entry(self) -> Entry:
        """Return what the valid form says."""
        values = {name: value for name, value in self.cleaned_data.items() if name in LABELS}
        values |= {"audiences": frozenset(values["audiences"]), "hosts": frozenset(values["hosts"])}
        return Entry(**values, venue=registered(values))


class CorrectionForm(EventForm):
    """The one screen over a sent event: with the version it was opened at, and why it is changed."""

    version = forms.IntegerField(
        error_messages={"required": "这一页坏了，请重新打开这一条。", "invalid": "这一页坏了，请重新打开这一条。"}
    )
    reason = Words()


class ProofForm(forms.Form):
    """One proof: a picture, or where the paper is kept."""

    kind = forms.ChoiceField(
        choices=EventEvidence.Kind.choices,
        error_messages={
            "required": "先点一下是哪一样：照片、签到表还是通知。",
            "invalid_choice": "请点照片、签到表、通知里的一样。",
        },
    )
    picture = forms.FileField(
        required=False, allow_empty_file=True, error_messages={"invalid": "图片没有传上来，请重新选一次。"}
    )
    kept_where = Words()
    shows_minors = forms.BooleanField(required=False)

    def proof(self) -> Proof:
        """Return what the valid form hands in."""
        told = self.cleaned_data
        data = told["picture"].read(MAX_BYTES + 1) if told["picture"] else b""
        return Proof(told["kind"], data, told["kept_where"], told["shows_minors"])


def registered(values: dict[str, Any]) -> Venue | None:
    """Return the registered venue of that kind and name in the place or its township, if there is one."""
    if not values["venue_text"]:
        return None
    here = Q(place=values["place"]) | Q(place=values["place"].parent)
    return Venue.objects.filter(here, kind=values["venue_kind"], name=values["venue_text"], merged_into=None).first()


def joint_hosts(user: User) -> Any:
    """Return the units that may have held an event together with the user's: those of the same county."""
    if user.unit is None:
        return Unit.objects.none()
    county = user.unit.place.code // 10**6 * 10**6
    units = Unit.objects.filter(valid_to=None, place__code__gte=county, place__code__lt=county + 10**6)
    return units.exclude(pk=user.unit_id).exclude(kind=Unit.Kind.VILLAGE).order_by("position", "place__code", "id")


def initial_of(event: Event) -> dict[str, Any]:
    """Return a stored event as the form's first values."""
    names = [name for name in LABELS if name not in ("audiences", "hosts")]
    lists = {"audiences": [row.key for row in event.audiences.all()], "hosts": list(event.hosts.all())}
    return {name: getattr(event, name) for name in names} | lists | {"uuid": event.uuid, "version": event.version}
