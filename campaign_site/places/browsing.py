"""What lies right below a place, now or on a day, and what lies above it? Page by page, never a whole table."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from campaign_site.places.history import names_on
from campaign_site.places.models import Level, Place, PlaceVersion

PER_PAGE = 50
DEEPEST = len(Level)


@dataclass(frozen=True)
class Branch:
    """One place as it was then: its name, code and kind, and how many lay right below it."""

    place: Place
    name: str
    code: str
    kind: str
    below: int
    above: str = ""


def branches(parent: Place | None, day: dt.date | None, number: object = 1) -> tuple[list[Branch], Page]:
    """Return a page of what lies right below `parent` (the top: None) on `day`, or now; three queries whatever there is."""
    if day is None:
        rows: QuerySet = Place.objects.filter(parent=parent, exists_to=None).order_by("code")
    else:
        rows = PlaceVersion.objects.as_of(day).filter(parent=parent).select_related("place").order_by("code")
    page = Paginator(rows, PER_PAGE).get_page(number)
    return drawn(list(page.object_list), day), page


def found(text: str, day: dt.date | None, number: object = 1) -> tuple[list[Branch], Page]:
    """Return a page of the places that ever bore a code or a name, as they were on `day`, or are now."""
    rows = Place.objects.called(text).select_related("parent").order_by("code", "pk")
    page = Paginator(rows, PER_PAGE).get_page(number)
    places = list(page.object_list)
    if day is None:
        return drawn(places, None, above=True), page
    then = {
        one.place_id: one for one in PlaceVersion.objects.as_of(day).filter(place__in=places).select_related("place")
    }
    return drawn([then.get(place.pk, place) for place in places], day, above=True), page


def drawn(rows: Sequence[Place | PlaceVersion], day: dt.date | None, *, above: bool = False) -> list[Branch]:
    """Return the branches of places, or of the versions that held on `day`."""
    places = [row.place if isinstance(row, PlaceVersion) else row for row in rows]
    below = counted(places, day)
    names = names_above(rows, day) if above else {}
    return [
        Branch(place, row.short_name, row.code_text, row.kind, below.get(place.pk, 0), names.get(row.parent_id, ""))
        for row, place in zip(rows, places, strict=True)
    ]


def names_above(rows: Sequence[Place | PlaceVersion], day: dt.date | None) -> dict[int, str]:
    """Return what the parents of rows are called, or were on `day`, by id; one query."""
    ids = {row.parent_id for row in rows} - {None}
    return names_on(ids, day) if day else dict(Place.objects.filter(pk__in=ids).values_list("pk", "short_name"))


def counted(places: list[Place], day: dt.date | None) -> dict[int, int]:
    """Return how many places lie right below each, by id; one query."""
    rows = PlaceVersion.objects.as_of(day) if day else Place.objects.filter(exists_to=None)
    return dict(rows.filter(parent__in=places).order_by().values_list("parent").annotate(Count("pk")))


def above(place: Place | None, day: dt.date | None) -> list[Branch]:
    """Return the way down to a place, top first, as things stood on `day`, or now."""
    way: list[Place | PlaceVersion] = []
    while place is not None and len(way) < DEEPEST:
        then = PlaceVersion.objects.as_of(day).filter(place=place).select_related("parent").first() if day else None
        way.append(then or place)
        place = (then or place).parent
    return [
        Branch(row.place if isinstance(row, PlaceVersion) else row, row.short_name, row.code_text, row.kind, 0)
        for row in reversed(way)
    ]
