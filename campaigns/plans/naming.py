"""How does a person settle what a printed name means: choose, remember as alias, register a unit or a group?"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import Unit, UnitAlias, UnitGroup, User

from .editing import Hand, amend
from .sources import SourceDocument
from .worked import NAMES_KEY, names_of, standing, worked_measures

NO_RIGHT = "您的角色不能登记单位。请系统管理员先登记，再回来选。"


@dataclass(frozen=True)
class NewUnit:
    """A unit to be registered: its full and short name and its kind."""

    name: str
    short_name: str
    kind: str


def map_names(document: SourceDocument, hand: Hand, mapping: dict[str, str]) -> None:
    """Store which unit or group (`unit:3`, `group:2`) each printed name means; only while the circular is a draft.

    Names that stand in no measure are passed over. Raises Overtaken when somebody else settled one of them since.
    """
    told: dict[str, Any] = {}

    def settled(current: SourceDocument) -> dict[str, Any]:
        asked = set(names_of(standing(worked_measures(current.reading, current.edits))))
        news = {name: key for name, key in mapping.items() if name in asked and current.mapping.get(name) != key}
        signs = current.edits.get(NAMES_KEY, {})
        for name in news:
            hand.refuse_if_overtaken(signs.get(name, {}))
        told.update(before=current.mapping, after=current.mapping | news)
        signed = {name: hand.sign({}, current.version + 1) for name in news}
        return {"mapping": told["after"], "edits": current.edits | {NAMES_KEY: signs | signed}}

    amend(document, settled)
    changed = {name: key for name, key in told["after"].items() if told["before"].get(name) != key}
    before = {name: told["before"].get(name, "") for name in changed}
    record(hand.actor, "plans.map_names", document, before=before, after=changed)


def remember_alias(unit: Unit, name: str, actor: User) -> None:
    """Keep a printed name as a further name of the unit, so that the next circular knows it; twice is once."""
    alias, new = UnitAlias.objects.get_or_create(unit=unit, name=name[:100])
    if new:
        record(actor, "plans.remember_alias", unit, after={"alias": alias.name})


def register_unit(document: SourceDocument, hand: Hand, name: str, new: NewUnit) -> Unit:
    """Register a unit at the county of the circular and let the printed name mean it; all or nothing.

    Raises PermissionDenied for who may not register units, ValidationError when the name is taken there.
    """
    if not hand.actor.has_perm("campaign_site.add_unit"):
        raise PermissionDenied(NO_RIGHT)
    unit = Unit(name=new.name, short_name=new.short_name, kind=new.kind, place=document.unit.place)
    unit.full_clean()
    with transaction.atomic():
        unit.save()
        if name not in (unit.name, unit.short_name):
            remember_alias(unit, name, hand.actor)
        map_names(document, hand, {name: f"unit:{unit.pk}"})
    return unit


def register_group(document: SourceDocument, hand: Hand, name: str, members: list[Unit]) -> UnitGroup:
    """Register a printed name as a group of units and let it mean them; all or nothing.

    Raises PermissionDenied for who may not, ValidationError when a group has that name or nobody belongs to it.
    """
    if not hand.actor.has_perm("campaign_site.add_unitgroup"):
        raise PermissionDenied(NO_RIGHT)
    if not members:
        raise ValidationError("单位组里还没有成员。请至少勾一个单位。")
    try:
        with transaction.atomic():
            group = UnitGroup.objects.create(name=name[:100])
            group.members.set(members)
            map_names(document, hand, {name: f"group:{group.pk}"})
    except IntegrityError as error:
        raise ValidationError(f"已有单位组叫“{name}”，请直接选它。") from error
    return group
