"""What happened to a sent event, step by step, and what stood there before?"""

from django.db import models

from campaign_site.people.models import User
from campaigns.outreach.models import Event


class EventStep(models.Model):
    """What happened to a sent event: by whom, with which words, and the values that stood before a change."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, db_index=False, related_name="steps")
    at = models.DateTimeField("时间")
    actor = models.ForeignKey(User, on_delete=models.PROTECT, db_index=False, related_name="+")
    verb = models.CharField("做了什么", max_length=12)
    version = models.PositiveSmallIntegerField("此后的版本")
    field = models.CharField("哪一栏", max_length=20, blank=True)
    text = models.CharField("说的话", max_length=300, blank=True)
    changes = models.JSONField("改动：栏 → [改前, 改后]", default=dict)

    class Meta:
        ordering = ["event", "id"]
        indexes = [models.Index(fields=["event", "id"], name="event_step_in_order")]
