"""Does every role's first screen show what waits for it, and nothing of others?"""

import datetime as dt

import pytest
from django.utils import timezone

from campaign_site.people.handover import Person, name_person
from campaign_site.people.roles import ROLES
from campaigns.coverage.recounting import recount_all
from tests import make

HOME = "/admin/"


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_has_a_desk(role, county, signed_in):
    place = county.townships[0] if role == "township" else county.village() if role == "village" else county.place
    page = signed_in(make.user(role, at=place)).get(HOME)

    assert page.status_code == 200
    assert "等我办" in page.content.decode()


def test_a_township_sees_what_its_other_person_logged(county, signed_in):
    first, second = (make.user("township", at=county.townships[0]) for _ in range(2))
    stranger = make.user("township", at=county.townships[1])
    event = make.event(at=county.village(), author=first, state="submitted", theme="养老床位")

    assert f"/admin/events/inspect/{event.pk}/" in signed_in(second).get(HOME).content.decode()
    assert "养老床位" not in signed_in(first).get(HOME).content.decode()
    assert "养老床位" not in signed_in(stranger).get(HOME).content.decode()


def test_the_office_sees_approved_events_township_by_township(county, signed_in):
    author, second = (make.user("township", at=county.townships[0]) for _ in range(2))
    waited = timezone.now() - dt.timedelta(days=6)
    for _ in range(3):
        make.event(at=county.village(), author=author, state="approved", approved_by=second, approved_at=waited)
    page = signed_in(make.user("office", at=county.place)).get(HOME).content.decode()

    assert f"{county.townships[0]} 3 场，待县级认可" in page
    assert "最早的一件已等 6 天" in page


def test_a_desk_asks_the_same_number_of_questions_for_one_row_and_for_three(
    county, signed_in, django_assert_max_num_queries
):
    author, second = (make.user("township", at=county.townships[0]) for _ in range(2))
    client = signed_in(second)
    make.event(at=county.village(), author=author, state="submitted")
    client.get(HOME)
    with django_assert_max_num_queries(40) as one:
        client.get(HOME)
    for _ in range(2):
        make.event(at=county.village(), author=author, state="submitted")
    with django_assert_max_num_queries(40) as three:
        client.get(HOME)

    assert len(three) == len(one)


def test_the_desk_counts_the_gaps_that_the_list_shows(county, settings, signed_in):
    settings.DEMO_TODAY = dt.date(2026, 10, 31)
    make.event(at=county.village(0, 1))
    recount_all(clock=timezone.now, progress=lambda slab, changed: None)
    make.gap(county.village(0, 0))
    make.gap(county.village(1, 0))
    page = signed_in(make.user("office", at=county.place)).get(HOME).content.decode()

    assert "1 处缺口还没有派人去补" in page
    assert f"未报（{county.townships[1]}）" in page


def test_the_office_is_told_which_townships_have_nobody_named(county, settings, signed_in):
    settings.DEMO_TODAY = dt.date(2026, 10, 31)
    office, township = make.user("office", at=county.place), make.user("township", at=county.townships[0])
    assert "2 个镇街没有指定人员" in signed_in(office).get(HOME).content.decode()

    for place in county.townships:
        person = Person("王某", "副镇长", "", dt.date(2026, 5, 1))
        name_person(make.unit("township", place), person, today=dt.date(2026, 10, 31), by=office)
    assert "没有指定人员" not in signed_in(office).get(HOME).content.decode()
    assert "没有指定人员" not in signed_in(township).get(HOME).content.decode()
