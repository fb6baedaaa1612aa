"""Which advertisements are one, how is that found among a million, and who moved a sighting from case to case?"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from campaign_site.owed import Owed, OwedQuerySet
from campaign_site.people.models import User
from campaign_site.people.scoping import RowScope
from media_library.ads.cases import AdCase
from media_library.ads.known_good import KnownGood
from media_library.ads.models import Ad


class Means(models.TextChoices):
    """By what two advertisements were found to be one."""

    PICTURE = "picture", "图片相同"
    WORDS = "words", "文字相同"
    HAND = "hand", "人工"


class AdLikenessQuerySet(OwedQuerySet):
    """Debts of looking for the same advertisement."""

    def ready(self) -> AdLikenessQuerySet:
        """Those whose words have been read: without them only half could be compared."""
        return self.filter(ad__read_at__isnull=False)


class AdLikeness(Owed):
    """What an advertisement owes: a look whether it was seen before or is known to be harmless. Paid after its reading."""

    lease = dt.timedelta(minutes=3)

    ad = models.OneToOneField(Ad, on_delete=models.PROTECT, related_name="likeness", verbose_name="广告")
    looked_at = models.DateTimeField("比对时间", null=True, blank=True)
    known_good = models.ForeignKey(
        KnownGood, on_delete=models.PROTECT, null=True, blank=True, related_name="sightings", verbose_name="正面素材"
    )
    note = models.CharField("比对说明", max_length=200, blank=True)

    row_scope = RowScope(unit="ad__reporter_unit")
    objects = AdLikenessQuerySet.as_manager()

    class Meta(Owed.Meta):
        verbose_name = verbose_name_plural = "同一广告的比对"

    def __str__(self) -> str:
        return f"{self.ad} 的比对"


class AdKey(models.Model):
    """A key under which an advertisement's words or picture is found again."""

    key = models.BigIntegerField("键")
    ad = models.ForeignKey(Ad, on_delete=models.PROTECT, db_index=False, related_name="keys", verbose_name="广告")

    row_scope = RowScope(unit="ad__reporter_unit")

    class Meta:
        verbose_name = verbose_name_plural = "比对键"
        constraints = [models.UniqueConstraint(fields=["key", "ad"], name="ad_key_once")]

    def __str__(self) -> str:
        return str(self.key)


class AdMove(models.Model):
    """A sighting that was moved into another case: by the machine because it is the same, or by hand with a reason."""

    ad = models.ForeignKey(Ad, on_delete=models.PROTECT, related_name="moves", verbose_name="广告")
    from_case = models.ForeignKey(AdCase, on_delete=models.PROTECT, related_name="left", verbose_name="原案件")
    to_case = models.ForeignKey(AdCase, on_delete=models.PROTECT, related_name="joined", verbose_name="并入案件")
    means = models.CharField("凭什么", max_length=7, choices=Means)
    like = models.ForeignKey(
        Ad,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="与哪一次相同",
    )
    reason = models.CharField("理由", max_length=300)
    moved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name="经办人"
    )
    moved_at = models.DateTimeField("时间")

    row_scope = RowScope(place="to_case__place")

    class Meta:
        verbose_name = verbose_name_plural = "并案记录"
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="ad_move_has_reason"),
            models.CheckConstraint(condition=~Q(from_case=models.F("to_case")), name="ad_move_goes_elsewhere"),
            models.CheckConstraint(
                condition=Q(means="hand", moved_by__isnull=False) | ~Q(means="hand") & Q(moved_by=None),
                name="ad_move_by_hand_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ad}：{self.from_case.number} → {self.to_case.number}"
