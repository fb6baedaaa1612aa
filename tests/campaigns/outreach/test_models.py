"""Which events may the database never hold?"""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campaigns.outreach.models import Event
from tests import make


def refused(**values) -> bool:
    try:
        with transaction.atomic():
            make.event(**values)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize("state", Event.State.values)
def test_an_event_may_stand_in_every_state(county, state):
    assert make.event(county.village(), state=state).counts is (state in ("approved", "recognised"))


def test_only_approved_and_recognised_events_count(county):
    made = {state: make.event(county.village(), state=state) for state in Event.State.values}
    assert set(Event.objects.counted()) == {made["approved"], made["recognised"]}


@pytest.mark.parametrize(
    "values",
    [
        {"held_on": dt.date(2015, 12, 31)},
        {"venue_kind": ""},
        {"attendance": 5, "count_method": ""},
        {"attendance": None, "count_method": "signed"},
        {"households": 12},
        {"submitted_at": None},
        {"approved_by": None},
        {"state": "recognised", "recognised_at": None},
        {"state": "returned", "remark": ""},
        {"state": "void", "void_reason": ""},
        {"counted_month": dt.date(2026, 10, 1)},
    ],
)
def test_the_database_refuses_what_must_not_be(county, values):
    assert refused(at=county.village(), **values)


def test_the_author_can_never_stand_as_approver(county):
    author = make.user("township", at=county.townships[0])
    assert refused(at=county.village(), author=author, approved_by=author)


def test_events_of_a_township_hold_its_villages_and_no_neighbours(county):
    here = make.event(county.village(0))
    make.event(county.village(1))
    assert list(Event.objects.at(county.townships[0])) == [here]
    assert Event.objects.at(county.place).count() == 2
