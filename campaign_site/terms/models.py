"""Which words does the system count by: versioned vocabularies of venue kinds, audiences, channels and so on?"""

import datetime as dt

from django.db import models

from campaign_site.row_scope import RowScope


class TermQuerySet(models.QuerySet["Term"]):
    """Terms by vocabulary and day."""

    def of(self, vocabulary: str, day: dt.date | None = None) -> "TermQuerySet":
        """Return the terms by which one vocabulary is recorded, in their order: those now open or, with `day`, valid on it."""
        rows = self.filter(vocabulary=vocabulary, recorded=True).order_by("position", "key")
        if day is None:
            return rows.filter(valid_to=None)
        return rows.filter(valid_from__lte=day).filter(models.Q(valid_to=None) | models.Q(valid_to__gt=day))


class Term(models.Model):
    """One word of one vocabulary in one edition; a changed word is a new row, the old one ends.

    A row that is not `recorded` is a view: it says under which name and group (`parent_key`) another edition, such as 五进,
    shows the same key, so that old statistics stay valid.
    """

    class Vocabulary(models.TextChoices):
        VENUE_KIND = "venue_kind", "场所类别（六进）"
        AUDIENCE = "audience", "重点对象"
        CHANNEL = "channel", "媒介"
        CARRIER = "carrier", "载体"
        RISK_FIELD = "risk_field", "风险领域"
        CONTENT_KIND = "content_kind", "内容类别"
        EVENT_FORM = "event_form", "活动形式"
        COUNT_METHOD = "count_method", "计数方式"

    vocabulary = models.CharField("词表", max_length=20, choices=Vocabulary)
    key = models.SlugField("标识", max_length=40)
    label = models.CharField("名称", max_length=60)
    edition = models.CharField("口径", max_length=40, default="2016")
    parent_key = models.SlugField("归入", max_length=40, blank=True)
    recorded = models.BooleanField("用于登记", default=True)
    position = models.PositiveSmallIntegerField("次序", default=0)
    valid_from = models.DateField("启用日", default=dt.date(2016, 1, 1))
    valid_to = models.DateField("停用日（不含）", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)

    row_scope = RowScope(open=True)
    audited = True
    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "词表"
        ordering = ["vocabulary", "position", "key"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "key", "edition"], name="term_once_per_edition"),
            models.UniqueConstraint(
                fields=["vocabulary", "key"],
                condition=models.Q(recorded=True, valid_to=None),
                name="term_one_open_word",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="term_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.label
