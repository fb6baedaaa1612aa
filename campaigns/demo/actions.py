"""How does an empty installation get its demonstration year, once and only once?"""

import datetime as dt
from collections import Counter
from pathlib import Path

from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.places.models import Denominator, Level, Place
from campaigns.coverage.models import AudiencePresence, MonthlyReport
from campaigns.demo.accounts import make_accounts, write_logins
from campaigns.demo.advertised import plant_ads
from campaigns.demo.carried import plant_placements
from campaigns.demo.cast import cast
from campaigns.demo.events import Seats, demo_uuid, moment, plant_events, register_venues
from campaigns.demo.oddities import demo_year
from campaigns.demo.papers import plant_plan
from campaigns.demo.scenes import photograph
from campaigns.demo.year import FIRST, Occasion, Village, coded, planted
from campaigns.outreach.evidence import Proof
from campaigns.outreach.models import Event
from campaigns.outreach.proofs import add_proof

SHOWN_VILLAGE = 500154117200  # 临江镇明月村: the village that has a sign-in of its own
PRESENT_EVERY = 5  # every fifth village is known to have elderly people


def is_planted() -> bool:
    """Say whether the year is there already."""
    return Event.objects.filter(uuid=demo_uuid(0)).exists()


def villages_of(county: Place) -> list[Village]:
    """Return the county's villages as the generator needs them."""
    rows = Place.objects.under(county).villages().values_list("code", "short_name", "parent__code", "kind")
    return [Village(code, name, township, kind == "社区") for code, name, township, kind in rows]


@transaction.atomic
def plant_year(county: Place, *, logins: Path) -> int:
    """Write the whole demonstration year for one county, owed counts included; return how many events."""
    places = {place.code: place for place in Place.objects.under(county)}
    townships = [place for place in places.values() if place.level == Level.TOWNSHIP]
    people = cast([place.code for place in townships], SHOWN_VILLAGE)
    users, password = make_accounts(people, county, places)
    seats = Seats([u for u in users.values() if u.unit.kind == "township"], users["office1"], places.values())
    register_venues(townships, seats)
    villages = villages_of(county)
    know_households(townships, villages)
    year = demo_year(villages)
    plant_plan(users["office1"])
    made = plant_events(year, seats)
    hang_photographs(year)
    plant_placements(county, townships, users["editor1"])
    plant_ads(townships, users, seats.by_township)
    file_zero_reports(places, seats)
    know_audiences(villages, places)
    record(None, "demo.plant_year", county, after={"events": made})
    write_logins(logins, people, users, password)
    return made


def hang_photographs(year: list[Occasion]) -> None:
    """Put the planted photographs on their events: each scene once as taken, once as another phone sent it on."""
    seen: dict[int, int] = {}
    for number, occasion in enumerate(year):
        if not occasion.scene:
            continue
        copy = seen.get(occasion.scene, 0)
        seen[occasion.scene] = copy + 1
        event = Event.objects.select_related("author__unit", "unit", "place").get(uuid=demo_uuid(number))
        proof = Proof(kind="photo", picture=photograph(occasion.scene, copy))
        add_proof(event, event.author, proof, now=event.submitted_at)


def file_zero_reports(places: dict[int, Place], seats: Seats) -> None:
    """File the planted zero reports, on the second day of the next month."""
    for fact in planted("zero_report"):
        township = places[int(fact["township"])]
        at = moment(fact["month"] + dt.timedelta(days=32), at=dt.time(9, 30))
        MonthlyReport.objects.create(place=township, month=fact["month"], by=seats.by_township[township.code][0], at=at)


def know_households(townships: list[Place], villages: list[Village]) -> None:
    """Say how many households an invented register counts in each township but every ninth."""
    number = Counter(village.township for village in villages)
    Denominator.objects.bulk_create(
        Denominator(
            place=place,
            indicator="households",
            value=number[place.code] * (17 + place.code // 1000 % 9),
            counted_on=FIRST,
            source="演示",
        )
        for n, place in enumerate(townships)
        if n % 9
    )


def know_audiences(villages: list[Village], places: dict[int, Place]) -> None:
    """Say in which villages elderly people are known to live: every fifth of those reached, and the planted gaps."""
    known = {village.code for village in villages[::PRESENT_EVERY]}
    known -= coded("never_visited", "village") | coded("stale", "village")
    known |= {int(fact["village"]) for fact in planted("audience_gap")}
    AudiencePresence.objects.bulk_create(
        [AudiencePresence(place=places[code], audience="elderly", source="演示") for code in sorted(known)]
    )
