"""How do the occasions of the demonstration year become rows of the event log?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from campaign_site.people.models import User
from campaign_site.places.models import Place
from campaigns.demo.year import TOWN_KINDS, Occasion, registered
from campaigns.outreach.models import COUNTING, Event, EventAudience, Venue

BATCH = 500
VENUE_NAMES = {"gov_organ": "机关", "factory": "工厂", "school": "学校"}
HANDED_IN = dt.time(17, 20)


def moment(day: dt.date, days: int = 0, *, at: dt.time = HANDED_IN) -> dt.datetime:
    """Return the aware local moment `days` after `day`."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=days), at))


def demo_uuid(number: int) -> str:
    """Return the client UUID of the `number`-th event of the year, the same at every loading."""
    return str(uuid5(NAMESPACE_URL, f"demo-event-{number}"))


class Seats:
    """Who logs, approves and recognises where: the two people of each township, and the office."""

    def __init__(self, people: Iterable[User], office: User, places: Iterable[Place]) -> None:
        self.places = {place.code: place for place in places}
        self.office = office
        self.venues: dict[tuple[int, str], list[Venue]] = defaultdict(list)
        self.by_township: dict[int, list[User]] = defaultdict(list)
        for person in people:
            self.by_township[person.unit.place.code].append(person)


def register_venues(townships: list[Place], seats: Seats) -> None:
    """Register the invented organs, factories and schools of every township."""
    rows = [
        Venue(place=place, kind=kind, name=f"{place.short_name}{VENUE_NAMES[kind]}{n + 1}（演示）")
        for place in townships
        for kind in TOWN_KINDS
        for n in range(registered(place.code, kind))
    ]
    for venue in Venue.objects.bulk_create(rows, batch_size=BATCH):
        seats.venues[venue.place.code, venue.kind].append(venue)


def event_row(number: int, occasion: Occasion, seats: Seats) -> Event:
    """Return the unsaved event of an occasion, in its state, with the people and moments that state needs."""
    author, second = seats.by_township[occasion.township]
    sent = moment(occasion.held_on, occasion.days_late)
    row = Event(
        uuid=demo_uuid(number),
        place=seats.places[occasion.village],
        township=seats.places[occasion.township],
        venue_kind=occasion.kind,
        venue=None if occasion.venue is None else seats.venues[occasion.township, occasion.kind][occasion.venue],
        held_on=occasion.held_on,
        form=occasion.form,
        theme=occasion.theme,
        attendance=occasion.attendance,
        count_method=occasion.count_method,
        households=occasion.households,
        leaflets=occasion.leaflets,
        consultations=occasion.consultations,
        state=occasion.state,
        unit=author.unit,
        author=author,
        created_at=sent,
        submitted_at=sent,
    )
    if occasion.state in COUNTING:
        row.approved_by, row.approved_at = second, sent + dt.timedelta(days=1)
        row.owed_since = row.approved_at
    if occasion.state == Event.State.RECOGNISED:
        row.recognised_by, row.recognised_at = seats.office, sent + dt.timedelta(days=4)
    if occasion.state == Event.State.RETURNED:
        row.remark, row.remark_field = occasion.remark, occasion.remark_field
    if occasion.state == Event.State.VOID:
        row.void_reason = occasion.remark
    return row


def plant_events(year: list[Occasion], seats: Seats) -> int:
    """Write the year's events and their audiences in batches; return how many."""
    rows = Event.objects.bulk_create([event_row(n, o, seats) for n, o in enumerate(year)], batch_size=BATCH)
    EventAudience.objects.bulk_create(
        [EventAudience(event=row, key=key) for row, o in zip(rows, year, strict=True) for key in o.audiences],
        batch_size=BATCH,
    )
    return len(rows)
