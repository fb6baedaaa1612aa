"""What is a quiz page: its questions, and which of them are put to whom?"""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from campaign_site.people.serving import only_county
from campaign_site.places.models import Level, Place
from campaign_site.terms import vocabularies
from campaigns.pages.models import PublicPage
from campaigns.quizzes.blocks import QuestionBlock, Scene

OTHERS_SHOWN = 6
MOST_TOWNSHIPS = 100  # a seat wider than a county names none: nobody finds theirs in a list of thousands


def townships() -> list[Place]:
    """Return the townships a reader may choose from, by code; none where the installation serves too many."""
    county = only_county()
    if county is None:
        return []
    rows = Place.objects.under(county).filter(level=Level.TOWNSHIP, exists_to=None).order_by("code")
    found = list(rows[: MOST_TOWNSHIPS + 1])
    return found if len(found) <= MOST_TOWNSHIPS else []


class QuizPage(PublicPage):
    """A quiz: no account, an explanation after every answer, a result that can be shown to others."""

    intro = models.CharField("开头一句", max_length=100, blank=True)
    questions = StreamField([("question", QuestionBlock())], verbose_name="题目", min_num=1, max_num=30)

    parent_page_types = ["campaigns.HomePage"]
    subpage_types: list[str] = []
    template = "campaigns/quizzes/quiz.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("questions"),
        *PublicPage.origin_panels,
    ]

    class Meta:
        verbose_name = "测验"

    def put_to(self, audience: str = "", scene: str = "") -> list[Any]:
        """Return the questions for one reader, in order; those written for nobody in particular are for everybody."""
        return [
            one
            for one in self.questions
            if audience in ("", one.value["audience"] or audience) and scene in ("", one.value["scene"] or scene)
        ]

    def question(self, item: str) -> Any:
        """Return the question with this id, None when the quiz has none."""
        return next((one for one in self.questions if one.id == item), None)

    @property
    def others(self) -> list["QuizPage"]:
        """The newest of the other published quizzes, to go on with."""
        rows = QuizPage.objects.live().public().exclude(pk=self.pk).defer_streamfields().order_by("-pk")
        return list(rows[:OTHERS_SHOWN])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what a reader may choose before the first question."""
        asked = {one.value["audience"] for one in self.questions}
        scenes = {one.value["scene"] for one in self.questions}
        return {
            **super().get_context(request, *args, **kwargs),
            "audiences": [pair for pair in vocabularies.choices("audience") if pair[0] in asked],
            "scenes": [pair for pair in Scene.choices if pair[0] in scenes],
            "townships": townships(),
            "others": self.others,
        }
