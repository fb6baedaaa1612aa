"""Plain builders: every test says only what matters to its story."""

import itertools
from dataclasses import dataclass, field

from django.contrib.auth.models import Group

from campaign_site.people.models import Unit, User
from campaign_site.people.roles import ROLES, write_roles
from campaign_site.places.models import Level, Place

numbers = itertools.count(1)
PASSWORD = "long-enough-for-tests-1"
UNIT_KINDS = {
    "propaganda_section": "propaganda",
    "propaganda_leader": "propaganda",
    "auditor": "supervision",
    "admin": "office",
}


@dataclass
class County:
    """A small county and its townships, each with its villages."""

    place: Place
    townships: list[Place]
    villages: dict[int, list[Place]] = field(default_factory=dict)

    def village(self, township: int = 0, number: int = 0) -> Place:
        return self.villages[self.townships[township].pk][number]


def place(code: int, name: str, level: Level, parent: Place | None = None, **more) -> Place:
    """Return a place; `code` has 12 digits."""
    return Place.objects.create(code=code, name=name, short_name=name, level=level, parent=parent, **more)


def county(townships: int = 2, villages: int = 3) -> County:
    """Return 500154 开州区 with as many townships (镇) and villages (村) as asked."""
    top = place(500154000000, "开州区", Level.COUNTY, kind="市辖区")
    made = County(top, [])
    for t in range(1, townships + 1):
        code = top.code + (100 + t) * 1000
        township = place(code, f"第{t}镇", Level.TOWNSHIP, top, kind="镇")
        made.townships.append(township)
        made.villages[township.pk] = [
            place(code + 200 + v, f"{t}镇{v}村", Level.VILLAGE, township, kind="村") for v in range(1, villages + 1)
        ]
    return made


def unit(kind: str, at: Place, name: str = "") -> Unit:
    """Return a unit of `kind` seated at a place."""
    name = name or f"{at.short_name}{Unit.Kind(kind).label}"
    return Unit.objects.get_or_create(name=name, place=at, defaults={"kind": kind, "short_name": name})[0]


def user(*roles: str, at: Place, name: str = "", in_unit: Unit | None = None) -> User:
    """Return a user with roles, seated in the unit of the first role's kind at a place."""
    if not Group.objects.filter(name="office").exists():
        write_roles()
    kind = UNIT_KINDS.get(roles[0], roles[0]) if roles else "other"
    n = next(numbers)
    made = User.objects.create_user(
        f"user{n}", password=PASSWORD, name=name or f"用户{n}", unit=in_unit or unit(kind, at)
    )
    made.groups.set(Group.objects.filter(name__in=set(roles) & set(ROLES)))
    return made
