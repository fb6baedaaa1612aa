"""Who is expected to get in at the plan's addresses, and what does a row at a spot look like?"""

from campaigns.plans.mapped import matches_of
from campaigns.plans.months import CampaignMonth
from tests import make
from tests.access_table import OWN, SEATED_IN_TOWNSHIP, holders
from tests.campaigns.plans import build

READERS = holders("campaigns.view_campaign")
CLERKS = holders("campaigns.view_sourcedocument")
ONE_CIRCULAR = holders("campaigns.view_sourcedocument", row="campaigns.sourcedocument")

ONE_MEASURE = holders(
    "campaigns.view_sourcedocument", row="campaigns.sourcedocument", kwargs=lambda row: {"pk": row.pk, "key": "m0"}
)
ONE_NAME = holders(
    "campaigns.view_sourcedocument",
    row="campaigns.sourcedocument",
    kwargs=lambda row: {"pk": row.pk, "mark": matches_of(row)[0].mark},
)

# A plan is read by all staff and copied by those who keep it.
KEPT = holders(
    "campaigns.add_campaign",
    row="campaigns.campaign",
    sees=lambda role, which: which == OWN or role not in SEATED_IN_TOWNSHIP,
)

DOORS = {
    "plans:tree": READERS,
    "plans:scope": holders("campaigns.change_campaign"),
    "plans:copy": KEPT,
    "plans:matrix": READERS,
    "plans:mine": READERS,
    "plans:paper": holders("campaigns.view_campaign", row="campaigns.campaign"),
    "plans:circulars": CLERKS,
    "plans:circular": ONE_CIRCULAR,
    "plans:original": ONE_CIRCULAR,
    "plans:measure": ONE_MEASURE,
    "plans:name": ONE_NAME,
}
ROWS = {
    "campaigns.campaignmonth": lambda spot: CampaignMonth.objects.create(
        from_year=2040 + next(make.numbers) % 60, month=6, source="演示"
    ),
    "campaigns.campaign": lambda spot: make.campaign(spot.village, name=f"规划{next(make.numbers)}"),
    "campaigns.duty": lambda spot: build.duty(spot.village),
    "campaigns.sourcedocument": lambda spot: build.source_document(spot.unit, spot.user),
}
