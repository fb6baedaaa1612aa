"""How does an event come to be kept, vouched for, sent back, mended or voided?

Every action is one conditional step of `transitions`, leaves a line in the event's history and in the audit, and puts
the recount on the event when it starts, stops or goes on counting otherwise. Moments are aware UTC.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from campaign_site.audit.recording import plain, record
from campaign_site.people.models import User
from campaigns.outreach import rights
from campaigns.outreach.entry import LABELS, Entry, entry_of, refusals
from campaigns.outreach.evidence import missing_proof
from campaigns.outreach.free_text import cleaned, complaint
from campaigns.outreach.history import EventStep
from campaigns.outreach.models import Event, EventAudience, EventHost
from campaigns.outreach.transitions import STEPS, allowed, changes_the_count

BEATEN = "这一场刚才有人先办了，或者内容刚改过。请刷新，看过现在的样子再办。"


@transaction.atomic
def log_event(author: User, entry: Entry, *, uuid: UUID, now: dt.datetime) -> Event:
    """Keep `entry` as a draft under the phone's `uuid` and return it; the same entry again returns the same row.

    Raises ValidationError by field, PermissionDenied for somebody else's uuid; other content under a sent uuid is
    refused, because it would overwrite what has been sent.
    """
    if not author.has_perm("campaigns.add_event"):
        raise PermissionDenied("你的账号不能登记活动。请联系打非办开通。")
    _refuse(refusals(entry, author, timezone.localdate(now)))
    try:
        with transaction.atomic():
            row = {"unit": author.unit, "author": author, "created_at": now}
            event = Event.objects.create(uuid=uuid, **entry.columns(), **row)
    except IntegrityError:
        return _kept_before(author, entry, uuid=uuid)
    _write_lists(event, entry)
    record(author, "outreach.log_event", event, after=_told(entry))
    return event


def _kept_before(author: User, entry: Entry, *, uuid: UUID) -> Event:
    event = Event.objects.select_related("place", "township", "venue").filter(uuid=uuid).first()
    if event is None:
        raise ValidationError("这一场没有存上：有一栏的内容不合要求。请检查后再存。")
    if event.author_id != author.pk:
        raise PermissionDenied("这个编号已经被别人用过。请重新打开登记页再记一次。")
    if entry_of(event) == entry:
        return event
    if event.state != Event.State.DRAFT:
        raise ValidationError("这一场已经交上了。要改，请到“我记的”里打开它，点“改一处”。")
    _rewrite(event, entry)
    record(author, "outreach.log_event", event, after=_told(entry))
    return event


@transaction.atomic
def submit(event: Event, actor: User, *, now: dt.datetime) -> None:
    """Hand a draft in. Raises ValidationError when a proof is asked for and none is there (PRODUCT §2.2)."""
    if not rights.own(actor, event):
        raise PermissionDenied("只有填报单位能交这一场。")
    if lacking := missing_proof(event.attendance, event):
        raise ValidationError({"evidence": lacking})
    _take("submit", event, actor, now=now, changes={"submitted_at": now})


@transaction.atomic
def approve(event: Event, actor: User, *, now: dt.datetime) -> None:
    """Vouch for the township: a second person there, or the office. From now on the event counts."""
    if event.author_id == actor.pk:
        raise PermissionDenied("自己记的活动不能自己审。请本镇街另一位同事或打非办来审。")
    if _mended_by(actor, event):
        raise PermissionDenied("这一版是你改的，请另一位同事来审。")
    _may(rights.may_approve(actor, event), actor, event, "approve")
    _take("approve", event, actor, now=now, changes={"approved_by": actor, "approved_at": now})


@transaction.atomic
def recognise(event: Event, actor: User, *, now: dt.datetime) -> None:
    """Recognise an approved event for the county."""
    if event.author_id == actor.pk:
        raise PermissionDenied("自己记的活动不能自己认可。请另一位同事来认可。")
    if event.approved_by_id == actor.pk:
        raise PermissionDenied("这一场是你审的，认可要换一个人。请另一位同事来认可。")
    if _mended_by(actor, event):
        raise PermissionDenied("这一版是你改的，请另一位同事来认可。")
    _may(rights.may_recognise(actor, event), actor, event, "recognise")
    _take("recognise", event, actor, now=now, changes={"recognised_by": actor, "recognised_at": now})


@transaction.atomic
def return_event(event: Event, actor: User, *, field: str, remark: str, now: dt.datetime) -> None:
    """Send the event back with a question about one field; its values stay as they are."""
    _may(rights.may_return(actor, event), actor, event, "return")
    words = _sentence(remark, "退回的话", "写一句问的是什么，比如“是 38 还是 380？”。")
    if field not in LABELS:
        raise ValidationError({"remark_field": "请选问的是哪一栏，填报人打开就看到那一栏。"})
    changes = {"remark_field": field, "remark": words} | _UNVOUCHED
    _take("return", event, actor, now=now, changes=changes, text=words, field=field)


@transaction.atomic
def explain(event: Event, actor: User, *, text: str, now: dt.datetime) -> None:
    """Answer a returned event's question without changing anything, and hand it in again."""
    _may(rights.own(actor, event), actor, event, "explain")
    words = _sentence(text, "想说明的话", "没写错，就说一句为什么，审核的人才看得懂。")
    _take("explain", event, actor, now=now, changes={"submitted_at": now} | _UNASKED, text=words)


@transaction.atomic
def correct_event(event: Event, actor: User, entry: Entry, *, reason: str, now: dt.datetime) -> None:
    """Put a new version in place of a sent one and keep the earlier values with the reason; it waits for approval again.

    A returned event needs no reason: the question is one. (A draft is rewritten by logging it again.)
    """
    _may(rights.may_correct(actor, event), actor, event, "correct")
    _refuse(refusals(entry, actor, timezone.localdate(now)))
    asked = event.remark if event.state == Event.State.RETURNED else ""
    words = cleaned(reason) or (f"答复退回：{asked}"[:300] if asked else "")
    words = _sentence(words, "为什么改", "写一句，比如“人数多按了一个零”。")
    difference = _difference(entry_of(event), entry)
    if not difference:
        raise ValidationError("一处也没有改。没写错的话，请点“没写错，说明了”；不改了就直接返回。")
    if lacking := missing_proof(entry.attendance, event):
        raise ValidationError({"evidence": lacking})
    changes = entry.columns() | _UNVOUCHED | _UNASKED | {"version": event.version + 1, "submitted_at": now}
    _take("correct", event, actor, now=now, changes=changes, text=words, difference=difference)
    _write_lists(event, entry)


@transaction.atomic
def void_event(event: Event, actor: User, *, reason: str, now: dt.datetime) -> None:
    """Take the event out of every count and keep it, with the reason. Nothing is deleted."""
    _may(rights.may_void(actor, event), actor, event, "void")
    words = _sentence(reason, "作废原因", "写一句为什么，比如“下雨没有办成”。")
    _take("void", event, actor, now=now, changes={"void_reason": words}, text=words)


def _mended_by(actor: User, event: Event) -> bool:
    return EventStep.objects.filter(event=event, actor=actor, verb="correct", version=event.version).exists()


_UNVOUCHED = {"approved_by": None, "approved_at": None, "recognised_by": None, "recognised_at": None}
_UNASKED = {"remark_field": "", "remark": ""}


def _may(right: bool, actor: User, event: Event, verb: str) -> None:
    """Refuse what this person may not do, or what this event's state does not allow any more."""
    if not rights.sees(actor, event):
        raise PermissionDenied("这一场不在你能看的范围里。")
    if not allowed(verb, event.state):
        raise ValidationError(f"这一场现在是“{event.get_state_display()}”，不能{STEPS[verb].label}。请刷新后再看。")
    if not right:
        raise PermissionDenied(f"你的账号不能对这一场办“{STEPS[verb].label}”。")


def _take(verb: str, event: Event, actor: User, *, now: dt.datetime, changes: Mapping[str, Any], **told: Any) -> None:
    """Move the row by one conditional update, or say that somebody was quicker; leave the history and the audit."""
    before, step = event.state, STEPS[verb]
    row = Event.objects.filter(pk=event.pk, state=before, version=event.version)
    if not allowed(verb, before) or row.update(state=step.after, **changes) != 1:
        raise ValidationError(BEATEN)
    if changes_the_count(before, step.after):
        Event.objects.filter(pk=event.pk).owe()
    difference = told.pop("difference", {})
    version = changes.get("version", event.version)
    EventStep.objects.create(event=event, at=now, actor=actor, verb=verb, version=version, changes=difference, **told)
    event.refresh_from_db()
    then = {name: pair[0] for name, pair in difference.items()} | {"state": before}
    after = {name: pair[1] for name, pair in difference.items()} | {"state": step.after}
    record(actor, f"outreach.{verb}", event, before=then, after=after, reason=told.get("text", ""))


def _refuse(found: Mapping[str, str]) -> None:
    if found:
        raise ValidationError(dict(found))


def _sentence(text: str, label: str, advice: str) -> str:
    """Return the cleaned words of a remark or reason, or refuse them with what to do."""
    words = cleaned(text)
    if not words:
        raise ValidationError(f"“{label}”还空着。{advice}")
    if trouble := complaint(words, limit=300):
        raise ValidationError(f"“{label}”{trouble}")
    return words


def _rewrite(event: Event, entry: Entry) -> None:
    draft = Event.objects.filter(pk=event.pk, state=Event.State.DRAFT)
    if draft.update(**entry.columns()) != 1:
        raise ValidationError(BEATEN)
    _write_lists(event, entry)
    event.refresh_from_db()


def _write_lists(event: Event, entry: Entry) -> None:
    EventAudience.objects.filter(event=event).delete()
    EventHost.objects.filter(event=event).delete()
    EventAudience.objects.bulk_create(EventAudience(event=event, key=key) for key in sorted(entry.audiences))
    EventHost.objects.bulk_create(EventHost(event=event, unit=unit) for unit in entry.hosts)


def _told(entry: Entry) -> dict[str, Any]:
    """Return the entry as plain values for history and audit."""
    row = {name: plain(getattr(entry, name)) for name in LABELS}
    names = {"place": f"{entry.place.name} {entry.place.code_text}", "hosts": sorted(str(unit) for unit in entry.hosts)}
    return row | names | {"audiences": sorted(entry.audiences)}


def _difference(old: Entry, new: Entry) -> dict[str, list[Any]]:
    then, after = _told(old), _told(new)
    return {name: [then[name], after[name]] for name in LABELS if then[name] != after[name]}
