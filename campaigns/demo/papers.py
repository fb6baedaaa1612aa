"""How does the demonstration get its plan: the sample circular, read and confirmed as the office would?"""

import datetime as dt
from pathlib import Path

from campaign_site.people.models import User
from campaigns.demo.events import moment
from campaigns.demo.year import FIRST, LAST
from campaigns.plans import sample
from campaigns.plans.actions import import_circular
from campaigns.plans.confirming import PlanDates, confirm_circular
from campaigns.plans.models import Campaign, Duty

NAME = "2026年防范非法集资宣传"
# What stands under the year's campaign: kind, name, first and last day.
PARTS = (
    (Campaign.Kind.MONTH, "2026年6月防范非法集资宣传月", dt.date(2026, 6, 1), dt.date(2026, 6, 30)),
    (Campaign.Kind.DAY, "6月15日集中宣传日", dt.date(2026, 6, 15), dt.date(2026, 6, 15)),
)
# Until when, in which words, and what is to be handed in, duty by duty.
DUE: dict[str, tuple[dt.date | None, str, str]] = {
    "（一）": (dt.date(2026, 2, 28), "", "镇街方案"),
    "（二）": (dt.date(2026, 3, 31), "", "主体清单"),
    "（三）": (None, "每季", "联络表"),
    "（四）": (None, "每季", "督查通报"),
    "（五）": (None, "常态", "线索台账"),
    "（六）": (None, "常态", "抽查记录"),
    "（七）": (None, "每季", "排查表"),
    "（八）": (None, "常态", "季度通报"),
    "（九）": (None, "按案", "会商记录"),
    "（十）": (None, "按案", "处置方案"),
    "（十一）": (None, "常态", "月报"),
    "（十二）": (dt.date(2026, 12, 31), "", "总体规划"),
    "（十三）": (dt.date(2026, 12, 31), "", "覆盖板、统计表"),
}


def plant_plan(office: User) -> Campaign:
    """Import the sample circular and confirm it into the year's campaign; return the campaign."""
    paper = Path(sample.__file__).parent / "circular.docx"
    now = moment(FIRST - dt.timedelta(days=20), at=dt.time(10, 0))
    document, _ = import_circular(office, paper.read_bytes(), "宣传任务分工（演示）.docx", now=now)
    plan = PlanDates(name=NAME, starts_on=FIRST, ends_on=LAST + dt.timedelta(days=61), theme="不参与、能识别、敢揭发")
    campaign = confirm_circular(document, office, plan=plan)
    hang_parts(campaign)
    set_dates(campaign)
    return campaign


def hang_parts(above: Campaign) -> None:
    """Hang the month under the year and the day under the month; places are the year's."""
    for kind, name, starts_on, ends_on in PARTS:
        above = Campaign.objects.create(
            kind=kind, name=name, theme=above.theme, parent=above, starts_on=starts_on, ends_on=ends_on
        )


def set_dates(campaign: Campaign) -> None:
    """Say until when each duty is due and what is to be handed in, as the office would on the screen."""
    duties = list(campaign.duties.all())
    for duty in duties:
        duty.deadline, duty.deadline_text, duty.deliverable = DUE[duty.number]
    Duty.objects.bulk_update(duties, ["deadline", "deadline_text", "deliverable"])
