"""How does a corrected circular change a plan: only what it changes, each duty the same row, what is gone ended with a reason?

Three ways are compared: what the corrected circular said, what the correction says, and what the plan holds by now.
A field the correction does not touch stays as the office keeps it in the plan.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from campaign_site.audit.capture import summed_up
from campaign_site.audit.recording import record
from campaign_site.people.models import User

from .confirming import TOO_LATE, close, known_matches, make_duties, parties_of, unlike_numbers, words_of
from .differences import Difference, differences, pair
from .mapped import measures_of
from .matching import Match
from .models import Campaign, Duty, DutyParty, SourceDocument
from .worked import Worked, standing

CORRECTED = "那一份来文已经被另一份更正过。请刷新页面，改选最新的一份。"


@dataclass
class Correction:
    """A correction laid over the plan: each standing measure with its duty, new ones without, and the duties that end."""

    document: SourceDocument
    old: dict[str, Worked]
    pairs: dict[str, str]
    duties: dict[str, Duty]

    def duty_of(self, measure: Worked) -> Duty | None:
        return self.duties.get(self.pairs.get(measure.key, ""))

    def ending(self, measures: list[Worked]) -> list[Duty]:
        """Return the duties of which no measure is left."""
        kept = {self.pairs.get(one.key) for one in measures}
        return [duty for key, duty in self.duties.items() if key not in kept]


def differences_of(document: SourceDocument) -> list[Difference]:
    """Return what the draft changes of the circular it corrects."""
    return differences(standing(measures_of(document.corrects)), standing(measures_of(document)))


def confirm_correction(document: SourceDocument, actor: User, *, day: dt.date) -> Campaign:
    """Change the plan by what the draft corrects; return the campaign. Confirmed already, nothing is written.

    Raises ValidationError while a name is unknown, when the draft is newer than seen, or the corrected one is no longer in force.
    """
    if document.campaign is not None:
        return document.campaign
    if document.corrects is None or document.corrects.campaign is None:
        raise ValidationError("这份来文没有选更正哪一份。请先选，再确认。")
    measures = standing(measures_of(document))
    matches = known_matches(document, measures)
    campaign = document.corrects.campaign
    try:
        with transaction.atomic(), summed_up():
            close(document, campaign, corrects=document.corrects)
            counts = carry_out(laid_over_plan(document, measures), measures, matches, actor, day=day)
            record(actor, "plans.confirm_correction", document, after={"campaign": campaign.pk} | counts)
    except IntegrityError as error:
        raise ValidationError(CORRECTED) from error
    except ValidationError as refusal:
        return confirmed_meanwhile(document, refusal)
    document.refresh_from_db()
    return campaign


def confirmed_meanwhile(document: SourceDocument, refusal: ValidationError) -> Campaign:
    """Return the campaign when somebody else has just confirmed this very draft; raise the refusal otherwise."""
    document.refresh_from_db()
    if refusal.messages == [TOO_LATE] and document.campaign is not None:
        return document.campaign
    raise refusal


def laid_over_plan(document: SourceDocument, measures: list[Worked]) -> Correction:
    """Read the plan's duties and find each measure's."""
    old = standing(measures_of(document.corrects))
    rows = Duty.objects.standing().filter(source=document.corrects).prefetch_related("parties")
    return Correction(document, {one.key: one for one in old}, pair(old, measures), {row.measure: row for row in rows})


def carry_out(
    correction: Correction, measures: list[Worked], matches: dict[str, Match], actor: User, *, day: dt.date
) -> dict[str, int]:
    """Write the correction: change, end, make; return how many of each."""
    counts = {"added": 0, "changed": 0, "ended": 0}
    new = []
    for position, (number, one) in enumerate(zip(unlike_numbers(measures), measures, strict=True)):
        duty = correction.duty_of(one)
        if duty is None:
            new.append((number, one, position))
        else:
            was = correction.old[correction.pairs[one.key]]
            wanted = changed_words(was, one) | {"number": number, "position": position}
            counts["changed"] += change_duty(duty, one, wanted, matches, (correction.document, actor))
    for duty in correction.ending(measures):
        end_duty(duty, correction.document, actor, day)
        counts["ended"] += 1
    add_duties(correction.document, new, matches)
    return counts | {"added": len(new)}


def changed_words(was: Worked, now: Worked) -> dict[str, Any]:
    """Return the fields the correction itself changed."""
    before, after = words_of(was), words_of(now)
    return {name: value for name, value in after.items() if before[name] != value}


def change_duty(
    duty: Duty,
    measure: Worked,
    wanted: dict[str, Any],
    matches: dict[str, Match],
    by: tuple[SourceDocument, User],
) -> bool:
    """Write what changed in one duty and its parties, put it on record; return whether anything a reader sees did."""
    document, actor = by
    before = {name: getattr(duty, name) for name in wanted}
    news = {name: value for name, value in wanted.items() if before[name] != value}
    Duty.objects.filter(pk=duty.pk).update(source=document, measure=measure.key, **news)
    moved = move_parties(duty, parties_of(duty, measure, matches))
    seen = {name: value for name, value in news.items() if name != "position"}
    if seen or moved:
        was = {name: before[name] for name in seen}
        record(actor, "plans.correct_duty", duty, before=was, after=seen | ({"parties": moved} if moved else {}))
    return bool(seen or moved)


def move_parties(duty: Duty, wanted: list[DutyParty]) -> list[str]:
    """Make the duty's parties those wanted; who stays keeps their row. Return what moved, in words."""
    stored = {(party.unit_id, party.group_id): party for party in duty.parties.all()}
    said = []
    for party in wanted:
        kept = stored.pop((party.unit_id, party.group_id), None)
        if kept is None:
            party.save()
            said.append(f"+{party}")
        elif (kept.part, kept.printed_name, kept.position) != (party.part, party.printed_name, party.position):
            told = [f"{kept}→{party}"] if (kept.part, kept.printed_name) != (party.part, party.printed_name) else []
            said += told
            kept.part, kept.printed_name, kept.position = party.part, party.printed_name, party.position
            kept.save()
    for gone in stored.values():
        said.append(f"-{gone}")
        gone.delete()
    return said


def end_duty(duty: Duty, document: SourceDocument, actor: User, day: dt.date) -> None:
    """End a duty the correction no longer lists; whatever hangs on it stays."""
    reason = f"《{document.title[:150]}》更正后不再列入"
    Duty.objects.filter(pk=duty.pk, ended_on=None).update(ended_on=day, end_reason=reason)
    record(actor, "plans.end_duty", duty, after={"ended_on": day}, reason=reason)


def add_duties(document: SourceDocument, new: list[tuple[str, Worked, int]], matches: dict[str, Match]) -> None:
    """Make the duties the correction adds, each at its place in the order."""
    make_duties(document.corrects.campaign, document, [(number, one) for number, one, _ in new], matches)
    for _, one, position in new:
        Duty.objects.filter(source=document, measure=one.key).update(position=position)
