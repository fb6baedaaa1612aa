"""What is one line of the audit trail, and how do the lines hang together?

An entry is written in the business transaction; the sweep seals it a moment later: it gets its position in the
chain and the hash over its content and its predecessor's hash. Sealed entries never change and none is deleted.
"""

from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import models

REFUSAL = "审计记录只增不改，也不能删除。"


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Entries, readable and appendable only."""

    def unsealed(self) -> "AuditQuerySet":
        return self.filter(position=None).order_by("id")

    def sealed(self) -> "AuditQuerySet":
        return self.exclude(position=None).order_by("position")

    def delete(self) -> NoReturn:
        raise PermissionDenied(REFUSAL)


class AuditEntry(models.Model):
    """Who did what to which row, when, with what result."""

    class Result(models.TextChoices):
        OK = "ok", "成功"
        REFUSED = "refused", "被拒绝"
        FAILED = "failed", "失败"

    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField("操作人编号", null=True)
    actor_name = models.CharField("操作人", max_length=150)
    action = models.CharField("动作", max_length=80)
    target_model = models.CharField("对象类别", max_length=100, blank=True)
    target_id = models.CharField("对象编号", max_length=64, blank=True)
    target_label = models.CharField("对象", max_length=200, blank=True)
    before = models.JSONField("改前", default=dict, blank=True)
    after = models.JSONField("改后", default=dict, blank=True)
    result = models.CharField("结果", max_length=8, choices=Result, default=Result.OK)
    reason = models.CharField("理由", max_length=500, blank=True)
    position = models.BigIntegerField("链上位置", null=True, editable=False)
    previous_hash = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField("校验值", max_length=64, blank=True, editable=False)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        constraints = [models.UniqueConstraint(fields=["position"], name="audit_position_once")]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["actor_id", "-id"], name="audit_by_actor"),
            models.Index(fields=["target_model", "target_id", "-id"], name="audit_by_target"),
            models.Index(fields=["action", "-id"], name="audit_by_action"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.action} {self.target_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise PermissionDenied(REFUSAL)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise PermissionDenied(REFUSAL)
