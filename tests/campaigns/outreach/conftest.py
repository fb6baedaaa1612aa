"""What stands ready in every story of the event log: the vocabularies, and private pictures in a folder of their own."""

import pytest

from campaign_site.terms.seed import load_terms


@pytest.fixture(autouse=True)
def words_and_pictures(request, settings, tmp_path):
    private = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"private": private}
    if "county" in request.fixturenames:
        request.getfixturevalue("county")
        load_terms()
