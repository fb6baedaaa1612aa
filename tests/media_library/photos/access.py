"""Who gets in at the addresses of evidence pictures?"""

import datetime as dt

from django.core.files.base import ContentFile

from media_library.photos.models import EvidencePhoto
from tests.access_table import Spot, holders


def picture(spot: Spot) -> EvidencePhoto:
    """Return a kept picture of the spot's village and unit."""
    file = ContentFile(b"not looked at", name="proof.jpg")
    return EvidencePhoto.objects.create(
        original=file, working=file, sha256="0" * 64, width=1, height=1, place=spot.village, unit=spot.unit,
        uploader=spot.user, uploaded_at=dt.datetime(2026, 10, 20, tzinfo=dt.UTC),
    )  # fmt: skip


ROWS = {"media_library.evidencephoto": picture}
DOORS = {"evidence_picture": holders("media_library.view_evidencephoto", row="media_library.evidencephoto")}
