"""What is kept of an advertisement as it was seen: words, picture, where, when, and each suspect point read in it?"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from campaign_site.owed import Owed, OwedQuerySet
from campaign_site.people.models import Unit, User
from campaign_site.people.scoping import RowScope
from campaign_site.places.models import Place
from media_library.ads.cases import AdCase, AdDecision, Severity, Source
from media_library.photos.models import private_storage
from schedules.workdays import shanghai_day

__all__ = ["Ad", "AdCase", "AdDecision", "AdSpecimen", "RuleHit"]

LONGEST_TEXT = 20_000  # code points; an advertisement is no book, and a reading stays below a second


def text_key(text: str) -> int | None:
    """The number under which the very same words are found: 63 bits of their hash; None for no words."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> 1 if text else None


class AdQuerySet(OwedQuerySet):
    """Advertisements as seen."""

    def with_text(self, text: str) -> AdQuerySet:
        """Those with the very same words, through the index of their key."""
        return self.filter(text_key=text_key(text), text=text) if text else self.none()

    def newest(self) -> AdQuerySet:
        return self.order_by("-entered_at", "-pk")


class Ad(Owed):
    """One sighting of an advertisement. It owes a reading (`owed_since`) from entry on."""

    lease = dt.timedelta(minutes=3)

    uid = models.UUIDField("填报编号", unique=True, default=uuid4)
    case = models.ForeignKey(AdCase, on_delete=models.PROTECT, related_name="ads", verbose_name="案件")
    source = models.CharField("来源", max_length=10, choices=Source)
    carrier = models.SlugField("载体", max_length=40, db_index=False)
    channel = models.SlugField("媒介", max_length=40, blank=True, db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="镇街")
    spot = models.CharField("具体位置", max_length=100, blank=True)
    seen_at = models.DateTimeField("看到的时间")
    month = models.DateField("看到的月（一日）")
    published_on = models.DateField("广告日期", null=True, blank=True)
    advertiser = models.CharField("广告主", max_length=100, blank=True)
    text = models.TextField("广告文字", max_length=LONGEST_TEXT, blank=True)
    text_key = models.BigIntegerField("文字的键", null=True, editable=False)
    reporter_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="上报单位"
    )
    reporter = models.ForeignKey(
        User, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="上报人"
    )
    entered_at = models.DateTimeField("上报时间")

    ruleset = models.CharField("规则版本", max_length=16, blank=True)
    direction = models.CharField("资金方向", max_length=7, blank=True)
    read_at = models.DateTimeField("机读时间", null=True, blank=True)

    row_scope = RowScope(unit="reporter_unit")
    objects = AdQuerySet.as_manager()

    class Meta(Owed.Meta):
        verbose_name = verbose_name_plural = "广告"
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(carrier=""), name="ad_has_carrier"),
            models.CheckConstraint(condition=Q(month__day=1), name="ad_month_is_first_day"),
        ]
        indexes = [
            *Owed.Meta.indexes,
            models.Index(fields=["reporter_unit", "-entered_at"], name="ad_by_reporter"),
            models.Index(fields=["month", "place", "carrier"], name="ad_layer"),
            models.Index(fields=["entered_at"], name="ad_by_entry"),
            models.Index(fields=["text_key"], name="ad_by_text"),
        ]

    def __str__(self) -> str:
        return f"第 {self.pk} 次上报（疑似）"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row with the key of its words."""
        self.text_key = text_key(self.text)
        super().save(*args, **kwargs)

    @property
    def law_day(self) -> dt.date:
        """The day whose law is applied: the advertisement's own, else the day it was seen."""
        return self.published_on or shanghai_day(self.seen_at)


class AdSpecimen(models.Model):
    """A picture of the advertisement, byte for byte as it was handed in, and the words read from it."""

    ad = models.ForeignKey(Ad, on_delete=models.PROTECT, related_name="specimens", verbose_name="广告")
    original = models.FileField("原件", upload_to="ads/%Y/%m", storage=private_storage, max_length=200)
    sha256 = models.CharField("校验值", max_length=64, db_index=True)
    format = models.CharField("格式", max_length=4)
    width = models.PositiveIntegerField("宽 px")
    height = models.PositiveIntegerField("高 px")
    size_bytes = models.PositiveIntegerField("字节数")
    captured_by = models.ForeignKey(
        User, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="取证人"
    )
    captured_at = models.DateTimeField("取证时间")

    read_text = models.TextField("读出的字", blank=True)
    read_lines = models.JSONField("各行位置", default=list, blank=True)
    confidence = models.FloatField("把握", null=True, blank=True)
    reading_note = models.CharField("为什么没读出", max_length=100, blank=True)

    row_scope = RowScope(unit="ad__reporter_unit")

    class Meta:
        verbose_name = verbose_name_plural = "广告样件"
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0, size_bytes__gt=0), name="specimen_has_size"),
            models.CheckConstraint(condition=Q(format__in=["JPEG", "PNG", "WEBP"]), name="specimen_known_format"),
        ]

    def __str__(self) -> str:
        return f"{self.ad} 样件 {self.sha256[:8]}"


class RuleHitQuerySet(models.QuerySet["RuleHit"]):
    """Suspect points by version and by what people said of them."""

    def current(self) -> RuleHitQuerySet:
        """Those of the newest reading of their advertisement, in the order of the text."""
        return self.filter(ruleset=F("ad__ruleset")).order_by("ad_id", "source", "start", "end", "pk")

    def standing(self) -> RuleHitQuerySet:
        """Those that make an advertisement suspect and that nobody struck out."""
        return self.counting().filter(alone=True, scope="")

    def counting(self) -> RuleHitQuerySet:
        """Those that speak at all and that nobody struck out."""
        return self.filter(counted=True).exclude(judgement=RuleHit.Judgement.STRUCK)


class RuleHit(models.Model):
    """One suspect point as one version of the rules saw it, with all that explains it; kept for old decisions."""

    class Origin(models.TextChoices):
        TEXT = "text", "文字"
        OCR = "ocr", "图上读出"

    class Judgement(models.TextChoices):
        ACCEPTED = "accepted", "已采纳"
        STRUCK = "struck", "已划去"

    ad = models.ForeignKey(Ad, on_delete=models.PROTECT, related_name="hits", verbose_name="广告")
    specimen = models.ForeignKey(
        AdSpecimen, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="hits"
    )
    rule = models.CharField("规则", max_length=10)
    rule_name = models.CharField("规则名", max_length=40)
    ruleset = models.CharField("规则版本", max_length=16)
    severity = models.CharField("级别", max_length=8, choices=Severity)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止（不含）")
    quoted = models.TextField("原文")
    before = models.CharField("前文", max_length=30, blank=True)
    after = models.CharField("后文", max_length=30, blank=True)
    source = models.CharField("读自", max_length=4, choices=Origin)
    confidence = models.FloatField("把握", default=1)
    basis = models.JSONField("依据", default=list)
    counter_signals = models.JSONField("反向信号", default=list)
    counted = models.BooleanField("计入", default=True)
    alone = models.BooleanField("单独成立", default=True)
    scope = models.CharField("范围", max_length=10, blank=True)
    score = models.FloatField("得分", default=0)
    score_parts = models.JSONField("得分明细", default=dict)

    judgement = models.CharField("审看", max_length=8, choices=Judgement, blank=True)
    judgement_reason = models.CharField("划去的理由", max_length=200, blank=True)
    judged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name="审看人"
    )
    judged_at = models.DateTimeField("什么时候审看", null=True, blank=True)  # none: taken over from an older reading

    row_scope = RowScope(place="ad__case__place")
    objects = RuleHitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "疑似点"
        constraints = [
            models.UniqueConstraint(
                fields=["ad", "ruleset", "rule", "source", "start", "end"],
                condition=Q(specimen=None),
                name="hit_once_per_reading",
            ),
            models.UniqueConstraint(
                fields=["specimen", "ruleset", "rule", "start", "end"],
                condition=Q(specimen__isnull=False),
                name="hit_once_per_picture",
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")) | Q(start=0, end=0, quoted=""), name="hit_has_length_or_no_place"
            ),
            models.CheckConstraint(
                condition=~Q(judgement="struck") | ~Q(judgement_reason=""), name="hit_struck_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["judged_at", "rule"], condition=Q(judged_at__isnull=False), name="hit_judged"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_name}：{self.quoted[:20]}（疑似）" if self.quoted else f"{self.rule_name}（疑似）"

    @property
    def placed(self) -> bool:
        """Whether it stands somewhere in the words; what is missing, drawn or put together stands nowhere."""
        return self.end > 0
