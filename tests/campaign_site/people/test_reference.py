"""Do the units of the county load once, with their successors, aliases and groups?"""

import pytest

from campaign_site.people.models import Unit, UnitGroup
from campaign_site.people.reference import MEMBERS, TOWNSHIPS, load_reference_units
from campaign_site.places.reference import load_reference_places


@pytest.fixture
def kaizhou(db):
    load_reference_places()
    return load_reference_units()


def test_every_township_has_its_unit(kaizhou):
    townships = UnitGroup.objects.get(name=TOWNSHIPS).units()
    assert (kaizhou, townships.count()) == (57, 40)
    assert {"临江镇人民政府", "汉丰街道办事处"} <= set(townships.values_list("name", flat=True))


def test_a_second_load_changes_nothing(kaizhou):
    UnitGroup.objects.get(name=MEMBERS).members.clear()
    assert load_reference_units() == 0
    assert not UnitGroup.objects.get(name=MEMBERS).members.exists()


def test_what_was_reformed_leads_to_what_it_became(kaizhou):
    assert Unit.objects.get(aliases__name="县工商局").today().short_name == "市监局"


def test_nothing_is_loaded_without_the_county(db):
    assert (load_reference_units(), Unit.objects.count()) == (0, 0)
