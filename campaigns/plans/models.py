"""What is planned: campaigns and the places they cover, duties and who bears them?"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from campaign_site.people.models import Unit, UnitGroup
from campaign_site.people.scoping import RowScope
from campaign_site.places.models import Place, PlaceQuerySet

from .bearing import CampaignQuerySet, DutyPartyQuerySet, DutyQuerySet
from .scope import Bounds, bounds_of, covered
from .sources import SourceDocument, private_storage, stored_name

# The two functions are called here by the first migration.
__all__ = ["Campaign", "Duty", "DutyParty", "SourceDocument", "private_storage", "stored_name"]


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
        """Return the places the campaign covers, of any time: its roots and all below, without what is taken out.

        A part without roots of its own has its parent's; what the parent takes out stays out. Who took over from a place
        follows it (scope.py). As a denominator of a day: `scope().existing(day)`.
        """
        return Place.objects.filter(covered(self.limits()))

    def limits(self) -> Bounds:
        """Return the bounds of the scope, the parents' rules included."""
        return bounds_of([self])[self.pk]

    def bounds(self) -> tuple[list[Place], list[Place]]:
        """Return the roots of the scope and the places taken out, the parents' rules included."""
        limits = self.limits()
        return list(limits.roots), list(limits.out)


class Duty(models.Model):
    """One task of the plan, in the circular's words; a task the circular no longer lists ends, it is never deleted.

    `measure` says which measure of the source it came from (worked.py), so that a correction finds it again.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="duties", verbose_name="计划")
    source = models.ForeignKey(
        SourceDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="duties", verbose_name="出处"
    )
    measure = models.CharField("来文里的哪一项", max_length=12, blank=True)
    number = models.CharField("编号", max_length=20)
    section = models.CharField("所属部分", max_length=200, blank=True)
    heading = models.CharField("任务", max_length=200)
    body = models.TextField("内容", blank=True)
    deadline = models.DateField("期限", null=True, blank=True)
    deadline_text = models.CharField("期限原文", max_length=60, blank=True)
    deliverable = models.CharField("交什么", max_length=100, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)
    ended_on = models.DateField("终止日", null=True, blank=True)
    end_reason = models.CharField("终止原因", max_length=200, blank=True)

    audited = True
    row_scope = RowScope(
        open=True,
        changed_at=("campaign__included", "campaign__parent__included", "campaign__parent__parent__included"),
    )
    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        ordering = ["campaign", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "source", "number"], condition=Q(ended_on=None), name="duty_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="") | Q(ended_on__isnull=False) & ~Q(end_reason=""),
                name="duty_ended_with_reason",
            ),
        ]

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
