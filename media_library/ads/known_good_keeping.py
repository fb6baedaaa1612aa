"""How does harmless material enter the bank, and what may be changed of it afterwards?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import User
from media_library.ads.known_good import KnownGood, KnownGoodKey
from media_library.ads.traits import traits
from media_library.photos.ingest import UnreadableImage, read_picture


@dataclass(frozen=True)
class Harmless:
    """What is entered: name, kind, who made it, on what ground, its words or picture, and its days."""

    title: str
    kind: str
    publisher: str
    source: str
    valid_from: date
    valid_until: date | None = None
    text: str = ""
    picture: bytes = b""


def enter_known_good(entry: Harmless, user: User, now: datetime) -> KnownGood:
    """Keep material for the place of the user's unit, with its keys; the picture stays as it was handed in.

    Raises PermissionDenied without the role, ValidationError naming the field for a picture that cannot be kept, for neither words nor
    picture, for words and picture that show nothing to compare, or for days out of order.
    """
    if not user.has_perm("media_library.add_knowngood") or user.unit is None:
        raise PermissionDenied("正面素材由打非办和市场监管局登记，您的角色不能办。")
    row = KnownGood(
        title=entry.title, kind=entry.kind, publisher=entry.publisher, source=entry.source.strip(), text=entry.text,
        valid_from=entry.valid_from, valid_until=entry.valid_until, place=user.unit.place, entered_by=user, entered_at=now,
    )  # fmt: skip
    _check(entry)
    if entry.picture:
        row.sha256, suffix = _sealed(entry.picture)
        row.picture.save(f"{row.sha256}.{suffix}", ContentFile(entry.picture), save=False)
    try:
        with transaction.atomic():
            _keep(row)
            record(user, "ads.enter_known_good", row, after={"title": row.title, "sha256": row.sha256})
    except BaseException:
        if row.picture:
            row.picture.delete(save=False)
        raise
    return row


def change_days(row: KnownGood, user: User, *, valid_until: date | None, source: str) -> None:
    """End or prolong material, or mend its ground; words and picture never change: enter the new ones anew."""
    if not user.has_perm("media_library.change_knowngood"):
        raise PermissionDenied("正面素材由打非办和市场监管局登记，您的角色不能办。")
    if valid_until and valid_until < row.valid_from:
        raise ValidationError({"valid_until": "截止日不能早于起始日，请核对。"})
    if not source.strip():
        raise ValidationError({"source": "请写明来源、批准或备案文号。"})
    before = {"valid_until": str(row.valid_until or ""), "source": row.source}
    with transaction.atomic():
        KnownGood.objects.filter(pk=row.pk).update(valid_until=valid_until, source=source.strip())
        after = {"valid_until": str(valid_until or ""), "source": source.strip()}
        record(user, "ads.change_known_good", row, before=before, after=after)


def _keep(row: KnownGood) -> None:
    """Write the row and the keys under which it is found."""
    row.save()
    keys = traits([row.text], [row.picture] if row.picture else []).stored_keys()
    if not keys:
        field = "picture" if row.picture else "text"
        raise ValidationError({field: "内容太少，比对不出来：请上传清楚的原图，或写下全文。"})
    KnownGoodKey.objects.bulk_create(KnownGoodKey(key=key, known_good=row) for key in sorted(keys))


def _sealed(picture: bytes) -> tuple[str, str]:
    """The fingerprint and file ending of a picture that can be kept."""
    try:
        seen = read_picture(picture)
    except UnreadableImage as reason:
        raise ValidationError({"picture": str(reason)}) from reason
    return seen.sha256, seen.suffix


def _check(entry: Harmless) -> None:
    """Something to compare, a ground, and days in order."""
    faults = {}
    if not entry.text.strip() and not entry.picture:
        faults["text"] = "请写下全文，或者上传原图，两样至少有一样。"
    if not entry.source.strip():
        faults["source"] = "请写明来源、批准或备案文号。"
    if entry.valid_until and entry.valid_until < entry.valid_from:
        faults["valid_until"] = "截止日不能早于起始日，请核对。"
    if faults:
        raise ValidationError(faults)
