"""Which posters and advertisements are known to be harmless: our own warnings and what licensed institutions may show?"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from campaign_site.people.models import User
from campaign_site.people.scoping import RowScope
from campaign_site.places.models import Place
from media_library.photos.models import private_storage


class KnownGoodQuerySet(models.QuerySet["KnownGood"]):
    """Harmless material by when it counts."""

    def valid_on(self, day: dt.date) -> KnownGoodQuerySet:
        """What counted on a day, its last day included."""
        return self.filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gte=day))


class KnownGood(models.Model):
    """One poster or advertisement whose exact likeness is not flagged, kept with who entered it and on what ground."""

    class Kind(models.TextChoices):
        OWN = "own", "本地宣传材料"
        LICENSED = "licensed", "持牌机构已核的广告"

    title = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=8, choices=Kind)
    publisher = models.CharField("制作或发布单位", max_length=100)
    source = models.CharField("来源、批准或备案文号", max_length=200)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name="适用地方")
    text = models.TextField("全文", max_length=20_000, blank=True)
    picture = models.FileField("原图", upload_to="known/%Y", storage=private_storage, max_length=200, blank=True)
    sha256 = models.CharField("原图校验值", max_length=64, blank=True)
    valid_from = models.DateField("从哪天起有效")
    valid_until = models.DateField("有效到（含）", null=True, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记")

    row_scope = RowScope(place="place")
    objects = KnownGoodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "正面素材"
        ordering = ["-entered_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(picture=""), name="known_good_has_content"),
            models.CheckConstraint(condition=~Q(source=""), name="known_good_has_source"),
            models.CheckConstraint(
                condition=Q(picture="", sha256="") | ~Q(picture="") & ~Q(sha256=""), name="known_good_picture_sealed"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="known_good_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class KnownGoodKey(models.Model):
    """A key under which harmless material is found."""

    key = models.BigIntegerField("键")
    known_good = models.ForeignKey(
        KnownGood, on_delete=models.CASCADE, db_index=False, related_name="keys", verbose_name="正面素材"
    )

    row_scope = RowScope(place="known_good__place")

    class Meta:
        verbose_name = verbose_name_plural = "正面素材的键"
        constraints = [models.UniqueConstraint(fields=["key", "known_good"], name="known_good_key_once")]

    def __str__(self) -> str:
        return str(self.key)
