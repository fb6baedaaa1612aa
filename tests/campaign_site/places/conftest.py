"""The places of 开州 as the repository's own tables give them."""

import pytest

from campaign_site.places.reference import load_reference_places


@pytest.fixture
def kaizhou(db: None) -> None:
    """Load the county, its townships and villages with their earlier names, seats and figures."""
    load_reference_places()
