"""What is kept of a county's own rules: every version with its state, what it would have hit, and which rules are held?"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from campaign_site.people.models import User
from campaign_site.people.scoping import RowScope
from media_library.ads.models import Ad, RuleHit

SHADOW_DAYS = 7  # PRODUCT R14


class State(models.TextChoices):
    """Where one version of a rule stands."""

    DRAFT = "draft", "草稿"
    SHADOW = "shadow", "影子运行"
    ON = "on", "在用"
    PAUSED = "paused", "停下"
    RETIRED = "retired", "停用（留存）"


TRANSITIONS: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.SHADOW, State.RETIRED}),
    State.SHADOW: frozenset({State.ON, State.DRAFT, State.RETIRED}),
    State.ON: frozenset({State.PAUSED, State.RETIRED}),
    State.PAUSED: frozenset({State.ON, State.RETIRED}),
    State.RETIRED: frozenset(),
}
COMING, STANDING = (State.DRAFT, State.SHADOW), (State.ON, State.PAUSED)


class CountyRule(models.Model):
    """One rule of a county's own through all its versions; its key is what hits are kept under."""

    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="起草人")
    opened_at = models.DateTimeField("起草")

    row_scope = RowScope(open=True)

    class Meta:
        verbose_name = verbose_name_plural = "本地规则"
        default_permissions = ("view", "add", "change")
        permissions = [("approve_countyrule", "同意本地规则上线、解除隔离")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How hits, screens and letters name it."""
        return f"CW-{self.pk}"

    def newest(self) -> CountyRuleVersion:
        """The version written last."""
        return self.versions.order_by("-number")[0]


def county_key(id: str) -> int | None:
    """The primary key of the county's own rule that hits are kept under as `id`; None for a rule of the product."""
    prefix, _, number = id.partition("-")
    return int(number) if prefix == "CW" and number.isdecimal() else None


class VersionQuerySet(models.QuerySet["CountyRuleVersion"]):
    """Versions by state."""

    def serving(self) -> VersionQuerySet:
        """Those the reading must know: on, and in shadow."""
        return self.filter(state__in=[State.ON, State.SHADOW]).order_by("rule_id", "number")

    def decided(self) -> VersionQuerySet:
        """Those that were in use once."""
        return self.filter(decided_at__isnull=False)

    def moved(self, to: str, **changes: Any) -> int:
        """Move the rows of this queryset that may go to `to`; 0 means somebody was quicker or it is not allowed."""
        before = [state for state, onward in TRANSITIONS.items() if to in onward]
        return self.filter(state__in=before).update(state=to, **changes)


class CountyRuleVersion(models.Model):
    """One version: what was written never changes after it, only its state does."""

    rule = models.ForeignKey(CountyRule, on_delete=models.PROTECT, related_name="versions", verbose_name="规则")
    number = models.PositiveIntegerField("版本")
    content = models.JSONField("内容")
    note = models.CharField("改了什么", max_length=200)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁写的")
    written_at = models.DateTimeField("什么时候写的")
    state = models.CharField("状态", max_length=8, choices=State, default=State.DRAFT)
    shadow_from = models.DateTimeField("影子运行起", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="谁同意上线"
    )
    decided_at = models.DateTimeField("同意上线", null=True, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)

    row_scope = RowScope(open=True)
    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "本地规则版本"
        default_permissions = ()
        ordering = ["rule", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="county_version_once"),
            models.UniqueConstraint(
                fields=["rule"], condition=Q(state__in=["draft", "shadow"]), name="county_rule_one_coming"
            ),
            models.UniqueConstraint(
                fields=["rule"], condition=Q(state__in=["on", "paused"]), name="county_rule_one_standing"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["on", "paused"])
                | Q(decided_by__isnull=False, decided_at__isnull=False, shadow_from__isnull=False) & ~Q(reason=""),
                name="county_version_on_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("written_by")), name="county_author_never_approves"
            ),
            models.CheckConstraint(
                condition=~Q(state="shadow") | Q(shadow_from__isnull=False), name="county_shadow_has_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule.key} 第 {self.number} 版 {self.name}"

    @property
    def name(self) -> str:
        return str(self.content["name"])

    @property
    def shadow_until(self) -> dt.datetime | None:
        """When the shadow week is over; none before it began."""
        return self.shadow_from + dt.timedelta(days=SHADOW_DAYS) if self.shadow_from else None


class ShadowHit(models.Model):
    """What a version in shadow would have marked: counted for its report, never shown on a case."""

    version = models.ForeignKey(
        CountyRuleVersion, on_delete=models.PROTECT, db_index=False, related_name="shadow_hits", verbose_name="版本"
    )
    ad = models.ForeignKey(Ad, on_delete=models.PROTECT, related_name="+", verbose_name="广告")
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止（不含）")
    source = models.CharField("读自", max_length=4, choices=RuleHit.Origin)
    quoted = models.TextField("原文")
    before = models.CharField("前文", max_length=30, blank=True)
    after = models.CharField("后文", max_length=30, blank=True)
    at = models.DateTimeField("读到")

    row_scope = RowScope(place="ad__case__place")

    class Meta:
        verbose_name = verbose_name_plural = "影子疑似点"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["version", "ad", "source", "start", "end"], name="shadow_hit_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="shadow_hit_has_length"),
        ]

    def __str__(self) -> str:
        return f"{self.version}：{self.quoted[:20]}（影子）"


class RuleHold(models.Model):
    """A rule, shipped or the county's own, whose hits do not count for a while because it flooded."""

    rule = models.CharField("规则", max_length=10)
    rule_name = models.CharField("规则名", max_length=40)
    day = models.DateField("哪天")
    ads = models.PositiveIntegerField("当天标出的广告")
    new_ads = models.PositiveIntegerField("当天的新广告")
    usual_share = models.FloatField("平常的比例")
    held_at = models.DateTimeField("隔离")
    released_at = models.DateTimeField("解除", null=True, blank=True)
    released_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="谁解除"
    )
    reason = models.CharField("解除的理由", max_length=200, blank=True)

    row_scope = RowScope(open=True)

    class Meta:
        verbose_name = verbose_name_plural = "规则隔离"
        default_permissions = ()
        ordering = ["-held_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule"], condition=Q(released_at=None), name="rule_held_once"),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False) & ~Q(reason=""),
                name="rule_released_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.rule_name} {self.day} 隔离"


class RulesMark(models.Model):
    """One row whose mark is new after every change of the rules in use: processes compare it and nothing else."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    mark = models.UUIDField("标记", default=uuid4)

    row_scope = RowScope(open=True)

    class Meta:
        verbose_name = verbose_name_plural = "规则标记"
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(id=1), name="rules_mark_only_one")]

    def __str__(self) -> str:
        return str(self.mark)

    @classmethod
    def renew(cls) -> None:
        """Say that the rules in use changed; call it in the transaction that changes them."""
        cls.objects.update_or_create(pk=1, defaults={"mark": uuid4()})
