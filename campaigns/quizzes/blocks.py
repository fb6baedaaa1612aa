"""What does one question of a quiz consist of, and when is an answer right?"""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from wagtail import blocks

from campaign_site.terms import vocabularies


class Scene(TextChoices):
    """Where the story of a question plays."""

    CAMPUS = "campus", "校园"
    WORKPLACE = "workplace", "职场"
    CITY = "city", "城市"
    COUNTRYSIDE = "countryside", "农村"


def audiences() -> list[tuple[str, str]]:
    return vocabularies.choices("audience")


def risk_fields() -> list[tuple[str, str]]:
    return vocabularies.choices("risk_field")


class QuestionValue(blocks.StructValue):
    """One question with what follows from its options."""

    @property
    def right(self) -> frozenset[int]:
        """The positions of the right options, from 0."""
        return frozenset(n for n, option in enumerate(self["options"]) if option["right"])

    @property
    def several(self) -> bool:
        return len(self.right) > 1

    @property
    def wording(self) -> str:
        """A mark of what was asked: answers to a question that was since reworded are not counted with it."""
        options = [[option["words"], bool(option["right"])] for option in self["options"]]
        return hashlib.sha256(json.dumps([self["question"], options]).encode()).hexdigest()[:12]


class QuestionBlock(blocks.StructBlock):
    """A question, two to six options, and what is explained after every answer, right or wrong."""

    question = blocks.TextBlock(label="题目", max_length=200)
    options = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("words", blocks.CharBlock(label="选项", max_length=80)),
                ("right", blocks.BooleanBlock(label="这一项对", required=False)),
            ]
        ),
        label="选项（勾出对的；勾两项以上就是多选题）",
        min_num=2,
        max_num=6,
    )
    explanation = blocks.TextBlock(label="讲解", max_length=400, help_text="答对答错都会看到：为什么，遇到了怎么办。")
    basis = blocks.CharBlock(label="依据", max_length=120, help_text="法律法规的名称和条款，或案例的名称。")
    page = blocks.PageChooserBlock(label="接着读哪一页", required=False)
    audience = blocks.ChoiceBlock(label="写给谁（空着：谁都可以答）", choices=audiences, required=False)
    scene = blocks.ChoiceBlock(label="场景", choices=Scene.choices, required=False)
    risk_field = blocks.ChoiceBlock(label="风险领域", choices=risk_fields, required=False)

    class Meta:
        icon = "help"
        label = "一道题"
        value_class = QuestionValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        words = [option["words"].strip() for option in cleaned["options"]]
        if not cleaned.right:
            error = ValidationError("还没有勾出对的选项；至少勾一项。")
        elif len(set(words)) < len(words):
            error = ValidationError("有两个选项一模一样；请改一个。")
        else:
            return cleaned
        raise blocks.StructBlockValidationError(block_errors={"options": error})
