"""What is asked of a person who reports, filters, strikes out or decides?"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from campaign_site.places.models import Level, Place
from campaign_site.places.offered import offer
from campaign_site.terms import vocabularies
from media_library.ads.actions import Verdict
from media_library.ads.attachments import MOST_AUDIO_BYTES
from media_library.ads.cases import AdCase, AdLawConclusion, Severity, Source, State
from media_library.ads.intake import Sighting
from media_library.ads.models import LONGEST_TEXT
from media_library.ads.rulebook import shipped
from media_library.photos.ingest import MAX_BYTES

MONTH: dict[str, Any] = {
    "input_formats": ["%Y-%m"],
    "widget": forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
}
NO_POLICY = "没有对应条款（在理由里写明）"


def places_of(user: Any) -> Any:
    """The townships a user may name, and the county itself for what has no township (短信、全区广播)."""
    if user.unit is None:
        return Place.objects.none()
    return Place.objects.under(user.unit.place).filter(level__in=[Level.COUNTY, Level.TOWNSHIP]).order_by("code")


class RefusableForm(forms.Form):
    """A form whose action may still refuse what the fields let pass."""

    def show_faults(self, faults: ValidationError) -> None:
        """Put the action's refusals beside their fields, the rest on top."""
        named = getattr(faults, "error_dict", None)
        for name, messages in faults.message_dict.items() if named else [("", faults.messages)]:
            self.add_error(name if name in self.fields else None, messages)


class IntakeForm(RefusableForm):
    """One sighting: words or picture, carrier, where and when."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    picture = forms.FileField(
        label="照片", required=False, help_text="JPEG、PNG 或 WebP，15 MB 以内；原样保存，不改动。",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    text = forms.CharField(
        label="广告上的字", required=False, max_length=LONGEST_TEXT,
        help_text="照着抄，不用改；有照片可以不写。",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": f"文字太长（超过 {LONGEST_TEXT} 字），请只留广告本身的话。"},
    )  # fmt: skip
    carrier = forms.ChoiceField(label="载体", error_messages={"required": "请选广告的载体。"})
    place = forms.ModelChoiceField(
        Place.objects.none(), label="镇街", error_messages={"required": "请选在哪个镇街看到的。"}
    )
    spot = forms.CharField(
        label="具体位置", required=False, max_length=100, help_text="例如：场镇 3 号墙、某频道、某公众号"
    )
    seen_at = forms.DateTimeField(
        label="看到的时间",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={"required": "请填看到的时间。", "invalid": "请按“年-月-日 时:分”填写看到的时间。"},
    )
    advertiser = forms.CharField(label="广告主（看得出就写）", required=False, max_length=100)
    address = forms.CharField(
        label="网页地址", required=False, max_length=500, help_text="只记下来，系统不去打开；网页上的字请抄在上面。"
    )
    audio = forms.FileField(
        label="录音",
        required=False,
        help_text="电话推销、喇叭、讲座：MP3、M4A、WAV、OGG、AMR，不超过 20 MB，由人来听。",
    )
    source = forms.ChoiceField(label="怎么发现的", choices=[(s.value, s.label) for s in Source if s != Source.BULK])

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carrier"].choices = [("", "请选"), *vocabularies.choices("carrier")]
        offer(self.fields["place"], places_of(user), user.unit and user.unit.place)
        self.fields["place"].empty_label = "请选"
        self.fields["uid"].initial = uuid4
        if not user.has_perm("media_library.view_adcase"):
            del self.fields["source"]

    def clean_picture(self) -> bytes:
        """The bytes, refused by size before they are read."""
        upload = self.cleaned_data.get("picture")
        if not upload:
            return b""
        if upload.size > MAX_BYTES:
            raise ValidationError("图片超过 15 MB，请在手机上选“中等大小”或裁剪后再上传。")
        return bytes(upload.read())

    def clean_audio(self) -> bytes:
        """The bytes, refused by size before they are read."""
        upload = self.cleaned_data.get("audio")
        if not upload:
            return b""
        if upload.size > MOST_AUDIO_BYTES:
            raise ValidationError("录音超过 20 MB，请截短再传。")
        return bytes(upload.read())

    def sighting(self) -> Sighting:
        """The report as the action takes it."""
        return Sighting(**self.cleaned_data)


class QueueFilter(forms.Form):
    """Which part of the queue is shown; kept in the address."""

    show = forms.ChoiceField(
        label="看", required=False,
        choices=[("", "待初看"), ("free", "没人领的"), ("mine", "我名下"), ("all", "全部（除作废）"), (State.UNFLAGGED, "供抽查"), (State.DECIDED, "已定"), (State.VOID, "作废")],
    )  # fmt: skip
    severity = forms.ChoiceField(label="级别", required=False, choices=[("", "全部"), *Severity.choices])
    age = forms.ChoiceField(
        label="已等", required=False, choices=[("", "不限"), ("3", "3 天以上"), ("7", "7 天以上"), ("15", "15 天以上")]
    )
    carrier = forms.ChoiceField(label="载体", required=False)
    place = forms.ModelChoiceField(Place.objects.none(), label="镇街", required=False, empty_label="全部")
    first = forms.DateField(label="看到的月，从", required=False, **MONTH)
    last = forms.DateField(label="到", required=False, **MONTH)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carrier"].choices = [("", "全部"), *vocabularies.choices("carrier")]
        offer(self.fields["place"], places_of(user), user.unit and user.unit.place)


class StrikeForm(forms.Form):
    """Why a suspect point is none."""

    reason = forms.CharField(max_length=200, error_messages={"required": "划去要写理由。"})


class MergeForm(forms.Form):
    """Into which case, and why."""

    into = forms.CharField(max_length=30, error_messages={"required": "请写要并入的那一件的编号。"})
    reason = forms.CharField(max_length=300, error_messages={"required": "请写明为什么并案。"})


class SplitForm(forms.Form):
    """Which sighting, and why."""

    ad = forms.IntegerField(min_value=1, error_messages={"required": "请选要分出来的那一次。"})
    reason = forms.CharField(max_length=300, error_messages={"required": "请写明为什么分开。"})


class VoidForm(forms.Form):
    """Why an entry is a mistake."""

    reason = forms.CharField(max_length=300, error_messages={"required": "请写明为什么作废。"})


class DecisionForm(RefusableForm):
    """Conclusion, policy, reason."""

    conclusion = forms.ChoiceField(
        label="决定", choices=AdLawConclusion.choices, widget=forms.RadioSelect,
        error_messages={"required": "请选一项决定。"},
    )  # fmt: skip
    policy = forms.ChoiceField(label="依据", error_messages={"required": "请选依据。"})
    reason = forms.CharField(
        label="理由（必填）", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写理由。"},
    )  # fmt: skip

    def __init__(self, *args: Any, case: AdCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [ad.law_day for ad in case.ads.all()]
        labels = [c.label for c in shipped().clauses.values() if any(c.in_force(day) for day in days)]
        self.fields["policy"].choices = [("", "请选"), *((label, label) for label in labels), (NO_POLICY, NO_POLICY)]

    def verdict(self) -> Verdict:
        """The decision as the action takes it."""
        return Verdict(**self.cleaned_data)
