"""Which pages answer questions about the law, and where are they listed?"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from campaigns.answers.blocks import ANSWER
from campaigns.pages.models import PublicPage

ANSWERS_A_PAGE = 20
ANSWERS_TO_GO_ON = 4
QUESTION_MARKS = ("？", "?")


class AnswerIndexPage(PublicPage):
    """The list of questions, the newest answers first."""

    intro = models.CharField("开头一句", max_length=100, blank=True)

    parent_page_types = ["campaigns.HomePage"]
    subpage_types = ["campaigns.AnswerPage"]
    template = "campaigns/answers/answer_index.html"
    content_panels = [*Page.content_panels, FieldPanel("intro"), *PublicPage.origin_panels]

    class Meta:
        verbose_name = "问法律目录"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        answers = AnswerPage.objects.child_of(self).live().defer_streamfields().order_by("-first_published_at", "-pk")
        page = Paginator(answers, ANSWERS_A_PAGE).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "answers": page}


class AnswerPage(PublicPage):
    """A question as people ask it, answered in one line, then the law and what follows from it."""

    answer = models.CharField("一句话回答", max_length=100, help_text="直接回答标题的问题，不绕弯。")
    checked_on = models.DateField(
        "条文核对日期", null=True, blank=True, help_text="哪一天照公布的文本核对过；引了法条就要填。"
    )
    body = StreamField(ANSWER, verbose_name="说明与依据")

    parent_page_types = ["campaigns.AnswerIndexPage"]
    subpage_types: list[str] = []
    template = "campaigns/answers/answer.html"
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("answer"), FieldPanel("checked_on")], "回答"),
        FieldPanel("body"),
        *PublicPage.origin_panels,
    ]
    search_fields = [*Page.search_fields, index.SearchField("answer"), index.SearchField("body")]

    class Meta:
        verbose_name = "政策解读"

    def clean(self) -> None:
        """Refuse a title that asks nothing, and articles of law nobody has compared with the text."""
        super().clean()
        faults = {}
        if self.title and not self.title.rstrip().endswith(QUESTION_MARKS):
            faults["title"] = "标题写成老百姓会问的一句话，用问号结尾。"
        if self.checked_on is None and any(block.block_type == "article" for block in self.body or ()):
            faults["checked_on"] = "引了法条，请填哪一天照公布的文本核对过。"
        if faults:
            raise ValidationError(faults)

    @property
    def told(self) -> list[Any]:
        """The blocks of the answer itself."""
        return [block for block in self.body if block.block_type != "asked"]

    @property
    def asked(self) -> list[Any]:
        """What others asked about the same thing."""
        return [block for block in self.body if block.block_type == "asked"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        rows = AnswerPage.objects.sibling_of(self, inclusive=False).live().defer_streamfields()
        others = list(rows.order_by("-first_published_at", "-pk")[:ANSWERS_TO_GO_ON])
        return {**super().get_context(request, *args, **kwargs), "others": others}
