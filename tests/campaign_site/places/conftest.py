"""The places of 开州 as the repository's own tables give them."""

import json

import pytest
from django.core.management import call_command

from campaign_site.places.reference import load_reference_places


@pytest.fixture
def kaizhou(db: None) -> None:
    """Load the county, its townships and villages with their earlier names, seats and figures."""
    load_reference_places()


@pytest.fixture
def load(tmp_path, capsys):
    """Return a function that writes texts as files, imports them and gives the counts."""

    def load(*texts: str | bytes, **more):
        paths = []
        for number, text in enumerate(texts):
            path = tmp_path / f"{number}.csv"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            paths.append(path)
        try:
            call_command("import_places", *paths, json=True, **more)
        finally:
            out = capsys.readouterr().out
            load.said = json.loads(out) if out else None
        return load.said

    return load
