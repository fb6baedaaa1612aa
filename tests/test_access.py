"""Does every registered address let in exactly the roles it should, at their own rows and at foreign ones?"""

import pytest

from tests.access_table import declared, door_for
from tests.access_walk import Walk, addresses, expected, people


def test_every_address_says_who_gets_in():
    doors, rows = declared("DOORS"), declared("ROWS")
    silent = []
    for address in addresses():
        door = expected(address, doors)
        if door is None:
            silent.append(f'"{address.name}" ({address.route}): add it to DOORS in tests/<floor>/<room>/access.py')
        elif door.row and door.row not in rows:
            silent.append(f'"{door.row}": add a builder of one row to ROWS in tests/<floor>/<room>/access.py')
    assert sorted(set(silent)) == []


def test_no_door_stands_without_an_address():
    doors = declared("DOORS")
    used = {id(door_for(address.name, doors)) for address in addresses()}
    assert [name for name, door in doors.items() if id(door) not in used] == []


@pytest.mark.parametrize("role", people())
def test_each_role_gets_in_where_it_should_and_nowhere_else(role, county, caplog):
    caplog.set_level("CRITICAL", logger="django.request")
    walk = Walk(role).start(county)
    for address in addresses():
        walk.visit(address)
    assert not walk.wrong, "\n".join(walk.wrong)
