"""What does the one screen offer to this person, and what does it already know?"""

import datetime as dt
from typing import Any, NamedTuple
from uuid import uuid4

from campaign_site.people.models import Unit, User
from campaign_site.places.models import Level, Place
from campaign_site.terms import vocabularies
from campaigns.outreach.forms import EventForm, initial_of
from campaigns.outreach.models import Event, Venue

ICONS = {
    "gov_organ": "organ",
    "factory": "factory",
    "school": "school",
    "household": "home",
    "community": "community",
    "village_town": "village",
    "outlet": "pin",
}
SIX = "六进2016"
FORMS_AT_HAND = 6
NAMES_OFFERED = 60
MORE = ("leaflets", "consultations", "audiences", "partners", "hosts", "lead_noticed", "memo")
RECENT = 3
KEPT_FROM_LAST = ("place", "venue_kind", "venue_text", "form", "theme", "material", "count_method", "audiences")


class Tile(NamedTuple):
    """One block of the venue kinds."""

    key: str
    label: str
    icon: str


def tiles(user: User) -> list[Tile]:
    """Return the six kinds; who is no township or village is offered the bank outlets too."""
    six = user.unit is None or user.unit.kind in (Unit.Kind.TOWNSHIP, Unit.Kind.VILLAGE)
    keys = vocabularies.keys("venue_kind", edition=SIX) if six else vocabularies.keys("venue_kind")
    return [Tile(key, vocabularies.label("venue_kind", key), ICONS.get(key, "pin")) for key in keys]


def first_values(user: User, *, now: dt.datetime, like: Event | None = None) -> dict[str, Any]:
    """Return what the empty screen starts with: today, the hour, and what was the same last time.

    `now` is local. The head-count is never carried over: it is counted anew every time.
    """
    half_hour = now.time().replace(minute=now.minute // 30 * 30, second=0, microsecond=0)
    known: dict[str, Any] = {"uuid": uuid4(), "held_on": now.date(), "start_time": half_hour}
    told = Event.objects.filter(author=user).exclude(state=Event.State.VOID)
    last = like or told.select_related("place__parent").order_by("-id").first()
    if last is not None:
        stored = initial_of(last)
        known |= {name: stored[name] for name in KEPT_FROM_LAST}
    elif user.unit is not None and user.unit.place.level == Level.VILLAGE:
        known["place"] = user.unit.place
    return known


def township_for(user: User, *, asked: str, place: Place | None) -> Place | None:
    """Return whose villages to offer: the user's own township, the one asked for by code, or that of `place`."""
    if user.unit is None:
        return None
    home = user.unit.place
    if home.level >= Level.TOWNSHIP:
        return home if home.level == Level.TOWNSHIP else home.parent
    if asked.isdecimal() and len(asked) == 12:
        return Place.objects.under(home).townships().filter(code=int(asked)).first()
    return None if place is None else (place if place.level == Level.TOWNSHIP else place.parent)


def offered_places(user: User, township: Place, today: dt.date) -> list[Place]:
    """Return the places to choose from: a village itself, or the township and its villages."""
    if user.unit is not None and user.unit.place.level == Level.VILLAGE:
        return [user.unit.place]
    return list(Place.objects.under(township).existing(today).filter(level__in=[Level.TOWNSHIP, Level.VILLAGE]))


def offered(user: User, township: Place, form: EventForm, today: dt.date) -> dict[str, Any]:
    """Return everything the templates of the screen show beside the form."""
    forms = vocabularies.choices("event_form")
    chosen = form["form"].value() or ""
    return {
        "form": form,
        "today": today,
        "township": township,
        "places": offered_places(user, township, today),
        "chosen_place": chosen_place(form),
        "tiles": tiles(user),
        "forms_at_hand": forms[:FORMS_AT_HAND],
        "forms_more": forms[FORMS_AT_HAND:],
        "form_is_rare": chosen in dict(forms[FORMS_AT_HAND:]),
        "methods": Event.CountMethod.choices,
        "venue_names": venue_names(township),
        "chosen_hosts": hosts_chosen(form),
        "more_open": any(name in form.errors for name in MORE),
        "recent": recent(user),
        "returned_count": Event.objects.filter(author=user, state=Event.State.RETURNED).count(),
        "may_choose_township": user.unit is not None and user.unit.place.level < Level.TOWNSHIP,
    }


def chosen_place(form: EventForm) -> Place | None:
    """Return the place the form stands at, whether typed now or known before."""
    code = str(form["place"].value() or "")
    found = form.fields["place"].queryset
    return found.filter(code=int(code)).first() if code.isdecimal() and len(code) == 12 else None


def venue_names(township: Place) -> list[str]:
    """Return the registered names in the township, to be offered while typing."""
    code = township.code
    rows = Venue.objects.filter(place__code__gte=code, place__code__lt=township.code_end, merged_into=None)
    return list(rows.order_by("name").values_list("name", flat=True)[:NAMES_OFFERED])


def hosts_chosen(form: EventForm) -> set[int]:
    """Return the keys of the hosts the form stands at."""
    return {int(host) for host in form["hosts"].value() or [] if str(host).isdecimal()}


def recent(user: User) -> list[Event]:
    """Return the last few events of this person."""
    return list(Event.objects.filter(author=user).select_related("place").order_by("-id")[:RECENT])
