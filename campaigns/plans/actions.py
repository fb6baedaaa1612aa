"""How does a circular become a plan: handed in, its names mapped, confirmed into a campaign with duties?"""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from campaign_site.audit.capture import summed_up
from campaign_site.audit.recording import record
from campaign_site.people.models import Unit, UnitGroup, User
from campaign_site.places.models import Place
from media_library.documents.reading import read_document
from media_library.documents.refusals import UnreadableDocument

from .circular.output import stored_json
from .circular.reading import NO_MEASURES, read_circular
from .matching import Match, match_names
from .models import Campaign, Duty, DutyParty, SourceDocument

MAX_MEASURES = 1000
MAX_NAMES = 500
NO_OFFICE = "系统里还没有打非办这个单位，来文没有地方放。请先装载单位，再导入。"


@dataclass(frozen=True)
class PlanDates:
    """What a confirmed circular is called as a campaign, and its first and last day."""

    name: str
    starts_on: dt.date
    ends_on: dt.date
    theme: str = ""


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
    document = SourceDocument(
        filename=filename[:200],
        sha256=fingerprint,
        title=(reading["title"] or filename)[:300],
        issued_on=dt.date.fromisoformat(reading["date"]) if reading["date"] else None,
        reading=reading,
        mapping={match.name: match.key for match in match_names(names_in(reading), reading["aliases"], at=unit.place)},
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
    if len(circular.measures) > MAX_MEASURES or len(names_in(reading)) > MAX_NAMES:
        raise ValidationError(
            f"一份文件里有 {len(circular.measures)} 项任务、{len(names_in(reading))} 个单位名称，"
            f"超过 {MAX_MEASURES} 项或 {MAX_NAMES} 个。请分成几份再导入。"
        )
    return reading


def names_in(reading: dict[str, Any]) -> list[str]:
    """Return each name that leads or assists, in order of first mention."""
    measures = reading["measures"]
    return list(dict.fromkeys(name for measure in measures for name in (*measure["lead"], *measure["assist"])))


def matches_of(document: SourceDocument) -> list[Match]:
    """Return what each name means: the clerk's choice where there is one, else what the registers say."""
    reading = document.reading
    proposed = match_names(names_in(reading), reading["aliases"], at=document.unit.place)
    units = Unit.objects.in_bulk(chosen(document.mapping, "unit"))
    groups = UnitGroup.objects.in_bulk(chosen(document.mapping, "group"))
    return [settle(match, document.mapping.get(match.name, ""), units, groups) for match in proposed]


def chosen(mapping: dict[str, str], kind: str) -> list[int]:
    """Return the ids chosen of a kind."""
    return [int(key.partition(":")[2]) for key in mapping.values() if key.startswith(f"{kind}:")]


def settle(match: Match, key: str, units: dict[int, Unit], groups: dict[int, UnitGroup]) -> Match:
    """Return the match as chosen by hand, or as proposed when the choice is the same or none."""
    if key in ("", match.key):
        return match
    kind, _, pk = key.partition(":")
    unit, group = (units.get(int(pk)), None) if kind == "unit" else (None, groups.get(int(pk)))
    return Match(match.name, unit=unit, group=group, how="人工指定") if unit or group else match


def map_names(document: SourceDocument, actor: User, mapping: dict[str, str]) -> None:
    """Store which unit or group each printed name means; only while the circular is a draft."""
    before = document.mapping
    after = before | {name: key for name, key in mapping.items() if name in names_in(document.reading)}
    changed = SourceDocument.objects.filter(pk=document.pk, state=SourceDocument.State.DRAFT).update(mapping=after)
    if changed != 1:
        raise ValidationError("有人先办了：这份来文已经确认，名称对应不能再改。")
    document.mapping = after
    record(actor, "plans.map_names", document, before=before, after=after)


def confirm_circular(document: SourceDocument, actor: User, *, plan: PlanDates) -> Campaign:
    """Make the campaign and its duties from a draft; confirmed already, return its campaign and write nothing.

    Raises ValidationError while a name is unknown, or when another campaign has the name and start.
    """
    matches = {match.name: match for match in matches_of(document)}
    unknown = [name for name, match in matches.items() if not match.key]
    if unknown and document.state == SourceDocument.State.DRAFT:
        raise ValidationError(f"还有 {len(unknown)} 个名称没有对应单位：{'、'.join(unknown)}。请逐个选定，再确认。")
    try:
        with transaction.atomic(), summed_up():
            current = SourceDocument.objects.select_related("campaign").get(pk=document.pk)
            if current.campaign is not None:
                return current.campaign
            campaign = make_campaign(document.unit.place, plan)
            confirmed = SourceDocument.objects.filter(pk=document.pk, state=SourceDocument.State.DRAFT)
            if confirmed.update(state=SourceDocument.State.CONFIRMED, campaign=campaign) != 1:
                raise ValidationError("有人先办了：这份来文刚刚已经确认，请刷新页面。")
            make_duties(campaign, document, matches)
            record(
                actor,
                "plans.confirm_circular",
                document,
                after={"campaign": campaign.pk, "duties": len(document.reading["measures"])},
            )
    except IntegrityError as error:
        document.refresh_from_db()
        if document.campaign is not None:
            return document.campaign
        raise ValidationError(f"已有同名同日开始的计划“{plan.name}”。请换一个名称再确认。") from error
    document.refresh_from_db()
    return campaign


def void_circular(document: SourceDocument, actor: User, *, reason: str) -> None:
    """Put a draft aside with a reason; it stays on the list, and the same file may be handed in again."""
    if not reason.strip():
        raise ValidationError("请写作废的理由，例如“传错了文件”。")
    drafts = SourceDocument.objects.filter(pk=document.pk, state=SourceDocument.State.DRAFT)
    if drafts.update(state=SourceDocument.State.VOID, void_reason=reason.strip()[:200]) != 1:
        raise ValidationError("有人先办了：这份来文已经确认或作废，请刷新页面。")
    record(actor, "plans.void_circular", document, reason=reason.strip())


def make_campaign(place: Place, plan: PlanDates) -> Campaign:
    """Make a year plan over a county and all below."""
    campaign = Campaign(
        kind=Campaign.Kind.YEAR, name=plan.name, theme=plan.theme, starts_on=plan.starts_on, ends_on=plan.ends_on
    )
    campaign.clean()
    campaign.save()
    campaign.included.add(place)
    return campaign


def make_duties(campaign: Campaign, document: SourceDocument, matches: dict[str, Match]) -> None:
    """Make the duties of a campaign and their parties, in the order of the text."""
    measures = document.reading["measures"]
    duties = Duty.objects.bulk_create(
        Duty(
            campaign=campaign,
            source=document,
            number=number,
            section=(measure["section"] or "")[:200],
            heading=(measure["heading"] or measure["body"])[:200],
            body=measure["body"],
            deadline=measure["deadline"],
            deadline_text=(measure["deadline_text"] or "")[:60],
            position=position,
        )
        for position, (number, measure) in enumerate(zip(unlike_numbers(measures), measures, strict=True))
    )
    pairs = zip(duties, measures, strict=True)
    DutyParty.objects.bulk_create(party for duty, measure in pairs for party in parties_of(duty, measure, matches))


def unlike_numbers(measures: list[dict[str, Any]]) -> list[str]:
    """Return the printed numbers, told apart where the text repeats or omits them: 3, 3（2）, 第5项."""
    seen: Counter[str] = Counter()
    numbers = []
    for position, measure in enumerate(measures, start=1):
        printed = measure["number"][:12] or f"第{position}项"
        seen[printed] += 1
        numbers.append(printed if seen[printed] == 1 else f"{printed}（{seen[printed]}）")
    return numbers


def parties_of(duty: Duty, measure: dict[str, Any], matches: dict[str, Match]) -> list[DutyParty]:
    """Return who leads and assists, each unit or group once: two names of one unit are one party, the lead first."""
    parties: dict[str, DutyParty] = {}
    for part in (DutyParty.Part.LEAD, DutyParty.Part.ASSIST):
        for name in measure[part]:
            match = matches[name]
            party = DutyParty(
                duty=duty, part=part, printed_name=name[:120], unit=match.unit, group=match.group, position=len(parties)
            )
            parties.setdefault(match.key, party)
    return list(parties.values())
