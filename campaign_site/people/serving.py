"""Which counties does this installation serve, when its register may hold the whole country?"""

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
