"""How does an uploaded picture become evidence?"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import User
from campaign_site.places.models import Place
from media_library.photos.ingest import Picture, UnreadableImage, read_picture
from media_library.photos.models import EvidencePhoto
from media_library.photos.working_copy import without_notes


@dataclass(frozen=True)
class Understood:
    """A picture that can be kept: its untouched bytes, what they are, and the working copy."""

    data: bytes
    facts: Picture
    working: bytes


def understood(data: bytes) -> Understood:
    """Read an upload without keeping it; raises ValidationError (what to do) when it is no picture we can keep."""
    try:
        return Understood(data, read_picture(data), without_notes(data))
    except UnreadableImage as error:
        raise ValidationError(str(error)) from error
    except OSError as error:
        raise ValidationError("这张照片没有传完整，请重新选择再传。") from error


@contextmanager
def kept(
    picture: Understood, *, uploader: User, place: Place, now: dt.datetime, shows_minors: bool = False
) -> Iterator[EvidencePhoto]:
    """Keep the untouched bytes and the working copy privately, for the uploader's unit, and give the row to the block.

    When the block fails, row and files go together.
    """
    facts = picture.facts
    photo = EvidencePhoto(
        sha256=facts.sha256, width=facts.width, height=facts.height, shows_minors=shows_minors,
        uploader=uploader, unit=uploader.unit, place=place, uploaded_at=now,
    )  # fmt: skip
    try:
        photo.original.save(f"{facts.sha256}.{facts.suffix}", ContentFile(picture.data), save=False)
        photo.working.save(f"{facts.sha256}-w.jpg", ContentFile(picture.working), save=False)
        with transaction.atomic():
            photo.save()
            after = {"sha256": facts.sha256, "place": str(place), "shows_minors": shows_minors}
            record(uploader, "photos.keep_evidence", photo, after=after)
            yield photo
    except BaseException:
        for file in (photo.original, photo.working):
            file.delete(save=False)
        raise


def keep_evidence(data: bytes, *, uploader: User, place: Place, now: dt.datetime) -> EvidencePhoto:
    """Keep one upload as evidence; return the row. Raises ValidationError like `understood`."""
    with kept(understood(data), uploader=uploader, place=place, now=now) as photo:
        return photo
