"""Is nothing of a list there when the machine dies in the middle of writing it, and all of it after the next try?"""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import connection

from tests.campaign_site.places.lists import COUNTY

LOAD = """
import datetime as dt, pathlib, sys, django
django.setup()
from campaign_site.places.importing import Wish, import_lists
def step(text):
    print(text, flush=True)
    if text == "写入沿革":
        sys.stdin.read()
import_lists([pathlib.Path(sys.argv[1])], Wish(edition=dt.date(2023, 6, 30), today=dt.date(2026, 10, 31), step=step))
"""
pytestmark = pytest.mark.processes


@pytest.fixture
def register(django_db_serialized_rollback, transactional_db, tmp_path):
    """Return an empty register as a file of its own, and the environment in which a process finds it."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL 自己收回死掉的连接没有提交的事务")
    connection.ensure_connection()
    file = tmp_path / "register.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = WAL")
    url = f"sqlite:///{file}"
    return file, os.environ | {
        "DJANGO_SETTINGS_MODULE": "campaign_site.settings",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": url,
    }


def counted(file) -> list[int]:
    """Return how many places, versions and lines of the audit there are."""
    with closing(sqlite3.connect(file)) as link:
        tables = ("campaign_site_place", "campaign_site_placeversion", "campaign_site_auditentry")
        return [link.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in tables]


def test_a_load_killed_while_it_writes_leaves_nothing_and_the_next_one_all(register, tmp_path) -> None:
    file, environment = register
    paper = tmp_path / "county.csv"
    paper.write_text(COUNTY, "utf-8")
    command = [sys.executable, "-c", LOAD, str(paper)]

    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as load:
        said = [next(load.stdout).strip() for _ in range(8)]
        load.send_signal(signal.SIGKILL)

    assert said[-2:] == ["写入村（社区）", "写入沿革"]
    assert counted(file) == [0, 0, 0]

    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    assert counted(file) == [6, 6, 1]
