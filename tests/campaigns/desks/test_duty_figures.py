"""Does the desk count the duties that the page behind the figure lists?"""

import datetime as dt

from campaigns.desks.figures import duties
from campaigns.plans.actions import import_circular
from campaigns.plans.confirming import PlanDates, confirm_circular
from campaigns.plans.models import Campaign
from campaigns.plans.my_duties import duties_of
from campaigns.plans.sample.making import HERE
from tests import make
from tests.campaigns.plans import build

NOW = dt.datetime(2026, 10, 31, 1, tzinfo=dt.UTC)
PLAN = PlanDates("2026年规划", dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def test_a_member_that_leads_is_not_counted_as_assisting_too(county):
    units = build.sample_units(county)
    clerk = make.user("office", at=county.place, in_unit=units["打非办"])
    draft, _ = import_circular(clerk, (HERE / "circular.docx").read_bytes(), "circular.docx", now=NOW)
    confirm_circular(draft, clerk, plan=PLAN)
    editor = make.user("propaganda", at=county.place, in_unit=units["宣传部"])
    box = duties(editor, dt.date(2026, 10, 31))
    listed = [one.part for one in duties_of(editor.unit, Campaign.objects.all())]
    assert (
        [line.value for line in box.figures] == [str(listed.count("lead")), str(listed.count("assist"))] == ["2", "2"]
    )
