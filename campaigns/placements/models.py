"""What did each medium carry, with which proof, and which townships does its outlet reach by which rule?"""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from campaign_site.owed import Owed, OwedQuerySet
from campaign_site.people.models import Unit, User
from campaign_site.people.scoping import RowScope
from campaign_site.places.models import Place


class Channel(models.TextChoices):
    """The six channels of the circular, clause （十二）; the key stands in `terms` too."""

    TV = "tv", "电视"
    RADIO = "radio", "广播"
    PRESS = "press", "报刊"
    WEB = "web", "网络"
    TELECOM = "telecom", "电信"
    TRANSPORT = "transport", "公共交通"


NATIVE_UNITS = {"tv": "条次", "radio": "条次", "press": "期", "web": "条", "telecom": "批", "transport": "线路·天"}
BROADCAST = (Channel.TV, Channel.RADIO)
LONGEST = dt.timedelta(days=731)  # two years: what runs longer is entered anew, with a fresh proof


class Outlet(models.Model):
    """One outlet of a channel: a station, a paper, an account, an operator, a bus company, a village loudspeaker."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="outlets", verbose_name="所属单位")
    name = models.CharField("名称", max_length=60)
    channel = models.CharField("媒介", max_length=10, choices=Channel)

    row_scope = RowScope(open=True)
    audited = True

    class Meta:
        verbose_name = verbose_name_plural = "媒体与载体"
        ordering = ["channel", "name"]
        constraints = [models.UniqueConstraint(fields=["unit", "channel", "name"], name="outlet_once")]

    def __str__(self) -> str:
        return self.name


class CoverageRule(models.Model):
    """Which townships an outlet reaches from a day on. A changed reach is a new version; the old one stays citable."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="rules", verbose_name="媒体")
    version = models.PositiveSmallIntegerField("版次")
    valid_from = models.DateField("自哪天起")
    source = models.CharField("依据", max_length=120)
    townships = models.ManyToManyField(Place, related_name="+", verbose_name="到达的镇街")

    row_scope = RowScope(open=True)
    audited = True

    class Meta:
        verbose_name = verbose_name_plural = "到达规则"
        ordering = ["outlet", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["outlet", "version"], name="rule_version_once"),
            models.UniqueConstraint(fields=["outlet", "valid_from"], name="rule_starts_once"),
            models.CheckConstraint(condition=~Q(source=""), name="rule_with_source"),
        ]

    def __str__(self) -> str:
        return f"{self.outlet} 第{self.version}版（{self.valid_from}）"


class PlacementQuerySet(OwedQuerySet):
    """Placements by whether they count and when they ran."""

    def counted(self) -> "PlacementQuerySet":
        """Return the placements that count: entered, not void, with a proof."""
        return self.filter(state=Placement.State.ENTERED).exclude(proof_kind="")

    def standing(self) -> "PlacementQuerySet":
        """Return the placements that are not void, proved or not."""
        return self.filter(state=Placement.State.ENTERED)

    def running(self, start: dt.date, end: dt.date) -> "PlacementQuerySet":
        """Return the placements that ran on some day from `start` up to, not on, `end`."""
        return self.filter(starts_on__lt=end, ends_on__gte=start)


class Placement(Owed):
    """What one outlet carried over a span of days, in its channel's native numbers; never summed over channels.

    It owes a recount (`owed_since`) of the months it runs in and of those it was last counted in.
    """

    class State(models.TextChoices):
        ENTERED = "entered", "已登记"
        VOID = "void", "作废"

    class Proof(models.TextChoices):
        AIR_LOG = "air_log", "播出证明"
        PAGE = "page", "报样"
        CAPTURE = "capture", "网页截图"
        RECEIPT = "receipt", "发送回执"
        PICTURE = "picture", "现场照片"
        CONTRACT = "contract", "刊播合同"

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="placements", verbose_name="媒体")
    material = models.CharField("素材", max_length=80)
    starts_on = models.DateField("起")
    ends_on = models.DateField("止")
    time_slot = models.CharField("时段", max_length=60, blank=True, help_text="电视、广播必填，例如 19:00—19:30")
    daily_times = models.PositiveIntegerField("每日条次", null=True, blank=True)
    seconds = models.PositiveIntegerField("每条时长（秒）", null=True, blank=True)
    page = models.CharField("版", max_length=20, blank=True)
    page_share = models.CharField("面积", max_length=20, blank=True)
    link = models.URLField("链接", blank=True)
    reads = models.PositiveIntegerField("阅读", null=True, blank=True)
    shares = models.PositiveIntegerField("转发", null=True, blank=True)
    sent = models.PositiveIntegerField("发送条数", null=True, blank=True)
    delivered = models.PositiveIntegerField("成功条数", null=True, blank=True)
    unique_numbers = models.PositiveIntegerField("去重号码数", null=True, blank=True)
    carrier = models.CharField("载体", max_length=40, blank=True, help_text="车身、车载屏、站台、候车厅")
    lines = models.PositiveIntegerField("线路数", null=True, blank=True)
    vehicles = models.PositiveIntegerField("数量", null=True, blank=True)
    proof_kind = models.CharField("证明", max_length=10, choices=Proof, blank=True)
    proof_text = models.CharField("证明在哪里", max_length=120, blank=True)

    state = models.CharField("状态", max_length=8, choices=State, default=State.ENTERED)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="登记人")
    counted_from = models.DateField(null=True, editable=False)
    counted_to = models.DateField(null=True, editable=False)

    row_scope = RowScope(open=True)
    audited = True
    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "媒介刊播"
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="placement_ends_after_start"),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(void_reason=""), name="placement_void_with_reason"),
            models.CheckConstraint(condition=Q(proof_kind="") | ~Q(proof_text=""), name="placement_proof_said_where"),
        ]
        indexes = [
            *Owed.Meta.indexes,
            models.Index(fields=["starts_on", "ends_on"], name="placement_by_days"),
            models.Index(fields=["outlet", "starts_on"], name="placement_by_outlet"),
        ]

    def __str__(self) -> str:
        return f"{self.outlet} {self.starts_on:%m-%d} {self.material}"

    def save(self, **kwargs: Any) -> None:
        """Save what people enter; what the count wrote meanwhile, a void or the author are never overwritten."""
        if self.pk is not None and kwargs.get("update_fields") is None and not kwargs.get("force_insert"):
            entered = [field.name for field in self._meta.concrete_fields if field.editable and not field.primary_key]
            kwargs["update_fields"] = [name for name in entered if name not in ("state", "void_reason", "entered_by")]
        super().save(**kwargs)

    def clean(self) -> None:
        """Refuse what a channel cannot be counted without (PRODUCT.md §4, placement log)."""
        super().clean()
        wrong = self._wrong_span() | self._wrong_numbers()
        if self.proof_kind and not self.proof_text:
            wrong["proof_text"] = "请写明证明在哪里，例如“广电播出单 2026-10 第 12 号”。"
        if wrong:
            raise ValidationError(wrong)

    def _wrong_span(self) -> dict[str, str]:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            return {"ends_on": "止日早于起日，请对照刊播单改正。"}
        if self.starts_on and self.starts_on < dt.date(2016, 1, 1):
            return {"starts_on": "起日早于 2016 年，请检查年份。"}
        if self.starts_on and self.ends_on and self.ends_on - self.starts_on > LONGEST:
            return {"ends_on": "止日比起日晚了两年以上，请检查年份；真的一直在播，请每两年另记一条。"}
        return {}

    def _wrong_numbers(self) -> dict[str, str]:
        channel = self.outlet.channel if self.outlet_id else ""
        if channel in BROADCAST:
            needed = {"time_slot": "电视、广播要写时段，没有时段不能计入。", "daily_times": "请写每日条次。"}
        else:
            needed = {
                "press": {"page": "请写第几版。"},
                "telecom": {"sent": "请写发送条数；发送条数不等于人数，去重号码另填。"},
                "transport": {"lines": "请写线路数。", "carrier": "请写载体：车身、车载屏、站台或候车厅。"},
            }.get(channel, {})
        wrong = {name: words for name, words in needed.items() if getattr(self, name) in (None, "")}
        if self.delivered is not None and (self.sent is None or self.delivered > self.sent):
            wrong["delivered"] = "成功条数不能多于发送条数，请核对回执。"
        if self.unique_numbers is not None and self.delivered is not None and self.unique_numbers > self.delivered:
            wrong["unique_numbers"] = "去重号码数不能多于成功条数，请核对回执。"
        return wrong

    def amount(self, start: dt.date, end: dt.date) -> int:
        """Return its intensity from `start` up to, not on, `end`, in the native unit of its channel.

        Airings and line-days fall on days; an issue, a post, a batch is one thing and belongs to the day it began.
        """
        days = (min(self.ends_on, end - dt.timedelta(days=1)) - max(self.starts_on, start)).days + 1
        if self.outlet.channel in BROADCAST:
            return max(0, days) * (self.daily_times or 0)
        if self.outlet.channel == Channel.TRANSPORT:
            return max(0, days) * (self.lines or 0)
        return int(start <= self.starts_on < end)
