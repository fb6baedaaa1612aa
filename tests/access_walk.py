"""How does one walk every registered address as one person and see who got in?"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from campaign_site.people.roles import ROLES
from campaign_site.people.scoping import RowScope
from tests import make
from tests.access_table import ANONYMOUS, FOREIGN, OWN, Door, Spot, declared, door_for, of_viewset

SAMPLES = {"int": 999_999, "uuid": uuid.UUID(int=1), "str": "999999", "slug": "x", "path": "x"}
NAMELESS = {"admin/test404/": "/admin/test404/", "admin/^.*/$": "/admin/nowhere/"}
POSITIONAL = {"wagtail_serve": ("",), "wagtailadmin_pages:revisions_compare": (999_999, "live", "latest")}

FETCHED_ELSEWHERE = re.compile(
    r"""<(?:script|link|img|iframe|source|video|audio|embed|object|form)\b[^>]*?"""
    r"""(?:src|href|data|action|srcset)=["']((?:https?:)?//(?!testserver|127\.0\.0\.1|localhost)[^"']+)"""
)


@dataclass(frozen=True)
class Address:
    """One registered address: its full name (its route, if it has none), and what its path takes."""

    name: str
    route: str
    parts: tuple[tuple[str, str], ...]
    model: Any = None

    def path(self, door: Door, row: Any) -> str:
        """Return the path of the address for a row, or with sample parts."""
        if self.name in NAMELESS:
            return NAMELESS[self.name]
        if self.name in POSITIONAL:
            return reverse(self.name, args=POSITIONAL[self.name])
        if door.kwargs:
            return reverse(self.name, kwargs=door.kwargs(row))
        value = {kind: row.pk for _, kind in self.parts} if row is not None else SAMPLES
        return reverse(self.name, kwargs={name: value[kind] for name, kind in self.parts})


def addresses(patterns: Any = None, route: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Address]:
    """Yield every address the project answers, depth first."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            parts = tuple((name, kind or "str") for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", whole))
            model = getattr(pattern.callback, "view_initkwargs", {}).get("model")
            yield Address(":".join((*spaces, pattern.name)) if pattern.name else whole, whole, parts, model)
        else:
            space = (pattern.namespace,) if pattern.namespace else ()
            yield from addresses(pattern.url_patterns, whole, spaces + space)


def expected(address: Address, doors: dict[str, Door]) -> Door | None:
    """Return the door that the table, or the viewset's usual screens, foresee for an address."""
    found = door_for(address.name, doors)
    ours = getattr(address.model, "row_scope", None)
    return found or (of_viewset(address.name, address.model) if ours else None)


@dataclass
class Walk:
    """One person's walk; `wrong` collects a sentence per address that did not answer as expected."""

    role: str
    doors: dict[str, Door] = field(default_factory=lambda: declared("DOORS"))
    builders: dict[str, Any] = field(default_factory=lambda: declared("ROWS"))
    rows: dict[tuple[str, str], Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def start(self, county: make.County) -> "Walk":
        """Sign the person in and lay out the two spots."""
        own, far = county.townships
        seat = {"township": own, "village": county.village(0, 0)}.get(self.role, county.place)
        person = make.user(*([self.role] if self.role != ANONYMOUS else []), at=seat)
        other = make.user("township", at=far)
        self.spots = {
            OWN: Spot(county.village(0, 0), own, person.unit, person),
            FOREIGN: Spot(county.village(1, 0), far, other.unit, other),
        }
        self.client = Client(raise_request_exception=False)
        if self.role != ANONYMOUS:
            self.client.force_login(person)
        self.cookies = {key: cookie.value for key, cookie in self.client.cookies.items()}
        return self

    def row(self, model: str, which: str) -> Any:
        if (model, which) not in self.rows:
            self.rows[model, which] = self.builders[model](self.spots[which])
        return self.rows[model, which]

    def visit(self, address: Address) -> None:
        """Ask for the address with the own and the foreign row, and note what is not as expected."""
        door = expected(address, self.doors)
        if door is None or (door.row and door.row not in self.builders):
            return  # said once, by the test of the table itself
        scope = getattr(apps.get_model(door.row), "row_scope", RowScope()) if door.row else None
        for which in (OWN, FOREIGN) if door.row else (OWN,):
            path = address.path(door, self.row(door.row, which) if door.row else None)
            self.compare(path, door, which, let_in=door.lets_in(self.role, which, scope))

    def compare(self, path: str, door: Door, which: str, *, let_in: bool) -> None:
        methods = ("get",) if let_in else ("get", "post")
        for method in methods:
            status = self.ask(method, path, door)
            if status == 405:
                status = self.ask("post", path, door)
            refused = status in {401, 403, 405} or (status == 404 and (bool(door.row) or not let_in))
            if status >= 500 or refused is let_in:
                meant = "should get in" if let_in else "should be refused"
                self.wrong.append(f"{self.role} {meant}: {method} {path} ({which}) answered {status}")

    def ask(self, method: str, path: str, door: Door) -> int:
        """Return the status of the answer, 401 for the way to the login; whatever it changed is undone."""
        self.client.cookies.clear()
        for key, value in self.cookies.items():
            self.client.cookies[key] = value
        with transaction.atomic():
            response = getattr(self.client, method)(path, door.query)
            if hasattr(response, "streaming_content"):
                b"".join(response.streaming_content)
            transaction.set_rollback(True)
        self.look_for_strangers(path, response)
        to_login = response.status_code == 302 and re.search(r"/login/\?next=", response["Location"])
        return 401 if to_login else response.status_code

    def look_for_strangers(self, path: str, response: Any) -> None:
        """Note anything the page would fetch from another host: scripts, sheets, pictures, frames, forms (links may lead out)."""
        if getattr(response, "streaming", False) or "html" not in response.get("Content-Type", ""):
            return
        for found in FETCHED_ELSEWHERE.findall(response.content.decode()):
            self.wrong.append(f"{self.role}: {path} would fetch from outside: {found}")


def people() -> list[str]:
    """Return everybody who walks: each role alone, and somebody who is not signed in."""
    return [*ROLES, ANONYMOUS]
