"""What is one line of the audit trail, and how do the lines hang together?

An entry is written and marked in the business transaction; the sweep seals it a moment later: it gets its position in
the chain and the hash over its content and its predecessor's hash. Entries never change and none is deleted.
"""

from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone

from campaign_site.row_scope import RowScope

REFUSAL = "审计记录只增不改，也不能删除。"


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Entries, readable and appendable only."""

    def unsealed(self) -> "AuditQuerySet":
        return self.filter(position=None).order_by("id")

    def sealed(self) -> "AuditQuerySet":
        return self.exclude(position=None).order_by("position")

    def seal(self, entry: "AuditEntry", *, position: int, previous_hash: str, value: str) -> int:
        """Give an entry its place in the chain, once; return 1, or 0 when it has one."""
        free = models.QuerySet(self.model, using=self.db).filter(pk=entry.pk, position=None)
        return free.update(position=position, previous_hash=previous_hash, hash=value)

    def update(self, **kwargs: Any) -> NoReturn:
        raise PermissionDenied(REFUSAL)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise PermissionDenied(REFUSAL)

    def delete(self) -> NoReturn:
        raise PermissionDenied(REFUSAL)


class AuditEntry(models.Model):
    """Who did what to which row, when, from where, with what result."""

    class Result(models.TextChoices):
        OK = "ok", "成功"
        REFUSED = "refused", "被拒绝"
        FAILED = "failed", "失败"

    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField("操作人编号", null=True)
    actor_name = models.CharField("操作人", max_length=150)
    address = models.CharField("来自", max_length=45, blank=True)
    action = models.CharField("动作", max_length=80)
    target_model = models.CharField("对象类别", max_length=100, blank=True)
    target_id = models.CharField("对象编号", max_length=64, blank=True)
    target_label = models.CharField("对象", max_length=200, blank=True)
    before = models.JSONField("改前", default=dict, blank=True)
    after = models.JSONField("改后", default=dict, blank=True)
    result = models.CharField("结果", max_length=8, choices=Result, default=Result.OK)
    reason = models.CharField("理由", max_length=500, blank=True)
    mark = models.CharField("签记", max_length=64, blank=True, editable=False)
    position = models.BigIntegerField("链上位置", null=True, editable=False)
    previous_hash = models.CharField("前一条校验值", max_length=64, blank=True, editable=False)
    hash = models.CharField("校验值", max_length=64, blank=True, editable=False)

    row_scope = RowScope(open=True)
    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["position"], name="audit_position_once")]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["actor_id", "-id"], name="audit_by_actor"),
            models.Index(fields=["actor_name", "-id"], name="audit_by_actor_name"),
            models.Index(fields=["target_model", "target_id", "-id"], name="audit_by_target"),
            models.Index(fields=["action", "-id"], name="audit_by_action"),
            models.Index(fields=["id"], name="audit_unsealed", condition=models.Q(position=None)),
            models.Index(
                fields=["result", "-id"], name="audit_not_ok", condition=models.Q(result__in=["refused", "failed"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.action} {self.target_label}"

    def moment(self) -> str:
        """Return when it happened, in Chinese time to the second."""
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M:%S}"

    moment.short_description = "时间"  # type: ignore[attr-defined]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise PermissionDenied(REFUSAL)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise PermissionDenied(REFUSAL)
