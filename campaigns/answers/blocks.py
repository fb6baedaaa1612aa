"""Of which blocks does an answer consist: plain words, an article of law word for word, signs side by side, steps, what others asked?"""

from typing import Any

from wagtail import blocks

PLAIN = ["h2", "bold", "ul", "link"]


class ArticleBlock(blocks.StructBlock):
    """An article of law, word for word, with where it stands and since when it holds."""

    law = blocks.CharBlock(label="法律、法规名称", max_length=60, help_text="全称，不写书名号。")
    article = blocks.CharBlock(label="条款", max_length=30, help_text="比如：第二条第一款")
    since = blocks.DateBlock(label="施行日期", required=False)
    words = blocks.TextBlock(label="原文", max_length=600, help_text="照公布的文本一字不改。")

    class Meta:
        icon = "doc-full-inverse"
        label = "法条原文"
        said = ("words",)  # by the law: not proofread
        template = "campaigns/answers/blocks/article.html"


class SignsBlock(blocks.StructBlock):
    """Signs that stand side by side: a few words each."""

    signs = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("name", blocks.CharBlock(label="叫什么", max_length=12)),
                ("text", blocks.TextBlock(label="一句话", max_length=80)),
            ]
        ),
        label="几样",
        min_num=2,
        max_num=4,
    )

    class Meta:
        icon = "table"
        label = "并排几样"
        template = "campaigns/answers/blocks/signs.html"


class StepsInOrderBlock(blocks.StructBlock):
    """What to do, in order."""

    heading = blocks.CharBlock(label="小标题", max_length=30, default="现在可以这样做")
    steps = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label="做什么", max_length=20)),
                ("text", blocks.TextBlock(label="怎么做", max_length=200)),
            ]
        ),
        label="步骤",
        min_num=1,
        max_num=6,
    )

    class Meta:
        icon = "list-ol"
        label = "几步"
        template = "campaigns/answers/blocks/steps.html"


class AskedBlock(blocks.StructBlock):
    """What others asked about the same thing, folded."""

    question = blocks.CharBlock(label="别人怎么问", max_length=60)
    answer = blocks.RichTextBlock(label="怎么答", features=["bold", "ul", "link"])

    class Meta:
        icon = "help"
        label = "别人还问过"
        template = "campaigns/answers/blocks/asked.html"


ANSWER: list[tuple[str, Any]] = [
    ("prose", blocks.RichTextBlock(label="说明", features=PLAIN, template="campaigns/answers/blocks/prose.html")),
    ("article", ArticleBlock()),
    ("signs", SignsBlock()),
    ("steps", StepsInOrderBlock()),
    ("asked", AskedBlock()),
]
