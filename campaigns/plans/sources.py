"""What was handed in: a circular's bytes, what the machine read, what the office made of it, and which one it corrects?"""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from campaign_site.people.models import Unit
from campaign_site.people.scoping import RowScope


def private_storage() -> Storage:
    """Return where files lie that no address serves."""
    return storages["private"]


def stored_name(document: "SourceDocument", filename: str) -> str:
    """Name the stored file by its content, whatever the sender called it."""
    return f"circulars/{document.sha256}"


class SourceDocumentQuerySet(models.QuerySet["SourceDocument"]):
    """Circulars by what became of them."""

    def in_force(self) -> "SourceDocumentQuerySet":
        """Return the confirmed circulars that no later confirmed one corrects."""
        confirmed = SourceDocument.State.CONFIRMED
        corrected = SourceDocument.objects.filter(state=confirmed, corrects__isnull=False).values("corrects")
        return self.filter(state=confirmed).exclude(pk__in=corrected)


class SourceDocument(models.Model):
    """A circular as handed in: the bytes, what the machine read, the office's edits over it, and whom its names mean.

    `reading` is never changed; `edits` lies over it (worked.py). `version` counts every change of edits and names.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "待确认"
        CONFIRMED = "confirmed", "已确认"
        VOID = "void", "已作废"

    file = models.FileField("原件", storage=private_storage, upload_to=stored_name, max_length=120)
    filename = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("指纹", max_length=64)
    title = models.CharField("标题", max_length=300)
    doc_number = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("成文日期", null=True)
    reading = models.JSONField("读出的内容", default=dict)
    edits = models.JSONField("人工改动", default=dict, blank=True)
    mapping = models.JSONField("名称对应", default=dict, blank=True)
    version = models.PositiveIntegerField("第几次改动", default=1)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    void_reason = models.CharField("作废理由", max_length=200, blank=True)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="更正哪一份"
    )
    campaign = models.ForeignKey(
        "campaigns.Campaign",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name="计划",
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, verbose_name="导入单位")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="导入人"
    )
    uploaded_at = models.DateTimeField("导入时间")

    audited = True
    unaudited = ("reading", "edits")  # each edit is recorded by its own action
    row_scope = RowScope(unit="unit")
    objects = SourceDocumentQuerySet.as_manager()

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
            models.UniqueConstraint(fields=["corrects"], condition=Q(state="confirmed"), name="source_corrected_once"),
            models.CheckConstraint(condition=~Q(corrects=models.F("id")), name="source_corrects_another"),
        ]
        indexes = [
            models.Index(fields=["unit", "-uploaded_at"], name="source_by_unit"),
            models.Index(fields=["unit", "doc_number"], name="source_by_doc_number"),
        ]

    def __str__(self) -> str:
        return self.title
