"""How is a file of advertisements taken in: kept, looked at line by line, confirmed by a person, entered exactly once?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.owed import pay
from campaign_site.people.models import User
from campaign_site.people.scoping import rows_for
from campaign_site.places.models import Place
from media_library.ads.intake import Sighting, enter_ad
from media_library.bulk.checking import WrongLine, checked_lines, meanings, sighting_of
from media_library.bulk.lines import Line, UnreadableFile, kind_of, lines_of
from media_library.bulk.models import BulkIntake, BulkLine
from media_library.bulk.packages import Package, UnreadablePackage

GONE = "原文件不在存储里，请重新上传。"


@dataclass(frozen=True)
class Upload:
    """A file as handed in, and what holds for lines that do not say it themselves."""

    data: bytes
    filename: str
    carrier: str = ""
    place: Place | None = None
    seen_on: date | None = None


def hand_in(upload: Upload, user: User, now: datetime) -> BulkIntake:
    """Keep the file and owe a look at its lines; nothing is entered yet.

    Raises PermissionDenied without the permission, ValidationError for what is no list and no package.
    """
    if not user.has_perm("media_library.add_bulkintake") or user.unit is None:
        raise PermissionDenied("您的账号不能批量导入广告，请本单位管理员核对角色。")
    try:
        kind = kind_of(upload.data)
    except UnreadableFile as wrong:
        raise ValidationError({"file": str(wrong)}) from wrong
    intake = BulkIntake(
        uid=uuid4(), unit=user.unit, by=user, uploaded_at=now, filename=upload.filename[-200:], kind=kind,
        sha256=hashlib.sha256(upload.data).hexdigest(), carrier=upload.carrier, place=upload.place,
        seen_on=upload.seen_on,
    )  # fmt: skip
    intake.file.save(f"{intake.uid}.{kind}", ContentFile(upload.data), save=False)
    try:
        with transaction.atomic():
            intake.save()
            BulkIntake.objects.filter(pk=intake.pk).owe()
            record(user, "bulk.hand_in", intake, after={"sha256": intake.sha256, "kind": kind})
    except BaseException:
        intake.file.delete(save=False)
        raise
    return intake


def confirm(intake: BulkIntake, user: User, now: datetime) -> int:
    """Let the ready lines be entered; returns how many. Raises ValidationError when it is not (any more) to confirm."""
    if not rows_for(user, BulkIntake.objects.filter(pk=intake.pk, unit=user.unit)).exists():
        raise PermissionDenied("只能确认本单位上传的文件。")
    with transaction.atomic():
        waiting = BulkIntake.objects.filter(pk=intake.pk, state=BulkIntake.State.CHECKED)
        if not waiting.update(state=BulkIntake.State.STARTED, confirmed_at=now):
            raise ValidationError("这一份还没有看完，或者已经确认过了。")
        lines = BulkLine.objects.filter(intake=intake, state=BulkLine.State.READY).owe()
        record(user, "bulk.confirm", intake, after={"lines": lines})
    return lines


def pay_bulk(clock: Callable[[], datetime], now: Callable[[], datetime], limit: int = 100) -> int:
    """Look at one file that owes it, then enter up to `limit` confirmed lines; safe to run twice and after a kill."""
    looked = pay(
        BulkIntake.objects.all(), clock=clock, do=lambda intake: look(intake, now()), record=keep_look, limit=1
    )
    return looked + pay(
        BulkLine.objects.all(),
        clock=clock,
        do=prepared,
        record=lambda line, found: enter(line, found, now()),
        limit=limit,
    )


def look(intake: BulkIntake, now: datetime) -> list[BulkLine] | str:
    """The lines as they would be kept, or the sentence why the file cannot be read; writes nothing."""
    try:
        data = bytes_of(intake)
        package = Package(data) if intake.kind == BulkIntake.Kind.ZIP else None
        return list(checked_lines(intake, lines_of(data), package, now))
    except UnreadableFile as wrong:
        return str(wrong)


def keep_look(intake: BulkIntake, found: list[BulkLine] | str) -> None:
    """Write what was seen; a second look at the same file finds its lines there and leaves them."""
    row = BulkIntake.objects.filter(pk=intake.pk, state=BulkIntake.State.CHECKING)
    if isinstance(found, str):
        row.update(state=BulkIntake.State.REFUSED, refusal=found[:300])
    elif row.update(state=BulkIntake.State.CHECKED):
        BulkLine.objects.bulk_create(found, batch_size=500)


def prepared(line: BulkLine) -> Sighting | str:
    """The line's sighting with its picture, or the sentence why there is none; writes nothing."""
    asked = [Line(line.number, line.given)]
    try:
        if not line.given.get("picture"):
            return sighting_of(line, meanings(line.intake, asked))
        with line.intake.file.open("rb") as file:
            return sighting_of(line, meanings(line.intake, asked, Package(file)))
    except FileNotFoundError:
        return GONE
    except (WrongLine, UnreadablePackage) as wrong:
        return str(wrong)


def enter(line: BulkLine, found: Sighting | str, now: datetime) -> None:
    """Enter the sighting and note it on the line, in the transaction that pays its debt: both or neither."""
    rows = BulkLine.objects.filter(pk=line.pk, state=BulkLine.State.READY)
    try:
        if isinstance(found, str):
            raise ValidationError(found)
        ad = enter_ad(found, line.intake.by, now)
    except (ValidationError, PermissionDenied) as refusal:
        said = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        rows.update(state=BulkLine.State.FAULTY, fault=said[:300])
    else:
        rows.update(state=BulkLine.State.ENTERED, ad=ad)


def bytes_of(intake: BulkIntake) -> bytes:
    """The file as handed in. Raises UnreadableFile when storage holds something else."""
    try:
        with intake.file.open("rb") as file:
            data = bytes(file.read())
    except FileNotFoundError as gone:
        raise UnreadableFile(GONE) from gone
    if hashlib.sha256(data).hexdigest() != intake.sha256:
        raise UnreadableFile("原文件和上传时不一样了，请重新上传。")
    return data
