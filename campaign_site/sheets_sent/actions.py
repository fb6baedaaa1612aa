"""How is a sent table kept until it is confirmed, and how does it become what it says?"""

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from campaign_site.sheets_sent.models import SentSheet
from campaign_site.sheets_sent.plans import Plan, confirm

QUICKER = "这张表刚才已经确认或放弃了，没有再写一次。"


@transaction.atomic
def keep(actor: Any, table: str, content: bytes, *, filename: str, now: dt.datetime) -> SentSheet:
    """Keep a table for its preview; an unconfirmed one of the same kind by the same person makes room for it."""
    put_aside(actor, table)
    sheet = SentSheet(
        table=table,
        filename=filename[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        sent_by_id=actor.pk,
        sent_by_name=str(actor)[:60],
        sent_at=now,
    )
    sheet.file.save("", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            sheet.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError("您刚才在别处也传了一张，请刷新后看那一张。") from error
    return sheet


def put_aside(actor: Any, table: str) -> int:
    """Forget the unconfirmed tables of a kind that this person sent, files and all; return how many."""
    waiting = list(SentSheet.objects.filter(table=table, sent_by_id=actor.pk, confirmed_at=None))
    for sheet in waiting:
        sheet.delete()
        forget_file(sheet)
    return len(waiting)


def forget_file(sheet: SentSheet) -> None:
    """Delete the stored file once the transaction holds, unless a line of the same content still needs it."""
    name, storage = sheet.file.name, sheet.file.storage

    def delete() -> None:
        if name and not SentSheet.objects.filter(file=name).exists():
            storage.delete(name)

    transaction.on_commit(delete)


def content_of(sheet: SentSheet) -> bytes:
    """Return the stored file's content; raises ValidationError when the table was confirmed or put aside meanwhile."""
    try:
        with sheet.file.open("rb") as stored:
            content: bytes = stored.read()
    except FileNotFoundError as error:
        raise ValidationError(QUICKER) from error
    return content


@transaction.atomic
def confirm_sheet(
    sheet: SentSheet, actor: Any, plan: Callable[[bytes], Plan], *, seen: tuple[str, str], now: dt.datetime
) -> dict[str, int]:
    """Write what the table says, once, and return the counts; `seen` is the digest shown and the reason written.

    Raises ValidationError when it was confirmed already, has faults, or means something else by now.
    """
    content = content_of(sheet)
    digest, reason = seen
    waiting = SentSheet.objects.filter(pk=sheet.pk, confirmed_at=None)
    if waiting.update(confirmed_at=now, file="") != 1:
        raise ValidationError(QUICKER)
    try:
        with transaction.atomic():
            counts = confirm(plan(content), actor=actor, seen=digest, reason=reason)
    except IntegrityError as error:
        raise ValidationError("写入时有人正在改同样的数据，没有写入。请再确认一次。") from error
    SentSheet.objects.filter(pk=sheet.pk).update(outcome=counts)
    forget_file(sheet)
    return counts
