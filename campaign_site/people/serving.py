"""Which counties does this installation serve, and which is the user's, when its register may hold the whole country?"""

from typing import Any

from django.db.models import Q

from campaign_site.people.models import Unit
from campaign_site.places.models import Level, Place, PlaceQuerySet


def served_counties() -> PlaceQuerySet:
    """Return the only county the register knows, or of several those in which a standing unit sits."""
    counties: PlaceQuerySet = Place.objects.filter(level=Level.COUNTY)
    if len(counties.values_list("pk")[:2]) < 2:
        return counties
    seats = Unit.objects.filter(valid_to=None)
    ways = ("place", "place__parent", "place__parent__parent")
    here = Q()
    for way in ways:
        here |= Q(pk__in=seats.values(way))
    return counties.filter(here)


def only_county() -> Place | None:
    """Return the county this installation serves; None while there is none or several."""
    counties = list(served_counties()[:2])
    return counties[0] if len(counties) == 1 else None


def own_county(user: Any) -> Place | None:
    """Return the county in which the user sits, their seat itself when it is wider; without a seat the only one served."""
    if getattr(user, "unit", None) is None:
        return only_county()
    seat: Place = user.unit.place
    if seat.level <= Level.COUNTY:
        return seat
    return Place.objects.filter(level=Level.COUNTY, code=seat.code // 10**6 * 10**6, exists_to=None).first()
