"""How do the demonstration's people get their accounts, and where are the sign-ins written down?"""

import json
import secrets
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from campaign_site.people.models import Unit, User
from campaign_site.people.roles import ROLES
from campaign_site.places.models import Place
from campaigns.demo.cast import Person


def seat(person: Person, county: Place, places: dict[int, Place]) -> Unit:
    """Return the unit the person sits in: the one of its kind that works now, made when the county has none."""
    at = places[person.place] if person.place else county
    unit = Unit.objects.filter(kind=person.unit_kind, place=at, valid_to=None).order_by("position", "id").first()
    if unit is None:
        name = f"{at.short_name}{Unit.Kind(person.unit_kind).label}（演示）"
        unit = Unit.objects.create(name=name, short_name=name, kind=person.unit_kind, place=at)
    return unit


def make_accounts(people: list[Person], county: Place, places: dict[int, Place]) -> tuple[dict[str, User], str]:
    """Return the users by user name and the one password, made at random for this installation.

    One password and one hash serve them all: these accounts exist only where DEMO is set.
    """
    password = f"{secrets.choice('ABCDEFGHJKMNPQRSTUVWXYZ')}{secrets.token_hex(4)}-demo"
    hashed = make_password(password)
    rows = [
        User(username=p.username, name=p.name, first_name=p.name, unit=seat(p, county, places), password=hashed)
        for p in people
    ]
    made = {user.username: user for user in User.objects.bulk_create(rows)}
    groups = {group.name: group.pk for group in Group.objects.filter(name__in=ROLES)}
    holds = User.groups.through
    holds.objects.bulk_create(
        [holds(user_id=made[p.username].pk, group_id=groups[role]) for p in people for role in p.roles]
    )
    return made, password


def write_logins(path: Path, people: list[Person], users: dict[str, User], password: str) -> None:
    """Write the table of sign-ins that `./run` prints, readable by the owner only."""
    rows = [
        {"role": p.said, "unit": str(users[p.username].unit), "username": p.username, "password": password}
        for p in people
        if p.said
    ]
    path.touch(mode=0o600)
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
