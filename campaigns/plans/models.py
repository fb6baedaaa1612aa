"""What is planned: campaigns and the places they cover, circulars handed in, duties and who bears them."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q

from campaign_site.people.models import Unit, UnitGroup
from campaign_site.people.scoping import RowScope
from campaign_site.places.models import Place, PlaceQuerySet

from .bearing import CampaignQuerySet, DutyPartyQuerySet


class Campaign(models.Model):
    """A year plan, a special or month under it, or a focus day; its places are every figure's denominator."""

    class Kind(models.TextChoices):
        YEAR = "year", "年度规划"
        SPECIAL = "special", "专项行动"
        MONTH = "month", "宣传月"
        DAY = "day", "集中宣传日"

    # What may stand under what.
    PARENTS = {
        Kind.YEAR: (),
        Kind.SPECIAL: (Kind.YEAR,),
        Kind.MONTH: (Kind.YEAR,),
        Kind.DAY: (Kind.YEAR, Kind.SPECIAL, Kind.MONTH),
    }

    kind = models.CharField("类别", max_length=8, choices=Kind)
    name = models.CharField("名称", max_length=120)
    theme = models.CharField("主题", max_length=120, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="属于"
    )
    starts_on = models.DateField("开始")
    ends_on = models.DateField("结束（含当天）")
    included = models.ManyToManyField(
        Place, blank=True, related_name="+", verbose_name="范围", help_text="含其下所有地方；不填就照上级活动的范围。"
    )
    excluded = models.ManyToManyField(Place, blank=True, related_name="+", verbose_name="除去")

    audited = True
    row_scope = RowScope(open=True, changed_at=("included", "parent__included", "parent__parent__included"))
    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "宣传计划"
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_start"),
            models.UniqueConstraint(fields=["name", "starts_on"], name="campaign_named_once_per_start"),
        ]
        indexes = [models.Index(fields=["starts_on", "ends_on"], name="campaign_by_days")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "结束日期早于开始日期，请改正。"})
        if self.parent is None:
            return
        if self.parent.kind not in self.PARENTS[Campaign.Kind(self.kind)]:
            raise ValidationError(
                {"parent": f"“{self.get_kind_display()}”不能放在“{self.parent.get_kind_display()}”下面。"}
            )
        if not (self.parent.starts_on <= self.starts_on and self.ends_on <= self.parent.ends_on):
            raise ValidationError(
                {"starts_on": f"起止日期须在“{self.parent}”（{self.parent.starts_on} 至 {self.parent.ends_on}）之内。"}
            )

    def scope(self) -> PlaceQuerySet:
        """Return the places the campaign covers: its roots and all below, without what is taken out.

        A part without roots of its own has its parent's; what the parent takes out stays out.
        """
        roots, out = self.bounds()
        return Place.objects.filter(within(roots)).exclude(within(out))

    def bounds(self) -> tuple[list[Place], list[Place]]:
        """Return the roots of the scope and the places taken out, the parents' rules included."""
        roots, out = list(self.included.all()), list(self.excluded.all())
        if self.parent is not None:
            above, above_out = self.parent.bounds()
            roots, out = roots or above, out + above_out
        return roots, out


def within(places: list[Place]) -> Q:
    """Return the condition of lying at or below any of the places; none lie below no place."""
    ranges = [Q(code__gte=place.code, code__lt=place.code_end) for place in places]
    return reduce(or_, ranges) if ranges else Q(pk__in=[])


def private_storage() -> Storage:
    """Return where files lie that no address serves."""
    return storages["private"]


def stored_name(document: "SourceDocument", filename: str) -> str:
    """Name the stored file by its content, whatever the sender called it."""
    return f"circulars/{document.sha256}"


class SourceDocument(models.Model):
    """A circular as handed in: the bytes, what was understood, and how its names were mapped."""

    class State(models.TextChoices):
        DRAFT = "draft", "待确认"
        CONFIRMED = "confirmed", "已确认"
        VOID = "void", "已作废"

    file = models.FileField("原件", storage=private_storage, upload_to=stored_name, max_length=120)
    filename = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("指纹", max_length=64)
    title = models.CharField("标题", max_length=300)
    issued_on = models.DateField("成文日期", null=True)
    reading = models.JSONField("读出的内容", default=dict)
    mapping = models.JSONField("名称对应", default=dict, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    void_reason = models.CharField("作废理由", max_length=200, blank=True)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="sources", verbose_name="计划"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, verbose_name="导入单位")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="导入人"
    )
    uploaded_at = models.DateTimeField("导入时间")

    audited = True
    unaudited = ("reading",)
    row_scope = RowScope(unit="unit")

    class Meta:
        verbose_name = verbose_name_plural = "来文"
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "void"], campaign=None) | Q(state="confirmed", campaign__isnull=False),
                name="source_confirmed_into_campaign",
            ),
            models.UniqueConstraint(
                fields=["unit", "sha256"], condition=~Q(state="void"), name="source_kept_once_per_unit"
            ),
            models.CheckConstraint(condition=~Q(state="void", void_reason=""), name="source_void_with_reason"),
        ]
        indexes = [models.Index(fields=["unit", "-uploaded_at"], name="source_by_unit")]

    def __str__(self) -> str:
        return self.title


class Duty(models.Model):
    """One task of the plan, in the circular's words."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="duties", verbose_name="计划")
    source = models.ForeignKey(
        SourceDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="duties", verbose_name="出处"
    )
    number = models.CharField("编号", max_length=20)
    section = models.CharField("所属部分", max_length=200, blank=True)
    heading = models.CharField("任务", max_length=200)
    body = models.TextField("内容", blank=True)
    deadline = models.DateField("期限", null=True, blank=True)
    deadline_text = models.CharField("期限原文", max_length=60, blank=True)
    deliverable = models.CharField("交什么", max_length=100, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)

    audited = True
    row_scope = RowScope(
        open=True,
        changed_at=("campaign__included", "campaign__parent__included", "campaign__parent__parent__included"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        ordering = ["campaign", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="duty_numbered_once")]

    def __str__(self) -> str:
        return f"{self.number}{self.heading}"


class DutyParty(models.Model):
    """Who leads or assists in a duty: one unit, or a group whose units all bear it."""

    class Part(models.TextChoices):
        LEAD = "lead", "负责"
        ASSIST = "assist", "协助"

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="parties", verbose_name="任务")
    part = models.CharField("分工", max_length=6, choices=Part)
    printed_name = models.CharField("原文名称", max_length=120)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="duty_parties", verbose_name="单位"
    )
    group = models.ForeignKey(
        UnitGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="duty_parties", verbose_name="单位组"
    )
    position = models.PositiveSmallIntegerField("次序", default=0)

    objects = DutyPartyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务分工"
        ordering = ["duty", "-part", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit=None, group__isnull=False) | Q(unit__isnull=False, group=None),
                name="party_unit_or_group",
            ),
            models.UniqueConstraint(fields=["duty", "unit"], condition=~Q(unit=None), name="party_unit_once_per_duty"),
            models.UniqueConstraint(
                fields=["duty", "group"], condition=~Q(group=None), name="party_group_once_per_duty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}{self.get_part_display()}"
