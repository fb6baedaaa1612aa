"""Who came from whom: which named acts changed places, and which places took over from which?"""

from django.db import models
from django.db.models import F, Q
from django.dispatch import Signal

from campaign_site.places.models import Place, PlaceVersion
from campaign_site.row_scope import RowScope

# An act changed places from a day on (`place_ids`, `on`), sent inside its transaction: what was counted of them may be stale.
places_changed = Signal()


class PlaceChange(models.Model):
    """One named, dated act on places; it stays on record when it is taken back by another."""

    class Kind(models.TextChoices):
        FOUND = "found", "设立"
        RENAME = "rename", "改名"
        RENUMBER = "renumber", "改码"
        CHANGE_KIND = "change_kind", "改类别"
        MOVE = "move", "改属"
        SPLIT = "split", "拆分"
        MERGE = "merge", "合并"
        END = "end", "撤销建制"
        CORRECT = "correct", "勘误"
        UNDO = "undo", "收回"

    kind = models.CharField("变动", max_length=12, choices=Kind)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="changes", verbose_name="地方")
    on = models.DateField("日期")
    precision = models.CharField(
        "日期把握", max_length=8, choices=PlaceVersion.Precision, default=PlaceVersion.Precision.DAY
    )
    summary = models.CharField("内容", max_length=300)
    reason = models.CharField("理由", max_length=200)
    source = models.CharField("依据", max_length=120, blank=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name="收回的变动"
    )
    rows = models.JSONField("改动的行", default=dict, blank=True, editable=False)

    row_scope = RowScope(open=True)

    class Meta:
        verbose_name = verbose_name_plural = "地方变动"
        default_permissions = ("view",)
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(undoes=None) | Q(kind="undo"), name="place_change_only_undo_undoes"),
            models.CheckConstraint(condition=~Q(undoes=F("id")), name="place_change_not_its_own_undo"),
        ]

    def __str__(self) -> str:
        return self.summary


class PlaceSuccessionQuerySet(models.QuerySet["PlaceSuccession"]):
    """Successions that hold."""

    def standing(self) -> "PlaceSuccessionQuerySet":
        """Return those whose act was not taken back."""
        return self.filter(change__undone_by=None)


class PlaceSuccession(models.Model):
    """That one place took over from another on a day: all of it (merged), or a part (split off)."""

    class Kind(models.TextChoices):
        WHOLE = "whole", "整体并入"
        PART = "part", "分出"

    predecessor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="successions", verbose_name="原地方")
    successor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="inheritances", verbose_name="后继地方")
    on = models.DateField("日期")
    kind = models.CharField("方式", max_length=5, choices=Kind)
    change = models.ForeignKey(
        PlaceChange, on_delete=models.PROTECT, related_name="successions", verbose_name="出自哪次变动"
    )

    row_scope = RowScope(open=True)
    objects = PlaceSuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地方承接"
        default_permissions = ("view",)
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="place_succession_between_two_places"
            ),
            models.UniqueConstraint(fields=["predecessor", "successor", "change"], name="place_succession_once_an_act"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}（{self.on}）"
