"""Which tables were handed in on screen: what waits to be confirmed, what was written, from which file?

Only who sent a table sees it. The file is kept until it is confirmed or put aside; the line stays as the source of what was written.
"""

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q


def private_storage() -> Storage:
    """Return where files lie that no address serves."""
    return storages["private"]


def stored_name(sheet: "SentSheet", filename: str) -> str:
    """Name the stored file by who sent it and its content, whatever it was called."""
    return f"sheets/{sheet.sent_by_id}-{sheet.sha256}"


class SentSheet(models.Model):
    """One table as sent: one may wait for each person and kind of table."""

    table = models.CharField("哪种表", max_length=20)
    file = models.FileField("文件", storage=private_storage, upload_to=stored_name, max_length=120, blank=True)
    filename = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("指纹", max_length=64)
    sent_by_id = models.BigIntegerField("上传人编号")
    sent_by_name = models.CharField("上传人", max_length=60)
    sent_at = models.DateTimeField("上传时间")
    confirmed_at = models.DateTimeField("确认时间", null=True)
    outcome = models.JSONField("写入情况", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "上传的表"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "sent_by_id"], condition=Q(confirmed_at=None), name="sent_sheet_one_waits"
            ),
            models.CheckConstraint(condition=Q(confirmed_at=None) | Q(file=""), name="sent_sheet_file_gone"),
        ]

    def __str__(self) -> str:
        return self.filename
