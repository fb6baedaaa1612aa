"""What is stored of a slab, and how is it made equal to a fresh count, whole or not at all?"""

import datetime as dt

from django.db import transaction

from campaigns.coverage.counting import Numbers, SlabCount
from campaigns.coverage.models import Cell, DataVersion, Slab, VenueMonth, VillageMonth

NUMBERS = (
    *("state", "events", "villages_covered", "villages_total", "signed", "counted", "estimated", "households"),
    *("amount", "unproven", "rules"),
)


def store(slab: Slab, counted: SlabCount, *, now: dt.datetime) -> bool:
    """Make the stored rows of a slab equal to the count; say whether anything differed. A difference is a new version.

    Call it inside a transaction: the whole slab is replaced or nothing is.
    """
    if stored(slab) == counted:
        Slab.objects.filter(pk=slab.pk).update(counted_at=now)
        return False
    with transaction.atomic():
        for model in (Cell, VillageMonth, VenueMonth):
            model.objects.filter(slab=slab).delete()
        own = {"slab": slab, "township_id": slab.township_id, "month": slab.month}
        Cell.objects.bulk_create(Cell(**own, dimension=d, key=k, **cell) for (d, k), cell in counted.cells.items())
        VillageMonth.objects.bulk_create(
            VillageMonth(**own, village_id=v, dimension=d, key=k, events=events, last_on=last)
            for (v, d, k), (events, last) in counted.villages.items()
        )
        VenueMonth.objects.bulk_create(
            VenueMonth(**own, venue_id=venue, kind=kind, events=n) for (venue, kind), n in counted.venues.items()
        )
        Slab.objects.filter(pk=slab.pk).update(counted_at=now)
        DataVersion.objects.create(at=now)
    return True


def stored(slab: Slab) -> SlabCount:
    """Return the stored rows of a slab in the form in which they are counted."""
    cells: dict[tuple[str, str], Numbers] = {
        (row.pop("dimension"), row.pop("key")): row
        for row in Cell.objects.filter(slab=slab).values("dimension", "key", *NUMBERS)
    }
    villages = VillageMonth.objects.filter(slab=slab).values_list("village_id", "dimension", "key", "events", "last_on")
    venues = VenueMonth.objects.filter(slab=slab).values_list("venue_id", "kind", "events")
    return SlabCount(
        cells,
        {(village, dimension, key): (events, last) for village, dimension, key, events, last in villages},
        {(venue, kind): events for venue, kind, events in venues},
    )
