"""When was each village of an opened township last reached, kind by kind?"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max

from campaign_site.places.models import Place
from campaigns.coverage.arithmetic import Band, is_fresh
from campaigns.coverage.board_asked import Asked
from campaigns.coverage.board_cells import NOT_THERE, Square
from campaigns.coverage.board_six import kinds
from campaigns.coverage.gap_facts import KINDS_OF_VILLAGE
from campaigns.coverage.measures import CoverageMeasures
from campaigns.coverage.models import Dimension, VillageMonth


@dataclass(frozen=True)
class VillageRow:
    """One village of an opened township: when it was last reached, by kind."""

    place: Place
    squares: list[Square]


def village_rows(township: Place, asked: Asked, measures: CoverageMeasures) -> list[VillageRow]:
    """Return the township's villages with the last counted day of each kind: fresh, stale, or never."""
    villages = asked.in_scope(Place.objects.under(township).villages().existing(asked.today)).order_by("code")
    seen = VillageMonth.objects.filter(village__in=villages, dimension=Dimension.VENUE, last_on__lte=asked.today)
    last = {(v, k): day for v, k, day in seen.order_by().values_list("village_id", "key").annotate(Max("last_on"))}
    return [
        VillageRow(
            village,
            [_day_square(village, key, last.get((village.pk, key)), asked.today, measures) for key, _ in kinds(asked)],
        )
        for village in villages
    ]


def _day_square(village: Place, key: str, last: dt.date | None, today: dt.date, measures: CoverageMeasures) -> Square:
    if KINDS_OF_VILLAGE.get(key, village.kind) != village.kind:
        return NOT_THERE
    if last is None:
        asked_for = key in KINDS_OF_VILLAGE or key == "household"
        return Square(Band.GAP, "未到", word="缺口") if asked_for else NOT_THERE
    fresh = is_fresh(last, today, days=measures.fresh_days(key))
    text = f"{last:%m-%d}" if last.year == today.year else f"{last:%y-%m-%d}"
    return Square(Band.OK if fresh else Band.GAP, text, word="还有效" if fresh else "已过期")
