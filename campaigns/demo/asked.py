"""Which gaps has the office already asked a township to fill in the demonstration?"""

import datetime as dt

from campaign_site.people.models import User
from campaigns.coverage.actions import Clock
from campaigns.coverage.gap_finding import pay_checks
from campaigns.coverage.gaps import Gap
from campaigns.coverage.recounting import recount_all
from campaigns.demo.events import moment
from campaigns.demo.year import planted
from campaigns.supervision.actions import Request, make_task


def count_and_ask(*, clock: Clock, today: dt.date) -> int:
    """Count the whole year, find its gaps as of `today`, and send the planted tasks; return how many gaps are open."""
    recount_all(clock=clock, progress=lambda slab, changed: None)
    while pay_checks(clock=clock, today=today):
        pass
    office = User.objects.select_related("unit__place").get(username="office1")
    for fact in planted("asked"):
        gap = Gap.objects.select_related("place", "township").get(place__code=int(fact["village"]))
        person = User.objects.filter(unit__place=gap.township, unit__kind="township").order_by("username").first()
        request = Request(what=fact["what"], owner=person.unit, person=person, due_on=fact["due_on"])
        make_task(gap, office, request, now=moment(fact["on"]), today=fact["on"])
    return Gap.objects.open().count()
