"""Who: units with their dated names and successors, and the users who sit in them."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from campaign_site.places.models import Place
from campaign_site.row_scope import RowScope


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units by day and kind."""

    def existing(self, day: dt.date) -> "UnitQuerySet":
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day))


class Unit(models.Model):
    """An organ, township, outlet or other body; renamed or merged bodies are rows of their own with a successor."""

    class Kind(models.TextChoices):
        OFFICE = "office", "打非办"
        PROPAGANDA = "propaganda", "宣传部门"
        MARKET = "market", "市场监管"
        REGULATOR = "regulator", "行业主（监）管部门"
        TOWNSHIP = "township", "镇街"
        VILLAGE = "village", "村（社区）"
        MEDIA = "media", "媒体"
        BANK = "bank", "金融机构"
        SUPERVISION = "supervision", "督查"
        JUDICIAL = "judicial", "公检法司"
        OTHER = "other", "其他单位"

    name = models.CharField("全称", max_length=100)
    short_name = models.CharField("简称", max_length=40)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, verbose_name="所在地方")
    valid_from = models.DateField("启用日", null=True, blank=True)
    valid_to = models.DateField("停用日（不含）", null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="承接单位"
    )
    position = models.PositiveSmallIntegerField("次序", default=0)
    note = models.CharField("说明", max_length=200, blank=True)

    row_scope = RowScope(open=True, changed_at=("place",))
    audited = True
    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["position", "place__code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["name", "place"], name="unit_name_once_per_place"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gt=F("valid_from")),
                name="unit_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="unit_not_its_own_successor"),
        ]
        indexes = [models.Index(fields=["kind", "place"], name="unit_by_kind")]

    def __str__(self) -> str:
        return self.short_name

    def clean(self) -> None:
        """Refuse a successor whose own successors lead back to this unit."""
        if self.pk and self.successor is not None and self.successor.leads_to(self):
            raise ValidationError(
                {"successor": f"绕了一圈又承接到“{self.name}”自己。请换一个承接单位，或先改它的承接单位。"}
            )

    def leads_to(self, other: "Unit") -> bool:
        """Say whether `other` is this unit or carries on its work at any remove."""
        unit: Unit | None = self
        seen: set[int] = set()
        while unit is not None and unit.pk not in seen:
            if unit.pk == other.pk:
                return True
            seen.add(unit.pk)
            unit = unit.successor
        return False

    def today(self) -> "Unit":
        """Return the unit that carries on this one's work now; stops where the successors would begin to go round."""
        unit, seen = self, {self.pk}
        while unit.successor_id is not None and unit.successor_id not in seen:
            seen.add(unit.successor_id)
            unit = unit.successor
        return unit


class UnitAlias(models.Model):
    """Another name by which papers call a unit."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases", verbose_name="单位")
    name = models.CharField("别名", max_length=100, db_index=True)

    row_scope = RowScope(open=True)
    audited = True

    class Meta:
        verbose_name = verbose_name_plural = "单位别名"
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="unit_alias_once")]

    def __str__(self) -> str:
        return self.name


class UnitGroup(models.Model):
    """A name in papers that stands for several units: 成员单位, 各乡镇人民政府（街道办事处）."""

    name = models.CharField("名称", max_length=100, unique=True)
    kind = models.CharField("由哪一类单位组成", max_length=12, choices=Unit.Kind, blank=True)
    members = models.ManyToManyField(Unit, blank=True, related_name="unit_groups", verbose_name="成员")

    row_scope = RowScope(open=True)
    audited = True

    class Meta:
        verbose_name = verbose_name_plural = "单位组"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def units(self) -> UnitQuerySet:
        """Return the units the name stands for: all of a kind, or the members listed."""
        if self.kind:
            return Unit.objects.filter(kind=self.kind, valid_to=None)
        return Unit.objects.filter(unit_groups=self, valid_to=None)


class User(AbstractUser):
    """A person with an account; what they may do comes from their roles, which rows from their unit."""

    name = models.CharField("姓名", max_length=30)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="users", verbose_name="单位"
    )

    must_change_password = models.BooleanField("首次登录须改密码", default=False)

    row_scope = RowScope(unit="unit")
    audited = True
    unaudited = ("last_login", "first_name")  # the second is a copy of the name

    class Meta:
        verbose_name = verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.first_name = self.name  # the admin's sidebar greets people by it
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def role_keys(self) -> frozenset[str]:
        """Return the keys of the user's roles (group names), read once per object."""
        if not hasattr(self, "_role_keys"):
            self._role_keys = frozenset(self.groups.values_list("name", flat=True)) if self.pk else frozenset()
        return self._role_keys

    def has_role(self, *keys: str) -> bool:
        """Say whether the active user holds any of the roles."""
        return self.is_active and bool(self.role_keys() & set(keys))
