"""Is every debt of counting paid once, whole, and to the same value?"""

import datetime as dt
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_site import owed
from campaign_site.audit.models import AuditEntry
from campaign_site.clock import machine_now
from campaign_site.terms.seed import load_terms
from campaigns.coverage import recounting, storing
from campaigns.coverage.actions import pay_events, pay_slabs
from campaigns.coverage.models import Cell, DataVersion, Slab, VillageMonth
from campaigns.coverage.sweep import pay_all
from campaigns.outreach.models import Event
from campaigns.placements import actions as placing
from tests import make

OCTOBER, SEPTEMBER = dt.date(2026, 10, 1), dt.date(2026, 9, 1)
TODAY = dt.date(2026, 10, 31)


@pytest.fixture
def town(county):
    load_terms()
    return county


def sweep():
    return pay_all(clock=machine_now, today=TODAY)


def owed_event(place, **more):
    return make.event(place, owed_since=machine_now(), **more)


def events_in(township, month, key="village_town"):
    return Cell.objects.get(township=township, month=month, dimension="venue", key=key).events


def recount(progress=lambda slab, changed: None):
    return recounting.recount_all(clock=machine_now, progress=progress)


def test_an_approved_event_stands_in_its_cell(town):
    owed_event(town.village())
    sweep()
    assert events_in(town.townships[0], OCTOBER) == 1
    assert not Event.objects.owing().exists()
    assert not Slab.objects.owing().exists()


def test_a_moved_event_leaves_its_old_slab(town):
    event = owed_event(town.village(0))
    sweep()
    Event.objects.update(township=town.townships[1], place=town.village(1), held_on=dt.date(2026, 9, 3))
    Event.objects.filter(pk=event.pk).owe(machine_now())
    sweep()
    assert events_in(town.townships[0], OCTOBER) == 0
    assert events_in(town.townships[1], SEPTEMBER) == 1


def test_a_void_event_leaves_its_cell_and_no_village_behind(town):
    event = owed_event(town.village())
    sweep()
    Event.objects.filter(pk=event.pk).update(state="void", void_reason="没有办成")
    Event.objects.filter(pk=event.pk).owe(machine_now())
    sweep()
    assert events_in(town.townships[0], OCTOBER) == 0
    assert not VillageMonth.objects.exists()
    assert Cell.objects.filter(township=town.townships[0], dimension="venue").first().state == "missing"


def test_counting_twice_gives_the_same_numbers_and_no_new_version(town):
    owed_event(town.village(), audiences=["elderly"])
    sweep()
    digest, version = recounting.digest(), DataVersion.objects.latest("id").pk
    assert recount() == 0
    assert (recounting.digest(), DataVersion.objects.latest("id").pk) == (digest, version)


def test_a_changed_number_is_a_new_version(town):
    owed_event(town.village())
    sweep()
    first = DataVersion.objects.latest("id").pk
    owed_event(town.village(number=1))
    sweep()
    assert DataVersion.objects.latest("id").pk > first


def test_a_placement_owes_every_month_it_ran_and_left(town):
    placement = make.placement(town.place, *town.townships, owed_since=machine_now(), starts_on=dt.date(2026, 9, 20))
    sweep()
    channel = Cell.objects.filter(dimension="channel", key="tv", events=1)
    assert channel.count() == 4
    placement.starts_on = dt.date(2026, 10, 2)
    placement.save()
    placing.owe_recount(placement, now=machine_now())
    sweep()
    assert set(channel.values_list("month", flat=True)) == {OCTOBER}


def test_a_void_placement_leaves_its_cells(town):
    placement = make.placement(town.place, town.townships[0], owed_since=machine_now())
    sweep()
    placing.void_placement(placement, by=make.user("office", at=town.place), reason="与上条重复", now=machine_now())
    sweep()
    assert Cell.objects.get(township=town.townships[0], dimension="channel", key="tv").state == "missing"


def test_killed_in_the_middle_nothing_is_half_and_the_debt_stands(town, monkeypatch):
    owed_event(town.village())
    sweep()
    before = recounting.digest()
    owed_event(town.village(number=1))
    with monkeypatch.context() as power_cut:
        power_cut.setattr(storing.DataVersion.objects, "create", lambda **row: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sweep()
    assert recounting.digest() == before
    assert Slab.objects.owing().count() == 1
    Slab.objects.owe(machine_now())
    sweep()
    assert events_in(town.townships[0], OCTOBER) == 2


def test_recounting_everything_remembers_where_events_count(town):
    event = make.event(town.village())
    recount()
    event.refresh_from_db()
    assert (event.counted_township, event.counted_month) == (town.townships[0], OCTOBER)
    assert list(recounting.differences()) == []


def test_a_tampered_cell_and_a_forgotten_one_are_named(town):
    owed_event(town.village())
    sweep()
    Cell.objects.filter(dimension="venue", key="school").update(events=7)
    make.event(town.village(1), held_on=dt.date(2026, 9, 9))
    found = [(place.code_text, month, words[:30]) for place, month, words in recounting.differences()]
    assert ("500154101000", OCTOBER, "cells venue/school：存的是 {'event") in found
    assert any(code == "500154102000" and month == SEPTEMBER for code, month, _ in found)
    assert recounting.owe_differences(clock=machine_now) == 2
    sweep()
    assert list(recounting.differences()) == []


def test_a_proof_goes_on_where_the_last_one_stopped_and_tells_at_once(town):
    for number in (0, 1):
        owed_event(town.village(number))
    sweep()
    Cell.objects.filter(dimension="venue", key="school").update(events=7)
    assert [recounting.owe_differences(clock=machine_now, limit=1) for _ in range(3)] == [1, 1, 0]
    told = AuditEntry.objects.filter(action="coverage.differs").values_list("target_label", flat=True)
    assert sorted(told) == ["第1镇", "第2镇"]
    assert Slab.objects.owing().count() == 2


def test_a_proof_reads_what_the_county_carried_once_a_month(town):
    make.placement(town.place, *town.townships, owed_since=machine_now())
    sweep()
    with CaptureQueriesContext(connection) as queries:
        assert recounting.owe_differences(clock=machine_now) == 0
    read = [query["sql"] for query in queries if query["sql"].startswith('SELECT "campaigns_placement"."id"')]
    assert len(read) == 1


def test_a_payer_that_slept_past_its_lease_writes_nothing(town):
    owed_event(town.village())
    pay_events(clock=machine_now)
    now = machine_now()
    sleeper = owed.claim(Slab.objects.all(), now=now, lease=Slab.lease, limit=1)[0]
    assert pay_slabs(clock=machine_now) == 0
    assert pay_slabs(clock=lambda: now + 2 * Slab.lease) == 1
    assert not owed.paid(sleeper)
    assert events_in(town.townships[0], OCTOBER) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_payers_of_one_slab_count_it_once():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("内存里的 SQLite 不能由两个线程同时写；在文件库和 PostgreSQL 上运行")
    town = make.county()
    load_terms()
    for number in range(3):
        owed_event(town.village(0, number))
    sweep()
    Slab.objects.owe(machine_now())
    versions, start, paid = DataVersion.objects.count(), Barrier(2), []

    def payer():
        try:
            start.wait()
            paid.append(pay_slabs(clock=machine_now))
        finally:
            connection.close()

    threads = [Thread(target=payer) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(paid) == [0, 1]
    assert (DataVersion.objects.count(), events_in(town.townships[0], OCTOBER)) == (versions, 3)
