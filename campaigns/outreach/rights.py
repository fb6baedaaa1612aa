"""May this person do this to this event? Role, place and authorship together."""

from campaign_site.people.models import User
from campaign_site.people.scoping import rows_for
from campaign_site.places.models import Level, Place
from campaigns.outreach.models import Event, EventQuerySet
from campaigns.outreach.transitions import allowed


def may_log_at(user: User, place: Place) -> bool:
    """Say whether `user` may log an event at `place`: a township or village within the reach of their unit."""
    if place.level not in (Level.TOWNSHIP, Level.VILLAGE) or user.unit is None:
        return False
    return user.has_perm("campaigns.add_event") and user.unit.place.holds(place)


def within_reach(user: User, events: EventQuerySet) -> EventQuerySet:
    """Return the events `user` may see; for one township or village narrowed by its own column, so that an index answers."""
    unit = user.unit
    rows = events.at(unit.place) if unit is not None and unit.place.level >= Level.TOWNSHIP else events
    return rows_for(user, rows)


def sees(user: User, event: Event) -> bool:
    """Say whether `user` may see `event` at all."""
    return rows_for(user, Event.objects.filter(pk=event.pk)).exists()


def own(user: User, event: Event) -> bool:
    """Say whether `event` is the user's or their unit's own record, and theirs to change."""
    return event.unit_id == user.unit_id and user.has_perm("campaigns.change_event")


def may_correct(user: User, event: Event) -> bool:
    """Say whether `user` may change what the event says: only the unit that logged it, and never a void one."""
    return own(user, event) and event.state != Event.State.VOID


def may_approve(user: User, event: Event) -> bool:
    """Say whether `user` may approve: a second person of the township, or the office."""
    return allowed("approve", event.state) and user.pk != event.author_id and user.has_perm("campaigns.approve_event")


def may_recognise(user: User, event: Event) -> bool:
    """Say whether `user` may recognise an approved event for the county: neither its author nor who approved it."""
    right = user.has_perm("campaigns.recognise_event")
    return allowed("recognise", event.state) and user.pk not in (event.author_id, event.approved_by_id) and right


def may_return(user: User, event: Event) -> bool:
    """Say whether `user` may send the event back: the township until the county has recognised it, the office always."""
    if not allowed("return", event.state) or user.pk == event.author_id:
        return False
    if event.state == Event.State.RECOGNISED:
        return user.has_perm("campaigns.recognise_event")
    return user.has_perm("campaigns.approve_event")


def may_void(user: User, event: Event) -> bool:
    """Say whether `user` may void: whoever may return it, and its own unit until the county has recognised it."""
    if not allowed("void", event.state):
        return False
    return may_return(user, event) or (own(user, event) and event.state != Event.State.RECOGNISED)
