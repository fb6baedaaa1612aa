"""Which pictures vouch for something? Private rows of a unit and a place; publishing one is a logged act of its own."""

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from campaign_site.people.models import Unit, User
from campaign_site.people.scoping import RowScope
from campaign_site.places.models import Place


def private_storage() -> object:
    """Return the storage that no address serves."""
    return storages["private"]


class EvidencePhoto(models.Model):
    """A picture as it was handed in, untouched, and a working copy without the camera's notes (EXIF)."""

    original = models.FileField("原图", upload_to="evidence/%Y/%m", storage=private_storage, max_length=200)
    working = models.FileField("工作图", upload_to="evidence/%Y/%m", storage=private_storage, max_length=200)
    sha256 = models.CharField("原图校验值", max_length=64, db_index=True)
    width = models.PositiveIntegerField("宽 px")
    height = models.PositiveIntegerField("高 px")
    shows_minors = models.BooleanField("含未成年人", default=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name="地方")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    uploader = models.ForeignKey(
        User, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传")

    row_scope = RowScope(place="place", unit="unit")

    class Meta:
        verbose_name = verbose_name_plural = "佐证图片"
        constraints = [models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="photo_has_size")]

    def __str__(self) -> str:
        return f"{self.unit} {self.uploaded_at:%Y-%m-%d}"
