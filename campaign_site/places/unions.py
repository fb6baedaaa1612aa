"""How do several places become one, or one several, so that it stays known who took over from whom?"""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from campaign_site.places.acts import Act, NewPlace, Part, refuse_unless_standing
from campaign_site.places.changes import make, put_down, shift
from campaign_site.places.ledger import Ledger
from campaign_site.places.lineage import PlaceChange, PlaceSuccession
from campaign_site.places.models import Place
from campaign_site.places.numbering import FreeCodes


@transaction.atomic
def merge(places: Sequence[Place], *, into: Place | NewPlace, act: Act) -> PlaceChange:
    """End places on the act's day and let one take them over whole: a standing one, or a new one below their common parent.

    What stands below them moves along and keeps its digits where they are free. Raises ValidationError.
    """
    places = list(places)
    _refuse_wrong_sources(places, into)
    ledger = Ledger(act)
    movers = _standing_below(places)
    ledger.end(places)
    heir = into if isinstance(into, Place) else make(ledger, _common_parent(places), into, level=places[0].level)
    bring(ledger, movers, heir)
    ledger.write()
    names = "、".join(place.name for place in places)
    change = put_down(PlaceChange.Kind.MERGE, heir, f"{names}并入{heir.name}（{heir.code_text}）", ledger)
    _succeed(change, [(place, heir) for place in places], PlaceSuccession.Kind.WHOLE)
    return change


@transaction.atomic
def split(place: Place, *, parts: Sequence[Part], act: Act, keeps: bool = True) -> PlaceChange:
    """Give parts of a place to new or standing places from the act's day on; without `keeps` it ends and is divided up.

    The places below go as the parts say; all the others stay, so without `keeps` the parts must name every one.
    Raises ValidationError.
    """
    _refuse_wrong_parts(place, parts, keeps=keeps)
    ledger = Ledger(act)
    if not keeps:
        ledger.end([place])
    heirs = [_heir(ledger, place, part) for part in parts]
    for part, heir in zip(parts, heirs, strict=True):
        bring(ledger, part.below, heir)
    ledger.write()
    names = "、".join(heir.name for heir in heirs)
    summary = f"{place.name}分出{names}" if keeps else f"{place.name}分为{names}"
    change = put_down(PlaceChange.Kind.SPLIT, place, summary, ledger)
    _succeed(change, [(place, heir) for heir in heirs], PlaceSuccession.Kind.PART)
    return change


def bring(ledger: Ledger, movers: Iterable[Place], heir: Place) -> None:
    """Put places below another parent of the same level; those already in its range of codes keep their codes."""
    movers = sorted(movers, key=lambda one: (not heir.holds(one), one.code))
    if not movers:
        return
    free = FreeCodes(heir, movers[0].level, leaving=[one.pk for one in movers])
    for one in movers:
        code = free.take(one.code)
        if code != one.code:
            shift(ledger, one, code)
        ledger.change(one, parent=heir)


def _heir(ledger: Ledger, place: Place, part: Part) -> Place:
    if isinstance(part.to, Place):
        return part.to
    if place.parent is None:
        raise ValidationError(f"{place.name}没有上级，请先载入它的上级再拆分。")
    return make(ledger, place.parent, part.to, level=place.level)


def _refuse_wrong_sources(places: list[Place], into: Place | NewPlace) -> None:
    if len({place.pk for place in places}) != len(places):
        raise ValidationError("要合并的地方里有重复的，请每个只选一次。")
    if not places or (isinstance(into, NewPlace) and len(places) == 1):
        raise ValidationError("合并成新的地方至少要有两个；只有一个时请用改名或改码。")
    for place in places:
        refuse_unless_standing(place)
    levels = {place.level for place in places}
    if isinstance(into, Place):
        refuse_unless_standing(into)
        if into.pk in {place.pk for place in places}:
            raise ValidationError(f"{into.name}不能并入它自己，请从被合并的地方里去掉它。")
        levels.add(into.level)
    if len(levels) > 1:
        raise ValidationError("只有同一级别的地方才能合并。")


def _refuse_wrong_parts(place: Place, parts: Sequence[Part], *, keeps: bool) -> None:
    refuse_unless_standing(place)
    if len(parts) < (1 if keeps else 2):
        raise ValidationError("拆分后至少要有两个地方；只有一个时请用改名或改码。")
    standing = [part.to for part in parts if isinstance(part.to, Place)]
    for heir in standing:
        refuse_unless_standing(heir)
        if heir.pk == place.pk or heir.level != place.level:
            raise ValidationError(f"{heir.name}不能承接：要是同一级别的另一个地方。")
    if len({heir.pk for heir in standing}) != len(standing):
        raise ValidationError("同一个地方承接了两份，请合成一份。")
    below = {one.pk: one for one in _standing_below([place])}
    given = [one.pk for part in parts for one in part.below]
    if len(set(given)) != len(given) or not set(given) <= below.keys():
        raise ValidationError(f"分出去的下级地方要在{place.name}下面，每个只能给一处。")
    left = [one.name for pk, one in below.items() if pk not in given]
    if left and not keeps:
        raise ValidationError(f"{place.name}撤销后，{left[0]}等 {len(left)} 个下级地方没有去处，请分给各部分。")


def _standing_below(places: Iterable[Place]) -> list[Place]:
    return list(Place.objects.filter(parent__in=list(places), exists_to=None).order_by("code"))


def _common_parent(places: list[Place]) -> Place:
    parents = {place.parent for place in places}
    parent = parents.pop()
    if parents or parent is None:
        raise ValidationError("这些地方的上级不是同一个，请并入一个现有的地方，或先改属。")
    return parent


def _succeed(change: PlaceChange, pairs: list[tuple[Place, Place]], kind: str) -> None:
    rows = [PlaceSuccession(predecessor=a, successor=b, on=change.on, kind=kind, change=change) for a, b in pairs]
    PlaceSuccession.objects.bulk_create(rows)
