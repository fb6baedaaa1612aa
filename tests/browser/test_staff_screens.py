"""Do the staff's screens keep to themselves: no outside host, no broken script, nothing cut off on a phone?"""

import pytest

from campaigns.pages.actions import plant_site
from tests import make

SCREENS = {
    "office": ("/admin/", "/admin/board/", "/admin/board/?tab=chan", "/admin/board/?tab=months", "/admin/board/?tab=ads", "/admin/gaps/", "/admin/tasks/", "/admin/plans/",
               "/admin/plans/circulars/", "/admin/events/", "/admin/placements/", "/admin/audit/"),
    "township": ("/admin/", "/admin/board/", "/admin/tasks/", "/admin/plans/mine/", "/field/", "/field/mine/"),
    "market": ("/admin/", "/admin/ads/", "/admin/ads/report/", "/admin/ads/rules/"),
    "propaganda": ("/admin/", "/admin/pages/", "/admin/placements/"),
    "admin": ("/admin/", "/admin/units/", "/admin/accounts/"),
    "auditor": ("/admin/", "/admin/audit/"),
}  # fmt: skip
WALKS = [(role, path) for role, paths in SCREENS.items() for path in paths]


@pytest.fixture
def people(django_db_serialized_rollback, live_server):
    """A county with a site, and a function that gives somebody of a role."""
    county = make.county()
    plant_site()
    return lambda role: make.user(role, at=county.townships[0] if role == "township" else county.place)


@pytest.mark.parametrize("role", sorted(SCREENS))
def test_screens_of_a_role_on_a_phone_and_on_a_desk(role, people, visit):
    user = people(role)
    for width in (360, 1440):
        window = visit(width, user=user)
        for path in SCREENS[role]:
            window.open(path)
            assert window.outside() == []
            assert (path, width, window.complaints) == (path, width, [])
            assert (path, width, window.overflow()) == (path, width, 0)


def test_every_screen_answers(people, signed_in):
    clients = {role: signed_in(people(role)) for role in SCREENS}

    assert {(role, path): clients[role].get(path).status_code for role, path in WALKS} == dict.fromkeys(WALKS, 200)
