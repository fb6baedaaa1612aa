"""How does an uploaded picture become evidence?"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import User
from campaign_site.places.models import Place
from media_library.photos.ingest import UnreadableImage, read_picture
from media_library.photos.models import EvidencePhoto
from media_library.photos.working_copy import without_notes


def keep_evidence(data: bytes, *, uploader: User, place: Place, now: dt.datetime) -> EvidencePhoto:
    """Keep the untouched bytes and a working copy privately, for the uploader's unit; return the row.

    Raises ValidationError (Chinese, what to do) when the bytes are no picture we can keep.
    """
    try:
        picture = read_picture(data)
        working = without_notes(data)
    except UnreadableImage as error:
        raise ValidationError(str(error)) from error
    except OSError as error:
        raise ValidationError("这张照片没有传完整，请重新选择再传。") from error
    photo = EvidencePhoto(
        sha256=picture.sha256, width=picture.width, height=picture.height,
        uploader=uploader, unit=uploader.unit, place=place, uploaded_at=now,
    )  # fmt: skip
    photo.original.save(f"{picture.sha256}.{picture.suffix}", ContentFile(data), save=False)
    photo.working.save(f"{picture.sha256}-w.jpg", ContentFile(working), save=False)
    with transaction.atomic():
        photo.save()
        record(uploader, "photos.keep_evidence", photo, after={"sha256": picture.sha256, "place": str(place)})
    return photo
