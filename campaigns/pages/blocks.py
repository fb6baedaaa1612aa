"""Of which blocks does a page consist: few, and each with one job?"""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from campaign_site.terms.models import Term
from campaigns.pages import red_pen


def audiences() -> list[tuple[str, str]]:
    """Return the audiences of the taxonomy as choices."""
    return list(Term.objects.of(Term.Vocabulary.AUDIENCE).values_list("key", "label"))


class SentenceBlock(blocks.StructBlock):
    """The one sentence that should have warned, its suspicious words marked, a note for each mark."""

    lead_in = blocks.CharBlock(
        label="谁在什么场合说的", required=False, max_length=40, help_text="比如：饭桌上，小陈说："
    )
    words = blocks.TextBlock(label="原话", max_length=200, help_text="可疑的词用【】括起来，页面上会划红线、编号。")
    notes = blocks.ListBlock(
        blocks.TextBlock(label="批注", max_length=120), label="批注（一处红线一条，按次序）", max_num=6
    )

    class Meta:
        icon = "openquote"
        label = "就是这一句"
        said = ("words",)  # by a swindler: not proofread
        template = "campaigns/pages/blocks/sentence.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        words, notes = cleaned["words"], cleaned["notes"]
        if red_pen.stray(words):
            error = ValidationError("【】要成对，里面要有字。")
        elif red_pen.count(words) == 0:
            error = ValidationError("还没有标出可疑的词：用【】括起来。")
        elif red_pen.count(words) != len(notes):
            error = ValidationError(f"标了 {red_pen.count(words)} 处红线，批注有 {len(notes)} 条；一处配一条。")
        else:
            return cleaned
        raise blocks.StructBlockValidationError(block_errors={"words": error})

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), "pieces": red_pen.pieces(value["words"])}


class ChapterBlock(blocks.StructBlock):
    """One part of the story: when, a heading, a few paragraphs."""

    when = blocks.CharBlock(label="什么时候", max_length=20, help_text="比如：头三个月")
    where = blocks.CharBlock(label="在哪里", required=False, max_length=30)
    heading = blocks.CharBlock(label="小标题", max_length=30)
    text = blocks.RichTextBlock(label="正文", features=["bold", "ul"])

    class Meta:
        icon = "doc-full"
        label = "一段故事"
        template = "campaigns/pages/blocks/chapter.html"


class CostValue(blocks.StructValue):
    """The money of a case, with what is computed from it."""

    @property
    def lost(self) -> int:
        return self["paid"] - self["returned"]

    @property
    def returned_width(self) -> int:
        """Width of the returned part of a bar 400 wide, never invisible when there is any."""
        return max(round(400 * self["returned"] / self["paid"]), 2) if self["returned"] else 0


class CostBlock(blocks.StructBlock):
    """What it cost: handed over, got back, gone; drawn to scale."""

    heading = blocks.CharBlock(label="小标题", max_length=30, help_text="比如：八万元，剩下多少")
    paid = blocks.IntegerBlock(label="交出去（元）", min_value=1)
    returned_label = blocks.CharBlock(label="到手的是什么", max_length=20, default="到手“返利”")
    returned = blocks.IntegerBlock(label="到手（元）", min_value=0)
    note = blocks.CharBlock(label="横条下的说明", required=False, max_length=120)
    text = blocks.TextBlock(label="钱以外的代价", required=False, max_length=200)

    class Meta:
        icon = "minus-inverse"
        label = "代价"
        template = "campaigns/pages/blocks/cost.html"
        value_class = CostValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["returned"] > cleaned["paid"]:
            error = ValidationError("到手的不能比交出去的多；请核对两个数。")
            raise blocks.StructBlockValidationError(block_errors={"returned": error})
        return cleaned


class StepsBlock(blocks.StructBlock):
    """What to do, one step after another."""

    heading = blocks.CharBlock(label="小标题", max_length=30, default="走到哪一步，都能停下来")
    steps = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label="到了哪一步", max_length=30)),
                ("text", blocks.TextBlock(label="怎么做", max_length=200)),
            ]
        ),
        label="步骤",
        min_num=1,
        max_num=6,
    )

    class Meta:
        icon = "list-ol"
        label = "该怎么做"
        template = "campaigns/pages/blocks/steps.html"


class DoorBlock(blocks.StructBlock):
    """A door by who you are, leading to the cases written for these people."""

    ICONS = [("elder", "老人"), ("student", "学生"), ("worker", "务工、个体户"), ("cadre", "村社干部")]

    icon = blocks.ChoiceBlock(label="图标", choices=ICONS)
    title = blocks.CharBlock(label="名称", max_length=12)
    words = blocks.CharBlock(label="一句话", max_length=60)
    page = blocks.PageChooserBlock(label="通向哪一页")
    audience = blocks.ChoiceBlock(label="只看写给谁的案例", choices=audiences, required=False)

    class Meta:
        icon = "user"
        label = "一扇门"
        template = "campaigns/pages/blocks/door.html"


STORY = [
    ("chapter", ChapterBlock()),
    ("sentence", SentenceBlock()),
    ("cost", CostBlock()),
    ("steps", StepsBlock()),
]
