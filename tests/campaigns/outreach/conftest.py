"""What stands ready in every story of the event log: the vocabularies, and today."""

import datetime as dt

import pytest

from campaign_site.terms.seed import load_terms

TODAY = dt.date(2026, 10, 21)


@pytest.fixture(autouse=True)
def words(request, settings):
    settings.DEMO, settings.DEMO_TODAY = True, TODAY
    if "county" in request.fixturenames:
        request.getfixturevalue("county")
        load_terms()
