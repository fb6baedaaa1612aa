"""How is a circular handed in as a draft, and put aside again?"""

import datetime as dt
import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from campaign_site.audit.capture import summed_up
from campaign_site.audit.recording import record
from campaign_site.people.models import Unit, User
from media_library.documents.reading import read_document
from media_library.documents.refusals import UnreadableDocument

from .circular.output import stored_json
from .circular.reading import NO_MEASURES, read_circular
from .matching import match_names
from .sources import SourceDocument
from .succession import carried_over, corrected_by, known_names
from .worked import names_of, worked_measures

MAX_MEASURES = 1000
MAX_NAMES = 500
NO_OFFICE = "系统里还没有打非办这个单位，来文没有地方放。请先装载单位，再导入。"


def import_circular(
    actor: User | None, content: bytes, filename: str, *, now: dt.datetime
) -> tuple[SourceDocument, bool]:
    """Keep a circular as a draft; return it and whether it is new (a unit keeps the same bytes once).

    Raises ValidationError with a Chinese sentence for unreadable files and for texts without duties.
    """
    unit = actor.unit if actor is not None else Unit.objects.filter(kind=Unit.Kind.OFFICE, valid_to=None).first()
    if unit is None:
        raise ValidationError(NO_OFFICE)
    fingerprint = hashlib.sha256(content).hexdigest()
    kept = SourceDocument.objects.filter(unit=unit, sha256=fingerprint).exclude(state=SourceDocument.State.VOID)
    known = kept.first()
    if known is not None:
        return known, False
    reading = read_for_import(content, filename)
    aliases, old = reading["aliases"], corrected_by(unit, reading)
    edits = carried_over(old, reading) if old is not None else {}
    names = names_of(worked_measures(reading, edits))
    mapping = {match.name: match.key for match in match_names(names, aliases, at=unit.place)}
    document = SourceDocument(
        filename=filename[:200],
        sha256=fingerprint,
        title=(reading["title"] or filename)[:300],
        doc_number=(reading["doc_number"] or "")[:60],
        issued_on=dt.date.fromisoformat(reading["date"]) if reading["date"] else None,
        reading=reading,
        edits=edits,
        mapping=mapping | (known_names(old, mapping) if old is not None else {}),
        corrects=old,
        unit=unit,
        uploaded_by=actor,
        uploaded_at=now,
    )
    try:
        keep(actor, document, content)
    except IntegrityError:
        return kept.get(), False
    return document, True


def keep(actor: User | None, document: SourceDocument, content: bytes) -> None:
    """Store a new circular with its bytes; somebody who stored the same bytes meanwhile raises IntegrityError."""
    with transaction.atomic(), summed_up():
        document.file.save(document.filename, ContentFile(content), save=False)
        document.save()
        after = {"sha256": document.sha256, "measures": len(document.reading["measures"])}
        record(actor, "plans.import_circular", document, after=after)


def read_for_import(content: bytes, filename: str) -> dict[str, Any]:
    """Read a circular that must hold duties; raises ValidationError otherwise."""
    try:
        circular = read_circular(read_document(content, filename).blocks)
    except UnreadableDocument as error:
        raise ValidationError(str(error)) from error
    if not circular.measures:
        raise ValidationError(NO_MEASURES)
    reading = stored_json(circular)
    names = names_of(worked_measures(reading, {}))
    if len(circular.measures) > MAX_MEASURES or len(names) > MAX_NAMES:
        raise ValidationError(
            f"一份文件里有 {len(circular.measures)} 项任务、{len(names)} 个单位名称，"
            f"超过 {MAX_MEASURES} 项或 {MAX_NAMES} 个。请分成几份再导入。"
        )
    return reading


def void_circular(document: SourceDocument, actor: User, *, reason: str) -> None:
    """Put a draft aside with a reason; it stays on the list, and the same file may be handed in again."""
    if not reason.strip():
        raise ValidationError("请写作废的理由，例如“传错了文件”。")
    drafts = SourceDocument.objects.filter(pk=document.pk, state=SourceDocument.State.DRAFT)
    if drafts.update(state=SourceDocument.State.VOID, void_reason=reason.strip()[:200]) != 1:
        raise ValidationError("有人先办了：这份来文已经确认或作废，请刷新页面。")
    record(actor, "plans.void_circular", document, reason=reason.strip())
