"""How does a draft become duties: its measures, as the office has them, in a new campaign or one that is there?"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from campaign_site.audit.capture import summed_up
from campaign_site.audit.recording import record
from campaign_site.people.models import User
from campaign_site.places.models import Place

from .mapped import matches_of, measures_of
from .matching import Match
from .models import Campaign, Duty, DutyParty, SourceDocument
from .worked import Worked, standing

TOO_LATE = "有人先办了：这份来文刚刚被改过、确认或作废。请刷新页面，看过再确认。"


@dataclass(frozen=True)
class PlanDates:
    """What a confirmed circular is called as a campaign, and its first and last day."""

    name: str
    starts_on: dt.date
    ends_on: dt.date
    theme: str = ""


def confirm_circular(document: SourceDocument, actor: User, *, plan: PlanDates | Campaign) -> Campaign:
    """Make the duties of a draft in a new campaign, or in one that is there; return it. Confirmed already, nothing is written.

    `document` is the draft as the clerk saw it: a newer version is refused. Raises ValidationError while a name is
    unknown, when no measure is left, or when another campaign has the name and start.
    """
    measures = standing(measures_of(document))
    matches = known_matches(document, measures)
    try:
        with transaction.atomic(), summed_up():
            current = SourceDocument.objects.select_related("campaign").get(pk=document.pk)
            if current.campaign is not None:
                return current.campaign
            campaign = plan if isinstance(plan, Campaign) else make_campaign(document.unit.place, plan)
            close(document, campaign, corrects=None)
            make_duties(campaign, document, list(zip(unlike_numbers(measures), measures, strict=True)), matches)
            after = {"campaign": campaign.pk, "duties": len(measures)}
            record(actor, "plans.confirm_circular", document, after=after)
    except IntegrityError as error:
        document.refresh_from_db()
        if document.campaign is not None:
            return document.campaign
        raise ValidationError(cause_of(error, plan)) from error
    document.refresh_from_db()
    return campaign


def cause_of(error: IntegrityError, plan: PlanDates | Campaign) -> str:
    """Return what stood against storing the duties of a draft, and the way out."""
    if isinstance(plan, PlanDates) and Campaign.objects.filter(name=plan.name, starts_on=plan.starts_on).exists():
        return f"已有同名同日开始的计划“{plan.name}”。请换一个名称再确认。"
    if "duty_numbered_once" in str(error) or "campaigns_duty.number" in str(error):
        return "这份来文在计划里已有编号相同的任务，没有确认。请改掉相同的编号，或放进另一个计划。"
    return "名称对应的单位或选的计划刚刚被改动，没有确认。请刷新页面，看过名称对应和计划再确认。"


def known_matches(document: SourceDocument, measures: Sequence[Worked]) -> dict[str, Match]:
    """Return the meaning of each name; raises ValidationError while one has none, or when there is no measure at all."""
    matches = {match.name: match for match in matches_of(document)}
    unknown = [name for name, match in matches.items() if not match.key]
    if document.state != SourceDocument.State.DRAFT:
        return matches
    if not measures:
        raise ValidationError("没有一项任务留下来，不能确认。请收回要的任务，或作废这一份。")
    if unknown:
        raise ValidationError(
            f"还有 {len(unknown)} 个名称没有对应单位：{'、'.join(unknown[:20])}。请逐个选定，再确认。"
        )
    return matches


def close(document: SourceDocument, campaign: Campaign, *, corrects: SourceDocument | None) -> None:
    """Confirm the draft in the version the clerk saw; raises ValidationError when it is another by now."""
    seen = SourceDocument.objects.filter(
        pk=document.pk, state=SourceDocument.State.DRAFT, version=document.version, corrects=document.corrects_id
    )
    if seen.update(state=SourceDocument.State.CONFIRMED, campaign=campaign, corrects=corrects) != 1:
        raise ValidationError(TOO_LATE)


def make_campaign(place: Place, plan: PlanDates) -> Campaign:
    """Make a year plan over a county and all below."""
    campaign = Campaign(
        kind=Campaign.Kind.YEAR, name=plan.name, theme=plan.theme, starts_on=plan.starts_on, ends_on=plan.ends_on
    )
    campaign.clean()
    campaign.save()
    campaign.included.add(place)
    return campaign


def make_duties(
    campaign: Campaign, document: SourceDocument, numbered: Sequence[tuple[str, Worked]], matches: dict[str, Match]
) -> None:
    """Make the duties of a campaign and their parties, in the order of the text."""
    duties = Duty.objects.bulk_create(
        Duty(campaign=campaign, source=document, measure=one.key, position=position, number=number, **words_of(one))
        for position, (number, one) in enumerate(numbered)
    )
    pairs = zip(duties, numbered, strict=True)
    DutyParty.objects.bulk_create(party for duty, (_, one) in pairs for party in parties_of(duty, one, matches))


def words_of(measure: Worked) -> dict[str, Any]:
    """Return a measure's fields as a duty keeps them, without the number, which must be told apart from the others."""
    values = measure.values
    return {
        "section": values["section"][:200],
        "heading": (values["heading"] or values["body"])[:200],
        "body": values["body"],
        "deadline": dt.date.fromisoformat(values["deadline"]) if values["deadline"] else None,
        "deadline_text": values["deadline_text"][:60],
        "deliverable": values["deliverable"][:100],
    }


def unlike_numbers(measures: Sequence[Worked]) -> list[str]:
    """Return the printed numbers, told apart where the text repeats or omits them: 3, 3（2）, 第5项.

    A number the text prints itself is given to no other: of 3, 3（2）, 3 the last becomes 3（3）.
    """
    printed = [one.values["number"][:12] or f"第{position}项" for position, one in enumerate(measures, start=1)]
    taken = set(printed)
    seen: Counter[str] = Counter()
    numbers = []
    for number in printed:
        seen[number] += 1
        told_apart = number
        while seen[number] > 1 and (told_apart := f"{number}（{seen[number]}）") in taken:
            seen[number] += 1
        taken.add(told_apart)
        numbers.append(told_apart)
    return numbers


def parties_of(duty: Duty, measure: Worked, matches: dict[str, Match]) -> list[DutyParty]:
    """Return who leads and assists, each unit or group once: two names of one unit are one party, the lead first."""
    parties: dict[str, DutyParty] = {}
    for part in (DutyParty.Part.LEAD, DutyParty.Part.ASSIST):
        for name in measure.values[part]:
            match = matches[name]
            party = DutyParty(
                duty=duty, part=part, printed_name=name[:120], unit=match.unit, group=match.group, position=len(parties)
            )
            parties.setdefault(match.key, party)
    return list(parties.values())
