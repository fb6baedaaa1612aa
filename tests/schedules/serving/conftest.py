"""What does every story of the whole system start with: an installation with its places, and people signed in?"""

import shutil
from pathlib import Path

import pytest

from tests.schedules.serving.served import Installation


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, migrated_file):
    """A folder whose database is migrated and loaded, to be copied."""
    if not Path("/proc/self/task").exists():
        pytest.skip("reads /proc, which this system has not")
    first = Installation(tmp_path_factory.mktemp("prepared"))
    if migrated_file:
        shutil.copy(migrated_file, first.folder / "campaign.sqlite3")
    first.run("manage.py", "migrate", "-v0")
    first.run("manage.py", "load")
    return first.folder


@pytest.fixture
def install(prepared, tmp_path):
    """Return a function that gives an installation of its own; further words go into its environment."""
    begun = []

    def copied(**more):
        begun.append(Installation(shutil.copytree(prepared, tmp_path / f"var{len(begun)}"), **more))
        return begun[-1]

    yield copied
    for one in begun:
        one.end()
