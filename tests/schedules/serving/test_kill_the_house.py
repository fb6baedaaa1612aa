"""Are events kept once and counted once when web, worker and beat are killed while people hand in?"""

import os
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import sleep
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.schedules.serving.served import wait

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("serving")]
EVENTS = 20
BROKERS = {"folders": {}, "redis": {"BROKER_URL": os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/13")}}


def redis_runs():
    with suppress(OSError), socket.create_connection(("127.0.0.1", 6379), timeout=1):
        return True
    return "TEST_REDIS_URL" in os.environ


@pytest.fixture(params=BROKERS)
def house(request, install):
    if request.param == "redis" and not redis_runs():
        pytest.skip("Redis 没有在 127.0.0.1:6379 运行")
    return install(PORT=own_port(), **BROKERS[request.param]).serve()


def own_port():
    """A port of its own: while the web is dead nobody else who looks for a free one from 8000 on may take it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def body(village, day):
    told = {
        "uuid": uuid4(),
        "held_on": day,
        "place": village,
        "venue_kind": "village_town",
        "form": "courtyard_meeting",
        "theme": "养老床位“返利”",
        "attendance": 38,
        "count_method": "counted",
        "sure": "on",
    }
    return urlencode(told).encode()


def hand_in(house, person, words):
    """Post until it is taken, as a phone does; return every status met."""
    token = "t" * 32
    headers = {
        "Cookie": f"sessionid={person['session']}; csrftoken={token}",
        "X-CSRFToken": token,
        "Accept": "application/json",
    }
    met = []
    while 200 not in met:
        assert len(met) < 200
        met.append(house.post("field/", words, headers))
        sleep(0.1)
    return met


def test_every_event_is_kept_once_and_counted_once(house):
    person = house.read("-m", "tests.schedules.serving.people", "author")
    bodies = [body(person["villages"][n % 5], person["today"]) for n in range(EVENTS)]
    with ThreadPoolExecutor(4) as phones:
        met = [phones.submit(hand_in, house, person, words) for words in bodies]
        for _ in range(2):
            wait(lambda: "gunicorn" in house.children() and house.answers(), seconds=30)
            house.kill("gunicorn")
        statuses = [status for one in met for status in one.result(timeout=120)]
    assert None in statuses
    assert set(statuses) <= {None, 200}

    assert house.read("-m", "tests.schedules.serving.people", "approve") == {"approved": EVENTS, "events": EVENTS}
    for name in ("worker", "beat", "worker"):
        wait(lambda name=name: name in house.children(), seconds=30)
        sleep(2)
        house.kill(name)
    wait(lambda: not any(kind["owed"] for kind in house.read("manage.py", "owed", "--json")["kinds"]), seconds=150)
    house.run("manage.py", "recount", "--check")
    cells = house.read("manage.py", "coverage", "--json")["cells"]
    assert sum(cell["events"] or 0 for cell in cells if cell["key"] == "village_town") == EVENTS
