"""What is kept of answers: a line that owes a count, and the counts; nothing that leads to a person."""

from django.db import models
from django.db.models import F, Q

from campaign_site.places.models import Place
from campaign_site.row_scope import RowScope
from campaigns.quizzes.models import QuizPage


class Answered(models.Model):
    """What both tables say: which question in which words, on which day, from which township if the reader named one."""

    quiz = models.ForeignKey(QuizPage, on_delete=models.CASCADE, related_name="+", verbose_name="测验")
    item = models.UUIDField("题目")
    wording = models.CharField("题面", max_length=12)
    day = models.DateField("哪一天")
    township = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="镇街（读者自选）"
    )

    class Meta:
        abstract = True


class QuizAnswer(Answered):
    """One answer on its way into the counts. `key` is a keyed digest of the attempt and the question: answers of one
    reader cannot be joined, and the same answer posted twice is one line. Gone two days after it was counted.
    """

    key = models.CharField("一次作答", max_length=32, unique=True)
    right = models.BooleanField("答对")
    counted_on = models.DateField("计入日", null=True, blank=True)

    row_scope = RowScope(open=True)

    class Meta:
        verbose_name = verbose_name_plural = "待计入的作答"
        indexes = [
            models.Index(fields=["id"], condition=Q(counted_on=None), name="quiz_answer_owed"),
            models.Index(fields=["counted_on"], name="quiz_answer_counted"),
        ]


class ItemTally(Answered):
    """How many answered one question on one day, and how many were right."""

    answers = models.PositiveIntegerField("作答", default=0)
    right = models.PositiveIntegerField("答对", default=0)

    row_scope = RowScope(open=True)

    class Meta:
        verbose_name = verbose_name_plural = "测验计数"
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "item", "wording", "day", "township"],
                condition=Q(township__isnull=False),
                name="quiz_tally_once_by_township",
            ),
            models.UniqueConstraint(
                fields=["quiz", "item", "wording", "day"],
                condition=Q(township__isnull=True),
                name="quiz_tally_once_without",
            ),
            models.CheckConstraint(condition=Q(right__lte=F("answers")), name="quiz_tally_right_within"),
        ]
        indexes = [models.Index(fields=["day", "quiz"], name="quiz_tally_by_day")]
