"""How is a place founded, renamed, renumbered, moved, set right or ended, from which day, and how is that taken back?

Facts stay with `Place.id`; the places below follow with their codes, so that a subtree stays one range.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.places.acts import (
    Act,
    NewPlace,
    checked_kind,
    checked_name,
    refuse_unless_standing,
    refuse_wrong_parent,
)
from campaign_site.places.ledger import Ledger
from campaign_site.places.lineage import PlaceChange, places_changed
from campaign_site.places.models import Level, Place
from campaign_site.places.names import short_name
from campaign_site.places.numbering import FreeCodes, checked_code, refuse_if_carried, step

Kind = PlaceChange.Kind


@transaction.atomic
def found(parent: Place, *, new: NewPlace, act: Act) -> PlaceChange:
    """Found a place below `parent` from the act's day on. Raises ValidationError."""
    ledger = Ledger(act)
    made = make(ledger, parent, new)
    return put_down(Kind.FOUND, made, f"设立{made.name}（{made.code_text}）", ledger)


@transaction.atomic
def rename(place: Place, *, name: str, act: Act, kind: str | None = None) -> PlaceChange:
    """Rename a place from the act's day on, with its kind where that changes too (满月乡 → 满月镇). Raises ValidationError."""
    refuse_unless_standing(place)
    name, was = checked_name(name), place.name
    values = {"name": name} if kind is None else {"name": name, "kind": checked_kind(kind)}
    if name == was:
        raise ValidationError(f"新名称和现在的一样，都是“{name}”。")
    ledger = Ledger(act)
    ledger.change(place, **values)
    ledger.write()
    return put_down(Kind.RENAME, place, f"{was}改名为{name}", ledger)


@transaction.atomic
def change_kind(place: Place, *, kind: str, act: Act) -> PlaceChange:
    """Change the kind of a place (村 → 社区) without its name. Raises ValidationError."""
    refuse_unless_standing(place)
    kind, was = checked_kind(kind), place.kind
    if kind == was:
        raise ValidationError(f"{place.name}的类别已经是“{kind}”。")
    ledger = Ledger(act)
    ledger.change(place, kind=kind)
    ledger.write()
    return put_down(Kind.CHANGE_KIND, place, f"{place.name}的类别由“{was}”改为“{kind}”", ledger)


@transaction.atomic
def renumber(place: Place, *, code: str | int, act: Act) -> PlaceChange:
    """Give a place another code below its parent; all below it keep their own digits behind the new ones. Raises ValidationError."""
    refuse_unless_standing(place)
    number, was = checked_code(code, level=place.level, parent=place.parent), place.code_text
    if number == place.code:
        raise ValidationError(f"{place.name}的代码已经是 {place.code_text}。")
    ledger = Ledger(act)
    shift(ledger, place, number)
    ledger.write()
    return put_down(Kind.RENUMBER, place, f"{place.name}的代码由 {was} 改为 {number}", ledger)


@transaction.atomic
def move(place: Place, *, parent: Place, act: Act, code: str | int | None = None) -> PlaceChange:
    """Put a place below another parent, under `code` or the next free one; all below it follow. Raises ValidationError."""
    refuse_unless_standing(place)
    refuse_wrong_parent(place, parent)
    if parent.pk == place.parent_id:
        raise ValidationError(f"{place.name}已经归{parent.name}管。")
    given = checked_code(code, level=place.level, parent=parent) if code else None
    number = given or FreeCodes(parent, place.level).take(place.code)
    ledger = Ledger(act)
    shift(ledger, place, number)
    ledger.change(place, parent=parent)
    ledger.write()
    return put_down(Kind.MOVE, place, f"{place.name}改属{parent.name}，代码 {number}", ledger)


@transaction.atomic
def end(place: Place, *, act: Act) -> PlaceChange:
    """End a place that nothing takes over. Raises ValidationError while places stand below it."""
    refuse_unless_standing(place)
    refuse_while_below(place)
    ledger = Ledger(act)
    ledger.end([place])
    return put_down(Kind.END, place, f"撤销{place.name}（{place.code_text}）", ledger)


@transaction.atomic
def correct(place: Place, *, act: Act, name: str | None = None, kind: str | None = None) -> PlaceChange:
    """Set a misprint right in the version in force, so that no change appears in the history. Raises ValidationError."""
    refuse_unless_standing(place)
    ledger, was = Ledger(act), place.name
    values: dict[str, Any] = {}
    if name is not None:
        values |= {"name": checked_name(name), "short_name": short_name(checked_name(name))}
    if kind is not None:
        values["kind"] = checked_kind(kind)
    if all(getattr(place, field) == value for field, value in values.items()):
        raise ValidationError("没有要改的字：名称和类别都和现在一样。")
    ledger.set_right(place, values)
    return put_down(Kind.CORRECT, place, f"勘误：{was}应为{place.name}（{place.kind}）", ledger)


def make(ledger: Ledger, parent: Place, new: NewPlace, *, level: int | None = None) -> Place:
    """Make a new place below `parent`, one level down unless told; return it. Raises ValidationError."""
    below = min((one for one in Level if one > parent.level), default=None)
    if below is None:
        raise ValidationError(f"{parent.name}是{Level(parent.level).label}，下面不能再设地方。")
    made = Place(level=level or below, name=checked_name(new.name), kind=checked_kind(new.kind), parent=parent)
    refuse_wrong_parent(made, parent)
    if new.code is None:
        made.code = FreeCodes(parent, made.level).take_new(made.kind)
    else:
        made.code = checked_code(new.code, level=made.level, parent=parent)
        refuse_if_carried(range(made.code, made.code + 1), ledger.act.on)
    return ledger.found(made)


def shift(ledger: Ledger, place: Place, code: int) -> None:
    """Give a place another code, and all below it, ended ones too, the same distance; refuse codes that are carried."""
    old, new = range(place.code, place.code_end), range(code, code + step(place.level))
    refuse_if_carried(new, ledger.act.on, leaving=old)
    for one in Place.objects.under(place).filter(level__gt=place.level):
        ledger.change(one, code=one.code - place.code + code)
    ledger.change(place, code=code)


def refuse_while_below(place: Place) -> None:
    """Refuse while places stand directly below."""
    below = Place.objects.filter(parent=place, exists_to=None)
    if below.exists():
        raise ValidationError(f"{place.name}下面还有 {below.count()} 个地方，请先移走或并入别处。")


def put_down(kind: str, place: Place, summary: str, ledger: Ledger, **more: Any) -> PlaceChange:
    """Record an act once in the lineage and once in the audit; return its row."""
    act = ledger.act
    change = PlaceChange.objects.create(
        kind=kind,
        place=place,
        on=act.on,
        precision=act.precision,
        summary=summary[:300],
        reason=act.reason.strip(),
        source=act.source,
        rows=ledger.rows,
        **more,
    )
    touched = [place.pk, *map(int, ledger.rows["places"])]
    places_changed.send(sender=PlaceChange, place_ids=touched, on=act.on)
    told = {"summary": summary, "on": act.on, "source": act.source, "places": len(ledger.rows["places"])}
    record(act.actor, f"places.{kind}", place, after=told, reason=act.reason)
    return change
