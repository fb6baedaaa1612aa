"""Which people and places does every story start with?"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test import Client

from tests import make


@pytest.fixture
def reference_data() -> Path:
    """Return the folder of the reference data; skip, and say so, when it is not there."""
    folder = os.environ.get("REFERENCE_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("REFERENCE_DATA 没有设，跳过要读参考数据的测试")
    return Path(folder)


def _kept(folders) -> Path:
    return folders.getbasetemp() / "migrated.sqlite3"


@pytest.fixture(scope="session")
def migrated_file(django_db_setup, django_db_use_migrations, tmp_path_factory) -> Path | None:
    """Return a file with the migrated database as it was before any story, None on a server."""
    if connection.vendor != "sqlite" or not django_db_use_migrations:
        return None
    return _kept(tmp_path_factory)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, django_db_use_migrations, tmp_path_factory):
    """Make the test database once, and keep a copy before anybody writes into it."""
    if connection.vendor == "sqlite" and django_db_use_migrations:
        with django_db_blocker.unblock(), closing(sqlite3.connect(_kept(tmp_path_factory))) as file:
            connection.ensure_connection()
            connection.connection.backup(file)


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash the passwords of invented users quickly; no story is about hashing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def private_files(monkeypatch, tmp_path):
    """Keep what the tests upload in a folder of their own."""
    monkeypatch.setitem(vars(storages["private"]), "location", str(tmp_path / "private"))


@pytest.fixture
def racing_database(django_db_serialized_rollback, transactional_db, tmp_path):
    """Let threads race on a database as it runs in an office: with SQLite a file in WAL mode, not a shared memory."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with closing(sqlite3.connect(tmp_path / "race.sqlite3")) as file:
        memory.backup(file)
    connection.connection, connection.settings_dict["NAME"] = None, str(tmp_path / "race.sqlite3")
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name


@pytest.fixture(autouse=True)
def own_audit_head(settings, tmp_path):
    """Keep the head of each story's audit chain apart."""
    settings.AUDIT_HEAD_FILE = str(tmp_path / "audit-head")


@pytest.fixture
def county(db: None) -> make.County:
    """Return a small county: two townships with three villages each, and the units that sit there."""
    return make.county()


@pytest.fixture
def signed_in():
    """Return a function that gives a browser signed in as the given user."""

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
