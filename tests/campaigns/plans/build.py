"""Builders for stories about the plan: duties, circulars handed in, and the units the sample circular names."""

import datetime as dt

from campaign_site.people.models import Unit, UnitAlias, UnitGroup, User
from campaign_site.places.models import Place
from campaigns.plans.actions import import_circular
from campaigns.plans.models import Duty, SourceDocument
from tests import make


def duty(at: Place) -> Duty:
    """Return the first duty of a plan over a place."""
    return Duty.objects.create(
        campaign=make.campaign(at, name=f"规划{next(make.numbers)}"), number="（一）", heading="宣传"
    )


def source_document(in_unit: Unit, by: User) -> SourceDocument:
    """Return a circular handed in by a unit, read and not yet confirmed."""
    text = f"通知\n一、宣传{next(make.numbers)}。多讲。\n责任分工：{in_unit.name}负责。"
    return import_circular(by, text.encode(), "通知.txt", now=dt.datetime(2026, 10, 30, 1, tzinfo=dt.UTC))[0]


# The bodies the sample circular names at the county: kind, printed name, present name.
COUNTY_UNITS = (
    ("office", "县打非办", "打非办"),
    ("propaganda", "县委宣传部", "宣传部"),
    ("judicial", "县公安局", "公安局"),
    ("supervision", "县委县政府督查室", "督查室"),
    ("other", "县监察局", "监委"),
    ("other", "县政府金融办", "金融办"),
    ("other", "县银监办", "金融监管支局"),
    ("bank", "人民银行开县县支行", "人民银行"),
    ("other", "县综治办", "政法委"),
    ("judicial", "县检察院", "检察院"),
    ("judicial", "县法院", "法院"),
    ("other", "县信访办", "信访办"),
)


def sample_units(at: make.County) -> dict[str, Unit]:
    """Return the units the sample circular names, by present name; 县工商局 has become 市监局."""
    units = {short: make.unit(kind, at.place, short) for kind, _, short in COUNTY_UNITS}
    UnitAlias.objects.bulk_create(UnitAlias(unit=units[short], name=name) for _, name, short in COUNTY_UNITS)
    units["市监局"] = make.unit("market", at.place, "市监局")
    former = make.unit("market", at.place, "县工商局")
    Unit.objects.filter(pk=former.pk).update(successor=units["市监局"], valid_to=dt.date(2019, 3, 1))
    units |= {township.short_name: make.unit("township", township, township.short_name) for township in at.townships}
    UnitGroup.objects.create(name="各乡镇人民政府（街道办事处）", kind="township")
    UnitGroup.objects.create(name="有关行业主（监）管部门", kind="regulator")
    members = UnitGroup.objects.create(name="县打击非法金融活动领导小组成员单位")
    members.members.set([units["宣传部"], units["公安局"], units["市监局"], units["金融办"]])
    return units
