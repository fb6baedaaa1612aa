"""Does an installation move from its file to a PostgreSQL server whole, and only to an empty one?"""

import getpass
import os
from uuid import uuid4

import psycopg
import pytest

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("serving")]
SERVER = os.environ.get("TEST_POSTGRESQL_URL", f"postgres://{getpass.getuser()}@127.0.0.1:5432")


@pytest.fixture
def empty_database():
    name = f"campaign_move_{uuid4().hex[:8]}"
    try:
        link = psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("没有找到可以建库的 PostgreSQL（TEST_POSTGRESQL_URL）")
    with link:
        link.execute(f"create database {name} encoding 'UTF8' template template0")
        yield f"{SERVER}/{name}"
        link.execute(f"drop database {name} with (force)")


def refusal(installation, address):
    with pytest.raises(AssertionError) as told:
        installation.run("manage.py", "copy_database", address)
    return str(told.value)


def test_all_rows_move_with_their_keys(install, empty_database):
    here = install()
    here.run("-m", "tests.schedules.serving.people", "author")
    assert "目标数据库还没有建表" in refusal(here, empty_database)

    there = install(DATABASE_URL=empty_database, AUDIT_KEY=(here.folder / "audit-key").read_text())
    there.run("manage.py", "migrate", "-v0")
    assert "行" in here.run("manage.py", "copy_database", empty_database)
    assert "目标数据库里已经有账号" in refusal(here, empty_database)

    for question in (["verify_audit"], ["recount", "--check"], ["coverage", "--json"]):
        assert there.run("manage.py", *question) == here.run("manage.py", *question)
    there.run("-m", "tests.schedules.serving.people", "approve")
    there.run("manage.py", "load")


def test_an_address_of_another_kind_is_refused(install):
    assert "目标地址 须写成 postgres://" in refusal(install(), "mysql://a@b/c")
