"""Is every debt paid exactly once when real workers and beat are killed while they work?"""

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import suppress
from time import monotonic, sleep
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from kombu import Connection

from schedules.serving import processes
from schedules.serving.commands import beat, worker
from schedules.serving.processes import Child, Keeper

PARCELS = 24
VICTIMS = ("worker", "beat", "worker", "worker")
BROKERS = {
    "folders": "filesystem://",
    "redis": os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15"),
    "rabbitmq": os.environ.get("TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//"),
}
pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("depot")]


class Depot:
    """The depot's processes and its database, seen from outside."""

    def __init__(self, folder, broker_url):
        self.queue = f"depot-{uuid4().hex[:8]}"
        self.broker_url = broker_url
        self.folder = folder
        self.env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.depot.settings",
            "VAR_DIR": str(folder),
            "BROKER_URL": broker_url,
            "QUEUE": self.queue,
            "DATABASE_URL": self.database_url(),
        }
        subprocess.run([sys.executable, "-m", "tests.depot", str(PARCELS)], check=True, timeout=60, env=self.env)
        commands = {"worker": worker(), "beat": beat(folder / "beat")}
        self.keeper = Keeper(
            [Child(name, self.here(line), log=folder / f"{name}.log", env=self.env) for name, line in commands.items()],
            say=print,
        )

    def database_url(self):
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.folder / 'depot.sqlite3'}"
        told = connection.settings_dict
        place = f"{told['HOST']}:{told['PORT']}" if told["PORT"] else told["HOST"]
        return f"postgres://{told['USER']}:{told['PASSWORD']}@{place}/{told['NAME']}"

    def here(self, command):
        told = [self.queue if part == "campaign" else part for part in command]
        return ["tests.depot.celery" if part == "campaign_site.celery" else part for part in told]

    def ask(self, question):
        if connection.vendor == "sqlite":
            link = sqlite3.connect(self.folder / "depot.sqlite3", timeout=20)
        else:
            link = psycopg.connect(self.env["DATABASE_URL"], autocommit=True)
        try:
            return link.execute(question).fetchall()
        finally:
            link.close()

    def owing(self):
        return self.ask("select count(*) from depot_parcel where owed_since is not null")[0][0]

    def held(self):
        """The tokens of the parcels somebody is delivering, or was when he was killed."""
        return {token for (token,) in self.ask("select lease_token from depot_parcel where lease_token is not null")}

    def wait(self, until, *, seconds):
        limit = monotonic() + seconds
        while not until():
            assert monotonic() < limit, f"{self.owing()} parcels still owe"
            self.keeper.tend()
            sleep(0.02)

    def clear_away(self):
        self.keeper.end(patience_seconds=2)
        if connection.vendor != "sqlite":
            with psycopg.connect(self.env["DATABASE_URL"], autocommit=True) as link:
                link.execute("drop table depot_delivery, depot_parcel")
        with suppress(OSError), Connection(self.broker_url) as link:
            if self.broker_url.startswith("redis"):
                client = link.default_channel.client
                client.delete(*(list(client.scan_iter(f"{self.queue}*")) or ["-"]))
            elif self.broker_url.startswith("amqp"):
                link.default_channel.queue_delete(self.queue)


@pytest.fixture(params=BROKERS)
def depot(request, tmp_path, monkeypatch, django_db_setup, django_db_blocker):
    url = urlsplit(BROKERS[request.param])
    if url.hostname and not reachable(url.hostname, url.port):
        pytest.skip(f"{request.param} 没有在 {url.hostname}:{url.port} 运行")
    monkeypatch.setattr(processes, "LONGEST_PAUSE_SECONDS", 1.0)
    with django_db_blocker.unblock():
        made = Depot(tmp_path, BROKERS[request.param])
        yield made
        made.clear_away()


def reachable(host, port):
    with suppress(OSError), socket.create_connection((host, port), timeout=1):
        return True
    return False


def test_kill_minus_nine_loses_nothing_and_doubles_nothing(depot):
    chance, seen, interrupted = random.Random(20261031), set(), 0
    for name in VICTIMS:
        [victim] = [child for child in depot.keeper.children if child.name == name]
        depot.wait(lambda victim=victim, seen=seen: victim.is_running() and depot.held() - seen, seconds=25)
        sleep(chance.random() * 0.15)
        victim.signal_group(signal.SIGKILL)
        seen |= depot.held()
        interrupted += name == "worker" and bool(depot.held())
    depot.wait(lambda: depot.owing() == 0, seconds=40)
    deliveries = depot.ask("select parcel_id, count(*) from depot_delivery group by parcel_id")
    assert sorted(count for _, count in deliveries) == [1] * PARCELS
    assert interrupted
