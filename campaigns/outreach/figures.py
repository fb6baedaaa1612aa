"""Which figures of the event log does the office set itself?"""

from django.db import models
from wagtail.contrib.settings.models import BaseGenericSetting


class OutreachRules(BaseGenericSetting):
    """The office's own figures for the event log."""

    proof_from_heads = models.PositiveIntegerField(
        "到场多少人起要一样佐证", default=200, help_text="不到这个人数，不要求任何佐证。"
    )
    ask_after_days = models.PositiveIntegerField("补记多少天以前的活动要问一句", default=60)

    audited = True

    class Meta:
        verbose_name = verbose_name_plural = "活动登记规则"
