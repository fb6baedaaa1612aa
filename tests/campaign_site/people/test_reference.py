"""Do the units of the county load once, with their successors, aliases and groups?"""

import pytest

from campaign_site.people.models import Unit, UnitGroup
from campaign_site.people.reference import MEMBERS, REGULATORS, TOWNSHIPS, load_reference_units
from campaign_site.places.reference import load_reference_places


@pytest.fixture
def kaizhou(db):
    load_reference_places()
    return load_reference_units()


def test_every_township_has_its_unit(kaizhou):
    townships = UnitGroup.objects.get(name=TOWNSHIPS).units()
    assert (kaizhou, townships.count()) == (64, 40)
    assert {"临江镇人民政府", "汉丰街道办事处"} <= set(townships.values_list("name", flat=True))


def test_a_second_load_changes_nothing(kaizhou):
    UnitGroup.objects.get(name=MEMBERS).members.clear()
    assert load_reference_units() == 0
    assert not UnitGroup.objects.get(name=MEMBERS).members.exists()


def test_what_was_reformed_leads_to_what_it_became(kaizhou):
    assert Unit.objects.get(aliases__name="县工商局").today().short_name == "市监局"


def test_nothing_is_loaded_without_the_county(db):
    assert (load_reference_units(), Unit.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("printed", "today"),
    [
        ("县打非办", "打非办"),
        ("县委宣传部", "宣传部"),
        ("县工商局", "市监局"),
        ("县公安局", "公安局"),
        ("县政府金融办", "金融办"),
        ("县银监办", "金融监管支局"),
        ("人民银行开县县支行", "人民银行"),
        ("县综治办", "政法委"),
        ("县检察院", "检察院"),
        ("县法院", "法院"),
        ("县信访办", "信访办"),
        ("县委县政府督查室", "督查室"),
        ("县监察局", "监委"),
        ("白泉乡人民政府", "雪宝山镇"),
        ("镇安镇人民政府", "正安街道"),
    ],
)
def test_a_name_printed_in_2016_leads_to_the_unit_of_today(kaizhou, printed, today):
    assert Unit.objects.get(aliases__name=printed).today().short_name == today


def test_what_is_not_certain_says_so(kaizhou):
    assert Unit.objects.get(short_name="金融办").note == "名称待客户核对"
    assert UnitGroup.objects.get(name=REGULATORS).units().count() == 7
