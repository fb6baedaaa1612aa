"""What is asked of a person who writes a county's rule, or acts on one?"""

from __future__ import annotations

from typing import Any

from django import forms

from media_library.ads.cases import Severity
from media_library.ads.county.content import DIRECTIONS, GENRES
from media_library.ads.forms import RefusableForm
from media_library.ads.rulebook import shipped

LONGEST_LIST = 20_000
GENRE_WORDS = {
    "news": "新闻报道", "warning": "警示宣传", "law": "法条", "forum": "闲谈", "complaint": "投诉", "job": "招工",
    "notice": "通知公告", "personal": "私人来往", "other_ad": "一般商品广告",
}  # fmt: skip
DIRECTION_WORDS = {"lend": "放出贷款的广告", "absorb": "吸收资金的广告"}


class Lines(forms.CharField):
    """One thing a line; empty lines and repeats fall away."""

    def __init__(self, *, rows: int = 4, **more: Any) -> None:
        super().__init__(
            max_length=LONGEST_LIST, widget=forms.Textarea(attrs={"rows": rows}),
            error_messages={"max_length": "写得太长了，请拆成几条规则。", "required": "请填写，一行一个。"}, **more,
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(line.strip() for line in super().to_python(value).splitlines() if line.strip()))

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))


class CountyRuleForm(RefusableForm):
    """Everything a version says, in plain words; patterns are for those who know them."""

    name = forms.CharField(label="名称", max_length=40, error_messages={"required": "请给规则起个名字。"})
    looks_for = forms.CharField(
        label="它看什么", max_length=200, help_text="一句话，审看的人会看到。",
        error_messages={"required": "请用一句话写明它看什么。"}, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    say = forms.CharField(
        label="对群众怎么说", max_length=200, help_text="一句提醒的话；不能写成结论。",
        error_messages={"required": "请写一句对群众说的话。"}, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    words = Lines(label="词", required=False, help_text="一行一个，至少两个字。繁体、谐音、夹符号的写法会自动认出。")
    patterns = Lines(label="写法（正则，可不填）", required=False, rows=3, help_text="一行一条；重复要写明最多几次。")
    needs = Lines(label="同时要有", required=False, rows=2, help_text="全文里有其中任何一个才标。")
    without = Lines(label="有了就不标", required=False, rows=2, help_text="全文里有其中任何一个就不标。")
    skip_genres = forms.MultipleChoiceField(
        label="这些内容里不标", required=False, choices=[(key, GENRE_WORDS[key]) for key in GENRES],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    skip_direction = forms.MultipleChoiceField(
        label="这些方向里不标", required=False, choices=[(key, DIRECTION_WORDS[key]) for key in DIRECTIONS],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    severity = forms.ChoiceField(label="级别", choices=Severity.choices)
    basis = forms.MultipleChoiceField(
        label="依据", error_messages={"required": "请至少选一条依据；没有依据的话不能标。"},
        help_text="可以选几条；被引用的条款不能删除。", widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip
    innocent = Lines(label="正常的解释", rows=2, help_text="什么情形下这样写没有问题，一行一种。")
    hits = Lines(label="应当标出的例句", help_text="至少两句，一行一句。")
    misses = Lines(label="应当放过的例句", help_text="至少两句，一行一句；写容易误标的。")
    note = forms.CharField(
        label="为什么写、改了什么", max_length=200, error_messages={"required": "请写一句为什么写、改了什么。"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].choices = [(one.id, _cited(one)) for one in shipped().clauses.values()]

    def content(self) -> dict[str, Any]:
        """What a version keeps."""
        return {name: value for name, value in self.cleaned_data.items() if name != "note"}


class ReasonForm(forms.Form):
    """Why somebody acts."""

    reason = forms.CharField(
        max_length=200,
        error_messages={"required": "请写理由。", "max_length": "理由太长（超过 200 字），请写短些。"},
    )


def _cited(clause: Any) -> str:
    return f"{clause.label}（{clause.warning}）" if clause.warning else str(clause.label)
