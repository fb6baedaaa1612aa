"""Which circular does a new one correct, and what of the work done on the old one is carried over?"""

from typing import Any

from django.core.exceptions import ValidationError

from campaign_site.audit.recording import record
from campaign_site.people.models import Unit

from .differences import pair
from .editing import Hand, amend
from .sources import SourceDocument
from .worked import FIELDS, Worked, worked_measures

OFFERED = 50


def corrected_by(unit: Unit, reading: dict[str, Any]) -> SourceDocument | None:
    """Return the circular in force of the same office with the same number, else the same title; None if there is none."""
    rows = SourceDocument.objects.in_force().filter(unit=unit)
    number, title = reading["doc_number"], reading["title"]
    same = rows.filter(doc_number=number[:60]).first() if number else None
    return same or (rows.filter(title=title[:300]).first() if title else None)


def may_correct(document: SourceDocument) -> list[SourceDocument]:
    """Return the circulars in force that a draft may correct, the newest first."""
    rows = SourceDocument.objects.in_force().filter(unit=document.unit_id).exclude(pk=document.pk)
    return list(rows.select_related("campaign").defer("reading", "edits")[:OFFERED])


def carried_over(old: SourceDocument, reading: dict[str, Any]) -> dict[str, Any]:
    """Return the edits of the old circular that still fit the new reading: where the paper says the same, the work stays.

    A field that was edited is carried over when the machine read the same words in both; what was left out stays out;
    what was added by hand is added again.
    """
    before = worked_measures(old.reading, old.edits)
    machine_old, machine_new = worked_measures(old.reading, {}), worked_measures(reading, {})
    pairs = pair(machine_old, machine_new)
    was = {one.key: one for one in before}
    now = {one.key: one for one in machine_new}
    edits = {new: kept for new, key in pairs.items() if (kept := still_fitting(was[key], now[new]))}
    to_new = {key: new for new, key in pairs.items()}
    for one in before:
        if one.added and not one.left_out:
            kept = dict(old.edits[one.key])
            kept.pop("line", None)
            edits[one.key] = kept | {"after": to_new.get(one.after, ""), "version": 0}
    return edits


def still_fitting(was: Worked, now: Worked) -> dict[str, Any]:
    """Return the edit of one measure as far as it fits the new reading, {} when nothing is left of it."""
    edited = [name for name in FIELDS if was.values[name] != was.read[name]]
    fields = {name: was.values[name] for name in edited if was.read[name] == now.read[name]}
    if not fields and not was.left_out:
        return {}
    return {"fields": fields, "left_out": was.left_out, "by": was.by, "at": was.at, "version": 0}


def say_corrects(document: SourceDocument, hand: Hand, old: SourceDocument | None) -> None:
    """Say which circular a draft corrects, None for none. Names and edits of the old one are carried over where the draft has none."""
    if old is not None and (old.unit_id != document.unit_id or not in_force(old)):
        raise ValidationError("只能更正本单位已确认、还没有被更正过的来文。请刷新页面再选。")

    def said(current: SourceDocument) -> dict[str, Any]:
        if old is None:
            return {"corrects": None}
        edits = carried_over(old, current.reading) | current.edits
        return {"corrects": old, "edits": edits, "mapping": current.mapping | known_names(old, current.mapping)}

    before = document.corrects_id
    amend(document, said)
    record(hand.actor, "plans.say_corrects", document, before={"corrects": before}, after={"corrects": old})


def known_names(old: SourceDocument, mapping: dict[str, str]) -> dict[str, str]:
    """Return what the old circular's names meant, for the names of the new one."""
    return {name: old.mapping[name] for name in mapping if old.mapping.get(name)}


def in_force(document: SourceDocument) -> bool:
    """Say whether a circular is confirmed and not corrected by another."""
    return SourceDocument.objects.in_force().filter(pk=document.pk).exists()
