"""How does last year's tree of campaigns become this year's: the same parts and places, the dates moved?"""

import calendar
import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from campaign_site.audit.capture import summed_up
from campaign_site.audit.recording import record
from campaign_site.people.models import User

from .models import Campaign
from .months import CampaignMonth


@dataclass(frozen=True)
class Copied:
    """One campaign of the old tree and what it is called, and when, in the new one."""

    old: Campaign
    name: str
    starts_on: dt.date
    ends_on: dt.date


def copies_of(top: Campaign, year: int) -> list[Copied]:
    """Return the whole tree as it would be in `year`, from top to bottom; the campaign month follows the new year's rule."""
    shift = year - top.starts_on.year
    old_rule, new_rule = CampaignMonth.objects.of(top.starts_on.year), CampaignMonth.objects.of(year)
    return [moved(one, shift, (old_rule, new_rule)) for one in tree_of(top)]


def faults_of(copies: list[Copied]) -> list[str]:
    """Return why a tree could not be made as it stands, a sentence for each part at fault; nothing is written."""
    made: dict[int, Campaign] = {}
    faults = []
    for one in copies:
        made[one.old.pk] = unsaved(one, made.get(one.old.parent_id or 0))
        try:
            made[one.old.pk].clean()
        except ValidationError as refusal:
            faults += [f"“{one.name}”：{sentence}" for sentence in refusal.messages]
    return faults


def tree_of(top: Campaign) -> list[Campaign]:
    """Return a campaign and all below it, parents first; the tree is three deep."""
    found, level = [top], [top]
    while level:
        level = list(Campaign.objects.filter(parent__in=level).order_by("starts_on", "id"))
        found += level
    return found


def moved(campaign: Campaign, shift: int, rules: tuple[CampaignMonth | None, CampaignMonth | None]) -> Copied:
    """Return a campaign `shift` years on; one that stood in its year's campaign month or on its day goes to the new year's."""
    starts, ends = later(campaign.starts_on, shift), later(campaign.ends_on, shift)
    name = campaign.name.replace(str(campaign.starts_on.year), str(campaign.starts_on.year + shift))
    old, new = rules
    if old is not None and new is not None:
        year = campaign.starts_on.year
        if (campaign.starts_on, campaign.ends_on) == old.span(year):
            starts, ends = new.span(year + shift)
            name = name.replace(f"{old.month}月", f"{new.month}月")
        focus, next_focus = old.focus_on(year), new.focus_on(year + shift)
        if focus is not None and next_focus is not None and campaign.starts_on == campaign.ends_on == focus:
            starts = ends = next_focus
            name = name.replace(f"{focus.month}月{focus.day}日", f"{starts.month}月{starts.day}日")
    return Copied(campaign, name, starts, ends)


def later(day: dt.date, years: int) -> dt.date:
    """Return the same day some years on; 29 February becomes 28 where there is none."""
    last = calendar.monthrange(day.year + years, day.month)[1]
    return dt.date(day.year + years, day.month, min(day.day, last))


def copy_tree(top: Campaign, actor: User, *, year: int) -> Campaign:
    """Make the tree anew in `year`, without duties: each year has its own circular. Return the new top; all or nothing.

    Raises ValidationError for the same year, for parts whose days would leave those above, and when a campaign of the
    name and start is there already.
    """
    if year == top.starts_on.year or not 2000 <= year <= 2100:
        raise ValidationError("请写另一个年份，例如明年。")
    made: dict[int, Campaign] = {}
    copies = copies_of(top, year)
    if faults := faults_of(copies):
        raise ValidationError(faults)
    try:
        with transaction.atomic(), summed_up():
            for one in copies:
                made[one.old.pk] = copy_one(one, made.get(one.old.parent_id or 0))
            record(actor, "plans.copy_tree", made[top.pk], after={"from": top.pk, "campaigns": len(copies)})
    except IntegrityError as error:
        raise ValidationError(f"{year} 年已有同名同日开始的计划，没有再抄。请到计划里改，或换一个年份。") from error
    return made[top.pk]


def unsaved(one: Copied, parent: Campaign | None) -> Campaign:
    """Return one campaign of the new tree, not stored."""
    return Campaign(
        kind=one.old.kind,
        name=one.name,
        theme=one.old.theme,
        parent=parent,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
    )


def copy_one(one: Copied, parent: Campaign | None) -> Campaign:
    """Make one campaign of the new tree, with its places."""
    new = unsaved(one, parent)
    new.clean()
    new.save()
    new.included.set(one.old.included.all())
    new.excluded.set(one.old.excluded.all())
    return new
