"""How does the board name a township that ended within its months: when, and into which others?"""

from collections import defaultdict
from collections.abc import Iterable

from campaign_site.places.lineage import PlaceSuccession
from campaign_site.places.models import Place


def endings(places: Iterable[Place]) -> dict[int, str]:
    """Return for each place that ended, by id, when it did and who took it over; one query, none while all stand."""
    ended = {place.pk: place for place in places if place.exists_to is not None}
    if not ended:
        return {}
    heirs: dict[int, list[str]] = defaultdict(list)
    rows = PlaceSuccession.objects.standing().filter(predecessor__in=ended).select_related("successor")
    for row in rows:
        heirs[row.predecessor_id].append(row.successor.short_name)
    return {
        pk: f"{place.exists_to} 撤销" + (f"，并入{'、'.join(heirs[pk])}" if heirs[pk] else "")
        for pk, place in ended.items()
    }
