"""How are all stored advertisements read again after the rules changed, without new ones having to wait?

An advertisement that reads the same keeps its reading; a changed one gets new hits, the old ones stay as history under
their version, and what a person said of a point is taken over. Decided cases keep the reading they were decided on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from campaign_site.audit.recording import record as record_audit
from media_library.ads import ocr
from media_library.ads.cases import OPEN, State
from media_library.ads.county.reruns import Rescan
from media_library.ads.county.serving import serving
from media_library.ads.county.walking import pay_pieces, piece_of, stretch, went_on
from media_library.ads.models import Ad, AdSpecimen, RuleHit
from media_library.ads.reading import Outcome, read_ad, words_of
from media_library.ads.reading import record as record_reading

Spot = tuple[str, str, int | None, int, int]


@dataclass
class Piece:
    """What reading one piece again found out, before anything is written."""

    last: int
    read: int = 0
    same: list[int] = field(default_factory=list)
    changed: list[tuple[Ad, Outcome]] = field(default_factory=list)
    decided_changed: int = 0


def owe_rescan(now: datetime) -> Rescan | None:
    """Begin to read everything again when the rules are not those of the last rescan; None when there is nothing to do."""
    version = serving().book.version
    newest = Rescan.objects.order_by("-pk").first()
    if (newest is not None and newest.ruleset == version) or not Ad.objects.exists():
        return None
    try:
        with transaction.atomic():
            Rescan.objects.filter(finished_at=None).update(finished_at=now, owed_since=None)  # overtaken by this one
            made = Rescan.objects.create(ruleset=version, asked_at=now, **stretch())
            Rescan.objects.filter(pk=made.pk).owe()
            record_audit(None, "rules.begin_rescan", made, after={"ruleset": version, "total": made.total})
    except IntegrityError:  # another worker was quicker
        return None
    return made


def pay_rescans(clock: Callable[[], datetime], limit: int = 2) -> int:
    """Pay up to `limit` pieces; one only while new advertisements wait. Safe to run twice, on two workers, after a kill."""
    owe_rescan(clock())
    limit = 1 if Ad.objects.due(clock()).exists() else limit
    return pay_pieces(Rescan, clock=clock, do=read_piece, keep=keep, limit=limit)


def read_piece(run: Rescan) -> Piece:
    """Read the next piece by the rules now in use; writes nothing. What still owes its first reading is left to it."""
    ads = list(piece_of(run))
    piece = Piece(ads[-1].pk if ads else run.last_ad, len(ads))
    old: dict[int, set[tuple[Spot, str, bool]]] = {}
    for hit in RuleHit.objects.current().filter(ad__in=ads):
        old.setdefault(hit.ad_id, set()).add(_weighed(hit))
    for ad in ads:
        if ad.read_at is None or ad.owed_since or ad.case.state == State.VOID:
            continue
        found = read_ad(ad, words_stored)
        found.shadows.clear()  # a shadow week counts what is newly seen, the backtest what is stored
        if {_weighed(hit) for hit in found.hits} == old.get(ad.pk, set()):
            if not found.hits:
                piece.same.append(ad.pk)
        elif ad.case.state in OPEN:
            piece.changed.append((ad, found))
        else:
            piece.decided_changed += 1
    return piece


def words_stored(specimen: AdSpecimen) -> tuple[ocr.ReadText, str]:
    """The words read from a picture before; only one that gave none is looked at again."""
    if not specimen.read_text:
        return words_of(specimen)
    lines = (ocr.ReadLine(**{**line, "box": tuple(line["box"])}) for line in specimen.read_lines)
    return ocr.ReadText(specimen.read_text, tuple(lines)), specimen.reading_note


def _spot(hit: RuleHit) -> Spot:
    """What makes a point the same in two readings: the rule, in which text or on which picture, and where there."""
    return hit.rule, hit.source, hit.specimen_id, hit.start, hit.end


def _weighed(hit: RuleHit) -> tuple[Spot, str, bool]:
    """The point with what it weighs: when that changed too, the reading did."""
    return _spot(hit), hit.severity, hit.counted


def keep(run: Rescan, found: Piece, now: datetime) -> None:
    """Write the piece in the transaction that pays for it and owe the next one; an empty piece was the last."""
    Ad.objects.filter(pk__in=found.same).update(ruleset=run.ruleset, read_at=now)
    for ad, outcome in found.changed:
        _take_over(ad, outcome)
        record_reading(ad, outcome, now)
    if went_on(run, found, now, changed=len(found.changed), decided_changed=found.decided_changed):
        record_audit(None, "rules.finish_rescan", run, after={"done": run.done, "changed": run.changed})


def _take_over(ad: Ad, outcome: Outcome) -> None:
    """Give the new hits what a person said of the same point before; the moment stays with the old one, so it counts once."""
    said = {_spot(hit): hit for hit in RuleHit.objects.current().filter(ad=ad).exclude(judgement="")}
    for hit in outcome.hits:
        if (before := said.get(_spot(hit))) is not None:
            hit.judgement, hit.judgement_reason = before.judgement, before.judgement_reason
            hit.judged_by_id = before.judged_by_id
