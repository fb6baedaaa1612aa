"""What does reading stored advertisements again owe, how far is it, and what came out? Backtests of one version, rescans by all."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from campaign_site.owed import Owed, OwedQuerySet
from campaign_site.people.models import User
from campaign_site.people.scoping import RowScope
from media_library.ads.county.models import CountyRuleVersion


class Rerun(Owed):
    """A walk over all advertisements entered before it began, in bounded pieces; `at_ad` is the last one that is done."""

    lease = dt.timedelta(minutes=2)

    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="谁要的"
    )
    asked_at = models.DateTimeField("开始")
    finished_at = models.DateTimeField("完成", null=True, blank=True)
    at_ad = models.BigIntegerField("读到", default=0)
    last_ad = models.BigIntegerField("要读到")
    total = models.PositiveIntegerField("共几条")
    done = models.PositiveIntegerField("读了几条", default=0)

    row_scope = RowScope(open=True)
    objects = OwedQuerySet.as_manager()

    class Meta(Owed.Meta):
        abstract = True

    @property
    def percent(self) -> int:
        """How much of it is done, 0..100."""
        return 100 if self.finished_at else min(99, self.done * 100 // max(self.total, 1))


class Backtest(Rerun):
    """What one version would have marked in all stored advertisements and in the known good ones; its result stays with it."""

    version = models.ForeignKey(
        CountyRuleVersion, on_delete=models.PROTECT, related_name="backtests", verbose_name="版本"
    )
    hits = models.PositiveIntegerField("会标出的疑似点", default=0)
    hit_ads = models.PositiveIntegerField("会标出的广告", default=0)
    new_suspects = models.PositiveIntegerField("其中原来没有疑似点的", default=0)
    lawful = models.PositiveIntegerField("已看过没有问题的广告", default=0)
    lawful_hit = models.PositiveIntegerField("其中会标出的", default=0)
    good = models.PositiveIntegerField("正面素材", default=0)
    good_hit = models.PositiveIntegerField("其中会标出的正面素材", default=0)
    examples = models.JSONField("例子", default=list)

    class Meta(Rerun.Meta):
        verbose_name = verbose_name_plural = "规则回测"
        default_permissions = ()
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["version"], condition=Q(finished_at=None), name="backtest_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(new_suspects__lte=F("hit_ads"), lawful_hit__lte=F("lawful"), good_hit__lte=F("good")),
                name="backtest_parts_fit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} 回测"


class Rescan(Rerun):
    """All open advertisements read again after the rules changed; decided ones keep the reading they were decided on."""

    ruleset = models.CharField("规则版本", max_length=16)
    changed = models.PositiveIntegerField("读得不一样的", default=0)
    decided_changed = models.PositiveIntegerField("已办结、现在会读得不一样的", default=0)

    class Meta(Rerun.Meta):
        verbose_name = verbose_name_plural = "重读"
        default_permissions = ()
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["ruleset"], condition=Q(finished_at=None), name="rescan_once_per_ruleset"),
        ]

    def __str__(self) -> str:
        return f"按 {self.ruleset} 重读"


class RuleDay(models.Model):
    """How many of one day's new advertisements a rule marked; recounted from the hits, kept to know what is usual."""

    rule = models.CharField("规则", max_length=10)
    day = models.DateField("哪天")
    ads = models.PositiveIntegerField("标出的新广告")
    new_ads = models.PositiveIntegerField("当天的新广告")

    row_scope = RowScope(open=True)

    class Meta:
        verbose_name = verbose_name_plural = "规则每日"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["day", "rule"], name="rule_day_once"),
            models.CheckConstraint(condition=Q(ads__lte=F("new_ads")), name="rule_day_parts_fit"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.day}：{self.ads}/{self.new_ads}"
