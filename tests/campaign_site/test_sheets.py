"""Which cells would a spreadsheet compute?"""

from decimal import Decimal

import pytest

from campaign_site.people.models import Unit
from campaign_site.sheets import computes_when_opened


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", Unit(short_name="=HYPERLINK(0)")])
def test_words_that_would_compute_are_known_whatever_they_come_from(value):
    assert computes_when_opened(value)


@pytest.mark.parametrize("value", ["镇平安办", "", None, -1, -0.5, Decimal("-3"), True, Unit(short_name="第1镇")])
def test_numbers_and_plain_words_are_left_alone(value):
    assert not computes_when_opened(value)
