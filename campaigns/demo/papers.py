"""How does the demonstration get its plan: the sample circular, read and confirmed as the office would?"""

import datetime as dt
from pathlib import Path

from campaign_site.people.models import User
from campaigns.demo.events import moment
from campaigns.demo.year import FIRST, LAST
from campaigns.plans import sample
from campaigns.plans.actions import PlanDates, confirm_circular, import_circular
from campaigns.plans.models import Campaign

NAME = "2026年防范非法集资宣传"


def plant_plan(office: User) -> Campaign:
    """Import the sample circular and confirm it into the year's campaign; return the campaign."""
    paper = Path(sample.__file__).parent / "circular.docx"
    now = moment(FIRST - dt.timedelta(days=20), at=dt.time(10, 0))
    document, _ = import_circular(office, paper.read_bytes(), "宣传任务分工（演示）.docx", now=now)
    plan = PlanDates(name=NAME, starts_on=FIRST, ends_on=LAST + dt.timedelta(days=61), theme="不参与、能识别、敢揭发")
    return confirm_circular(document, office, plan=plan)
