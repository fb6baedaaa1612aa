"""What else came with a report that no machine reads: the address of a page (never opened), a spoken note for a person?"""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

from campaign_site.people.scoping import RowScope
from media_library.ads.models import Ad
from media_library.ads.sounds import audio_format
from media_library.photos.models import private_storage

MOST_AUDIO_BYTES = 20 * 1024 * 1024
LONGEST_ADDRESS = 500
AUDIO_TYPES = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "wav": "audio/wav", "ogg": "audio/ogg", "amr": "audio/amr"}


class AdAttachment(models.Model):
    """An address or a spoken note beside a sighting, as it was handed in."""

    class Kind(models.TextChoices):
        ADDRESS = "address", "网址"
        AUDIO = "audio", "录音"

    ad = models.ForeignKey(Ad, on_delete=models.PROTECT, related_name="attachments", verbose_name="广告")
    kind = models.CharField("种类", max_length=7, choices=Kind)
    address = models.CharField("网址", max_length=LONGEST_ADDRESS, blank=True)
    file = models.FileField("录音", upload_to="ads/notes/%Y/%m", storage=private_storage, max_length=200, blank=True)
    format = models.CharField("格式", max_length=4, blank=True)
    sha256 = models.CharField("校验值", max_length=64, blank=True)
    size_bytes = models.PositiveIntegerField("字节数", default=0)

    row_scope = RowScope(unit="ad__reporter_unit")

    class Meta:
        verbose_name = verbose_name_plural = "广告附件"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="address") & ~Q(address="") & Q(sha256="")
                | Q(kind="audio", address="") & ~Q(sha256="") & Q(format__in=list(AUDIO_TYPES)),
                name="ad_attachment_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ad} 的{self.get_kind_display()}"


def address_fault(address: str) -> str:
    """Why an address cannot be kept; empty when it can. It is kept as words: nothing is ever fetched."""
    if len(address) > LONGEST_ADDRESS:
        return f"网址太长（超过 {LONGEST_ADDRESS} 个字符），请只留到问号以前。"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return "网址要以 http:// 或 https:// 开头；不是网址的，写在文字里。"
    return ""


def audio_fault(data: bytes) -> str:
    """Why a sound cannot be kept; empty when it can."""
    if len(data) > MOST_AUDIO_BYTES:
        return "录音超过 20 MB，请截短再传。"
    return (
        ""
        if audio_format(data)
        else "这个文件不是能收的录音（只收 MP3、M4A、WAV、OGG、AMR；录像不收，请截下画面当图片交）。"
    )


def keep_attachments(ad: Ad, *, address: str = "", audio: bytes = b"") -> list[AdAttachment]:
    """Keep what came beside a sighting; the caller has checked it and runs the transaction."""
    kept = []
    if address:
        kept.append(AdAttachment.objects.create(ad=ad, kind=AdAttachment.Kind.ADDRESS, address=address))
    if audio:
        note = AdAttachment(
            ad=ad, kind=AdAttachment.Kind.AUDIO, format=audio_format(audio), size_bytes=len(audio),
            sha256=hashlib.sha256(audio).hexdigest(),
        )  # fmt: skip
        note.file.save(f"{ad.uid}.{note.format}", ContentFile(audio), save=False)
        try:
            note.save()
        except BaseException:
            note.file.delete(save=False)
            raise
        kept.append(note)
    return kept
