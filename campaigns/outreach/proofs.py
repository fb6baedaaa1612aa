"""How does a proof come to lie beside an event: one act, for the picture's files as for its rows?"""

import datetime as dt
from contextlib import nullcontext

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F

from campaign_site.audit.recording import record
from campaign_site.people.models import User
from campaigns.outreach import rights
from campaigns.outreach.evidence import MOST_PICTURES, Proof
from campaigns.outreach.free_text import cleaned, complaint
from campaigns.outreach.models import Event, EventEvidence
from media_library.photos.actions import Understood, kept, understood


def add_proof(event: Event, actor: User, proof: Proof, *, now: dt.datetime) -> None:
    """Put one proof beside the event; the same picture again changes nothing."""
    if not (rights.own(actor, event) and rights.sees(actor, event)) or event.state == Event.State.VOID:
        raise PermissionDenied("只有填报单位能给这一场补佐证；作废的不用补。")
    where = cleaned(proof.kept_where)
    if trouble := complaint(where, limit=60):
        raise ValidationError({"kept_where": f"“存在哪里”{trouble}"})
    if proof.kind not in EventEvidence.Kind.values or not (proof.picture or where):
        raise ValidationError(
            {"kept_where": "选一张图片，或者写纸件存在哪里（比如：镇平安办档案盒），两样有一样就行。"}
        )
    picture = understood(proof.picture) if proof.picture else None
    told = {"kind": proof.kind, "kept_where": where}
    with transaction.atomic():
        if not _room_for(picture, event):
            return
        by = {"uploader": actor, "place": event.place, "now": now, "shows_minors": proof.shows_minors}
        with kept(picture, **by) if picture else nullcontext() as photo:
            EventEvidence.objects.create(event=event, photo=photo, **told)
            record(actor, "outreach.add_proof", event, after=told)


def _room_for(picture: Understood | None, event: Event) -> bool:
    """Say whether the picture is new to the event; refuse one too many. Two at once wait here for one another."""
    if Event.objects.filter(pk=event.pk).exclude(state=Event.State.VOID).update(version=F("version")) != 1:
        raise ValidationError("这一场刚才作废了，不用再补佐证。")
    if picture and event.evidence.filter(photo__sha256=picture.facts.sha256).exists():
        return False
    if picture and event.evidence.exclude(photo=None).count() >= MOST_PICTURES:
        raise ValidationError({"photos": f"一场最多留 {MOST_PICTURES} 张图片，已经够了。"})
    return True
