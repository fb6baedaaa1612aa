"""How urgent is a gap: population, people over 65, risk signals, staleness — and which of them is not known?"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from campaign_site.places.denominators import Figure, figures, total
from campaign_site.places.models import Denominator, Level, Place
from campaigns.coverage.arithmetic import Priority, priority, staleness
from campaigns.coverage.counting import county_code
from campaigns.coverage.gap_facts import Missing
from campaigns.coverage.measures import CoverageMeasures
from media_library.ads.layer import ad_layer
from media_library.ads.models import Ad

SIGNAL_DAYS = 180
FEWEST_SIGNALS = 5  # fewer than this could point to one reporter: that is 不详, never “low”


@dataclass(frozen=True)
class CountyWeights:
    """The county's figures by which its townships are compared; read once for all of them."""

    population: dict[int, Figure]
    elderly: dict[int, Figure]
    risk: dict[int, int]
    largest: int
    today: dt.date
    measures: CoverageMeasures

    @classmethod
    def of(cls, place: Place, today: dt.date, measures: CoverageMeasures) -> "CountyWeights":
        """Read the figures of the county in which `place` lies: population and age by place, risk by township."""
        first = county_code(place)
        county = Place(code=first, level=Level.COUNTY)
        population = figures(Denominator.Indicator.POPULATION, today, under=county)
        elderly = figures(Denominator.Indicator.ELDERLY, today, under=county)
        townships = set(Place.objects.under(county).townships().values_list("pk", flat=True))
        own = [value for pk in townships if (value := total(population, [pk])) is not None]
        return cls(population, elderly, _signals(county, today), max(own, default=0), today, measures)

    def population_share(self, places: Collection[Place]) -> float | None:
        """Return the first known figure of the places as a share of the largest township; a shared figure is not split."""
        known = [value for place in places if (value := total(self.population, [place.pk])) is not None]
        return known[0] / self.largest if known and self.largest else None

    def aged_share(self, places: Collection[Place]) -> float | None:
        """Return the share of people over 65 of the first place that has both figures."""
        for place in places:
            people, old = (total(of, [place.pk]) for of in (self.population, self.elderly))
            if people and old is not None:
                return old / people
        return None

    def risk_of(self, township: Place) -> float | None:
        """Return the township's risk signals beside the county's most, None where too few are known to say anything."""
        most = max(self.risk.values(), default=0)
        own = self.risk.get(township.pk, 0)
        return own / most if own >= FEWEST_SIGNALS else None

    def score(self, place: Place, township: Place, reasons: Collection[Missing]) -> tuple[Priority, float | None]:
        """Return the priority of a place with these reasons, and its township's risk."""
        places = [place, township]
        risk = self.risk_of(township)
        stale = [staleness(one.last_on, self.today, days=one.fresh_days) for one in reasons]
        terms = {
            "population": self.population_share(places),
            "aged": self.aged_share(places),
            "risk": risk,
            "staleness": max(stale, default=0.0),
        }
        return priority(terms, self.measures.weights), risk


def _signals(county: Place, today: dt.date) -> dict[int, int]:
    """Return how many suspect ads each township saw of late; only sums, never a single one."""
    first = (today - dt.timedelta(days=SIGNAL_DAYS)).replace(day=1)
    ads = Ad.objects.filter(place__code__gte=county.code, place__code__lt=county.code_end)
    found: dict[int, int] = {}
    for cell in ad_layer(ads, first=first, last=today.replace(day=1)):
        found[cell.place_id] = found.get(cell.place_id, 0) + cell.found - cell.unflagged
    return found
