"""How many suspect ads does each township show by carrier, for those who may see ads: a layer of its own?"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from campaign_site.people.scoping import rows_for
from campaign_site.places.models import Place
from campaign_site.terms import vocabularies
from campaigns.coverage.board_asked import Asked
from media_library.ads.layer import LayerCell, ad_layer
from media_library.ads.models import Ad


@dataclass
class AdRow:
    """One township (or the county itself) with what was found there, by carrier."""

    place: Place
    records: str  # where its numbers open: the queue of the same place and months, the state to be added
    carriers: list[tuple[str, str, LayerCell]] = field(default_factory=list)
    found: int = 0
    pending: int = 0
    unflagged: int = 0
    decided: int = 0
    oldest: dt.datetime | None = None

    def add(self, cell: LayerCell, carrier: str, channel: str) -> None:
        self.carriers.append((carrier, channel, cell))
        for name in ("found", "pending", "unflagged", "decided"):
            setattr(self, name, getattr(self, name) + getattr(cell, name))
        known = [moment for moment in (self.oldest, cell.oldest_pending_at) if moment]
        self.oldest = min(known, default=None)


def may_see(user: Any) -> bool:
    """Say whether the user's role sees ad cases at all."""
    return user.has_perm("media_library.view_adcase")


def layer(asked: Asked) -> list[AdRow]:
    """Return the layer over the board's months, in the order of code; townships without any ad stand there with zeros."""
    ads = rows_for(
        asked.user, Ad.objects.filter(place__code__gte=asked.county.code, place__code__lt=asked.county.code_end)
    )
    rows = {place.pk: AdRow(place, records_of(place, asked)) for place in [asked.county, *asked.townships()]}
    for cell in ad_layer(ads, first=asked.first, last=asked.last):
        if cell.place_id in rows:
            channel = vocabularies.label("channel", cell.channel) if cell.channel else ""
            rows[cell.place_id].add(cell, vocabularies.label("carrier", cell.carrier), channel)
    if not rows[asked.county.pk].found:
        del rows[asked.county.pk]
    return list(rows.values())


def records_of(place: Place, asked: Asked) -> str:
    """Return the address of the queue behind a row; it ends in `show=`."""
    query = {"place": place.pk, "first": f"{asked.first:%Y-%m}", "last": f"{asked.last:%Y-%m}", "show": ""}
    return f"{reverse('ads:queue')}?{urlencode(query)}"
