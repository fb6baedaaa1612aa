"""Do the pinned files hold what the short lists ask for, each file by its hash?"""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def asked(name):
    """Names of the direct list, and the version where one is fixed."""
    lines = (HOUSE / name).read_text(encoding="utf-8").splitlines()
    wanted = [re.match(r"([\w.-]+)(?:\[.*\])?(?:==(\S+))?", line) for line in lines if line[:1] not in "#-"]
    return {one[1].lower().replace("_", "-"): one[2] for one in wanted if one}


def pinned(name):
    found = PINNED.findall((HOUSE / name).read_text(encoding="utf-8"))
    return {package.lower().replace("_", "-"): version for package, version in found}


@pytest.mark.parametrize("kind", ["requirements", "requirements-dev"])
def test_what_is_asked_for_is_pinned(kind):
    versions = pinned(f"{kind}.txt")
    missing = [
        name
        for name, version in asked(f"{kind}.in").items()
        if versions.get(name) in {None} or (version and versions[name] != version)
    ]
    assert missing == []


@pytest.mark.parametrize("kind", ["requirements", "requirements-dev"])
def test_every_pin_has_its_hashes(kind):
    text = (HOUSE / f"{kind}.txt").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_development_runs_on_the_pins_of_production():
    development = pinned("requirements-dev.txt")
    assert {
        name: version for name, version in pinned("requirements.txt").items() if development.get(name) != version
    } == {}
