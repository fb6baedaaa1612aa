"""Twenty taps at once, two reviewers at once: one event, one decision."""

import datetime as dt
import threading
from functools import partial
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from campaign_site.terms.seed import load_terms
from campaigns.outreach import actions
from campaigns.outreach.evidence import Proof
from campaigns.outreach.models import Event
from campaigns.outreach.proofs import add_proof
from tests import make
from tests.campaigns.outreach.test_field_views import told

NOW = dt.datetime(2026, 10, 21, 8, tzinfo=dt.UTC)


def at_once(acts):
    """Run the acts in threads started together; return what each gave back."""
    start, results = threading.Barrier(len(acts)), []

    def run(act) -> None:
        try:
            start.wait()
            results.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_twenty_taps_on_save_make_one_event(racing_database):
    county = make.county()
    load_terms()
    author = make.user("township", at=county.townships[0])
    body = told(county.village(), uuid=str(uuid4()))

    def tap():
        phone = Client()
        phone.force_login(author)
        answer = phone.post("/field/", body, headers={"accept": "application/json"})
        return answer.status_code, answer.json().get("state")

    assert at_once([tap] * 20) == [(200, "submitted")] * 20
    assert Event.objects.count() == 1
    assert Event.objects.get().steps.count() == 1


def test_approving_and_returning_at_once_is_one_decision(racing_database):
    county = make.county()
    event = make.event(county.village(), state="submitted")
    people = [make.user("township", at=county.townships[0]) for _ in range(4)]
    screens = [Event.objects.get(pk=event.pk) for _ in people]  # all four look at it while it waits

    def decide(number):
        mine = screens[number]
        try:
            if number % 2:
                actions.approve(mine, people[number], now=NOW)
            else:
                actions.return_event(mine, people[number], field="attendance", remark="38？", now=NOW)
        except ValidationError:
            return "beaten"
        return "done"

    results = at_once([lambda number=number: decide(number) for number in range(4)])
    assert sorted(results) == ["beaten", "beaten", "beaten", "done"]
    assert event.steps.count() == 1


def test_six_pictures_at_once_are_three(racing_database):
    county = make.county()
    event = make.event(county.village(), state="submitted")

    def add(colour):
        try:
            add_proof(event, event.author, Proof("photo", make.picture(colour)), now=NOW)
        except ValidationError as refusal:
            return "".join(refusal.messages)
        return "kept"

    acts = [partial(add, colour) for colour in ("#911", "#191", "#119", "#991", "#199", "#919")]
    told = at_once(acts)
    assert (told.count("kept"), event.evidence.count()) == (3, 3)
