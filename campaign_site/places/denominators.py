"""By which figure is a place's number divided, and what is said when there is none?"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.dispatch import Signal

from campaign_site.places.models import Denominator, Place

NO_DENOMINATOR = "无分母"
# Sent with `place_ids` in the transaction that changed their figures, or the places by a named act: who counts by them owes a new look.
figures_changed = Signal()


@dataclass(frozen=True)
class Figure:
    """A counted figure; `place_ids` are the places it counts together, mostly one."""

    value: int
    counted_on: dt.date
    source: str
    place_ids: frozenset[int]


def figures(indicator: str, day: dt.date, *, under: Place | None = None) -> dict[int, Figure]:
    """Return the newest figure of each place counted on or before `day`, by place id; a shared one under every sharer.

    A place without a figure is not in the answer. Two queries.
    """
    rows = Denominator.objects.filter(indicator=indicator, counted_on__lte=day)
    if under is not None:
        inside = Place.objects.under(under)
        rows = rows.filter(Q(place__in=inside) | Q(shared_with__in=inside)).distinct()
    found: dict[int, Figure] = {}
    for row in rows.order_by("counted_on").prefetch_related("shared_with"):
        figure = _figure(row)
        found |= dict.fromkeys(figure.place_ids, figure)
    return found


def figures_of(place: Place, day: dt.date) -> dict[str, Figure]:
    """Return the newest figure of each indicator that counts this place, alone or with others. Two queries."""
    rows = Denominator.objects.filter(Q(place=place) | Q(shared_with=place), counted_on__lte=day).distinct()
    return {row.indicator: _figure(row) for row in rows.order_by("counted_on").prefetch_related("shared_with")}


def _figure(row: Denominator) -> Figure:
    ids = frozenset({row.place_id, *(place.pk for place in row.shared_with.all())})
    return Figure(row.value, row.counted_on, row.source, ids)


def joined(place: Place, before: Collection[Place], day: dt.date) -> dict[str, int]:
    """Return, for each indicator last counted before some of the places `before` were merged into this one, the sum with theirs.

    Of each the newest figure on or before `day`; an indicator of which one of them has none is left out. Two queries.
    """
    ids = [place.pk, *(one.pk for one in before)]
    rows = Denominator.objects.filter(Q(place__in=ids) | Q(shared_with__in=ids), counted_on__lte=day).distinct()
    found: dict[str, dict[int, Figure]] = {}
    for row in rows.order_by("counted_on").prefetch_related("shared_with"):
        figure = _figure(row)
        found.setdefault(row.indicator, {}).update(dict.fromkeys(figure.place_ids, figure))
    sums = {}
    for indicator, figure_of in found.items():
        own = figure_of.get(place.pk)
        missing = [one.pk for one in before if own and one.existed_on(own.counted_on)]
        whole = total(figure_of, [place.pk, *missing]) if missing else None
        if whole is not None:
            sums[indicator] = whole
    return sums


def total(found: Mapping[int, Figure], place_ids: Collection[int]) -> int | None:
    """Return the sum over the places, a shared figure once; None when one has no figure or shares it with one outside."""
    wanted = set(place_ids)
    if not wanted or not wanted <= found.keys():
        return None
    used = {found[pk] for pk in wanted}
    if any(not figure.place_ids <= wanted for figure in used):
        return None
    return sum(figure.value for figure in used)


def percent(part: int, whole: int | None) -> str:
    """Return `part` of `whole` as 83.1%, rounded half up but never up to the whole; 无分母 when nothing is known to divide by."""
    if not whole:
        return NO_DENOMINATOR
    tenths = (part * 2000 + whole) // (whole * 2)
    tenths = min(tenths, 999) if part < whole else tenths
    return f"{tenths // 10}.{tenths % 10}%"
