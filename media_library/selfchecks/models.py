"""Which machine of an outlet may ask, and what did an outlet choose to keep of its own checks before broadcast?"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from campaign_site.people.models import Unit, User
from campaign_site.people.scoping import RowScope
from media_library.ads.cases import Severity

LONGEST_COPY = 20_000  # code points, as for an advertisement


class OutletTokenQuerySet(models.QuerySet["OutletToken"]):
    """Tokens by use."""

    def newest(self) -> OutletTokenQuerySet:
        return self.select_related("unit", "issued_by").order_by("-issued_at", "-pk")


class OutletToken(models.Model):
    """A key with which one unit's machine asks for checks. Its secret is shown once and kept as a hash only."""

    class Scope(models.TextChoices):
        CHECK = "check", "只查，不留存"
        KEEP = "keep", "查，也可以留存"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    label = models.CharField("用在哪里", max_length=60)
    mark = models.CharField("编号", max_length=8, unique=True)
    digest = models.CharField("密文", max_length=64)
    scope = models.CharField("范围", max_length=5, choices=Scope, default=Scope.CHECK)
    per_minute = models.PositiveSmallIntegerField("每分钟最多", default=60)
    issued_by = models.ForeignKey(
        User, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="发放人"
    )
    issued_at = models.DateTimeField("发放")
    expires_at = models.DateTimeField("到期")
    revoked_at = models.DateTimeField("作废", null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name="作废人"
    )
    last_used_at = models.DateTimeField("最近一次用", null=True, blank=True)
    window_at = models.DateTimeField("这一分钟", null=True, blank=True)
    window_turns = models.PositiveIntegerField("这一分钟的次数", default=0)
    refused_at = models.DateTimeField("记下被拒", null=True, blank=True)
    refused_turns = models.PositiveIntegerField("那以后被拒的次数", default=0)

    row_scope = RowScope(unit="unit")
    objects = OutletTokenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "自查令牌"
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="outlet_token_ends_after_start"),
            models.CheckConstraint(condition=Q(per_minute__gt=0), name="outlet_token_has_pace"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="outlet_token_revoked_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.label}（{self.mark}）"


class SelfCheck(models.Model):
    """What a unit asked before it published, kept because it chose to: the copy, when, which rules, what was marked."""

    uid = models.UUIDField("编号", unique=True, default=uuid4)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="单位")
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name="自查人"
    )
    token = models.ForeignKey(
        OutletToken, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    checked_at = models.DateTimeField("自查时间")
    title = models.CharField("稿件名称", max_length=100, blank=True)
    text = models.TextField("稿件文字", max_length=LONGEST_COPY)
    carrier = models.SlugField("载体", max_length=40, blank=True, db_index=False)
    advertiser = models.CharField("广告主", max_length=100, blank=True)
    published_on = models.DateField("刊播日期", null=True, blank=True)
    ruleset = models.CharField("规则版本", max_length=16)
    suspect = models.BooleanField("有疑似点")
    severity = models.CharField("级别", max_length=8, choices=Severity, blank=True)
    result = models.JSONField("结果")

    row_scope = RowScope(unit="unit")

    class Meta:
        verbose_name = verbose_name_plural = "自查记录"
        ordering = ["-checked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by=None, token__isnull=False) | Q(by__isnull=False, token=None),
                name="self_check_by_person_or_machine",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="self_check_has_text"),
        ]
        indexes = [models.Index(fields=["unit", "-checked_at"], name="self_check_by_unit")]

    def __str__(self) -> str:
        return self.title or f"{timezone.localtime(self.checked_at):%Y-%m-%d %H:%M} 的自查"
