"""Which questions do most readers get wrong, so that something to read is missing?"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from wagtail.models import Page

from campaign_site.row_scope import RowScope
from campaigns.quizzes.models import QuizPage


class ContentGap(models.Model):
    """A request to the propaganda department: write or link what explains this question better."""

    class Closing(models.TextChoices):
        LINKED = "linked", "补了内容"
        RISEN = "risen", "答对的多了"
        REMOVED = "removed", "题目改了或撤了"

    quiz = models.ForeignKey(QuizPage, on_delete=models.CASCADE, related_name="+", verbose_name="测验")
    item = models.UUIDField("题目编号")
    wording = models.CharField("题面", max_length=12)
    question = models.CharField("题目", max_length=200)
    answers = models.PositiveIntegerField("近 30 天作答")
    right = models.PositiveIntegerField("近 30 天答对")
    opened_on = models.DateField("开列日")
    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="补上的页面"
    )
    closed_on = models.DateField("销号日", null=True, blank=True)
    closing = models.CharField("怎么销的", max_length=10, choices=Closing, blank=True)

    row_scope: ClassVar[RowScope] = RowScope(open=True)

    class Meta:
        verbose_name = verbose_name_plural = "内容缺口"
        ordering = ["opened_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "item"], condition=Q(closed_on=None), name="content_gap_one_open_per_item"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closing="") | (Q(closed_on__isnull=False) & ~Q(closing="")),
                name="content_gap_closed_says_how",
            ),
        ]

    def __str__(self) -> str:
        return self.question
