"""Is a debt paid once, by one worker, whatever happens to the others?"""

import datetime as dt

import pytest
from django.apps.registry import Apps
from django.db import connection, models

from campaign_site.owed import DIED_SILENTLY, Owed, claim, failed, paid, pay

NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


class Parcel(Owed):
    """A row that owes its delivery."""

    delivered = models.IntegerField(default=0)

    class Meta(Owed.Meta):
        app_label = "schedules"
        apps = Apps()


@pytest.fixture(scope="module")
def table(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Parcel)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Parcel)


@pytest.fixture
def parcel(table, db):
    return Parcel.objects.create(owed_since=NOON)


def take(now=NOON):
    return claim(Parcel.objects.all(), now=now, lease=MINUTE, limit=5)


def deliver(row, result):
    Parcel.objects.filter(pk=row.pk).update(delivered=models.F("delivered") + 1)


def deliver_all(now=NOON, do=lambda row: None):
    return pay(Parcel.objects.all(), clock=lambda: now, do=do, record=deliver)


def test_a_debt_is_paid_once(parcel):
    assert deliver_all() == 1
    assert deliver_all() == 0
    parcel.refresh_from_db()
    assert (parcel.delivered, parcel.owed_since, parcel.attempts) == (1, None, 0)


def test_what_somebody_holds_nobody_else_may_take(parcel):
    assert [row.pk for row in take()] == [parcel.pk]
    assert take() == []


def test_the_lease_of_a_killed_worker_lapses(parcel):
    take()
    assert [row.attempts for row in take(NOON + MINUTE)] == [2]


def test_who_slept_past_the_lease_records_nothing(parcel):
    [sleeper] = take()
    [other] = take(NOON + MINUTE)
    assert (paid(sleeper), paid(other)) == (False, True)


def test_a_debt_renewed_meanwhile_stays_owed(parcel):
    def renew(row):
        if row.attempts == 1 and Parcel.objects.get().last_error == "":
            Parcel.objects.owe(NOON)
            Parcel.objects.update(last_error="renewed")

    assert deliver_all(do=renew) == 1
    assert Parcel.objects.get().delivered == 1


def test_the_oldest_debt_comes_first(parcel):
    older = Parcel.objects.create(owed_since=NOON - MINUTE)
    assert [row.pk for row in take()] == [older.pk, parcel.pk]


def test_a_failure_is_noted_and_rests_a_while(parcel):
    def drop(row):
        raise ValueError("掉在地上")

    with pytest.raises(ValueError, match="掉在地上"):
        deliver_all(do=drop)
    parcel.refresh_from_db()
    assert parcel.last_error == "ValueError: 掉在地上"
    assert (deliver_all(), deliver_all(NOON + MINUTE)) == (0, 1)


def test_a_half_written_effect_is_undone(parcel):
    def deliver_and_fall(row, result):
        deliver(row, result)
        raise ValueError("摔倒")

    with pytest.raises(ValueError, match="摔倒"):
        pay(Parcel.objects.all(), clock=lambda: NOON, do=lambda row: None, record=deliver_and_fall)
    assert Parcel.objects.get().delivered == 0


def test_after_the_last_attempt_a_person_is_asked(parcel):
    now = NOON
    for _ in range(Parcel.most_attempts):
        [row] = take(now)
        assert failed(row, error="无人签收", now=now)
        now += dt.timedelta(hours=2)
    assert [row.last_error for row in Parcel.objects.given_up()] == ["无人签收"]
    assert take(now) == []


def test_a_row_that_kills_its_worker_is_given_up_too(parcel):
    for n in range(Parcel.most_attempts):
        take(NOON + n * MINUTE)
    assert take(NOON + Parcel.most_attempts * MINUTE) == []
    assert Parcel.objects.given_up().get().last_error == DIED_SILENTLY


def test_owing_again_starts_afresh_and_keeps_the_oldest_date(parcel):
    [row] = take()
    failed(row, error="无人签收", now=NOON)
    Parcel.objects.owe(NOON + MINUTE)
    parcel.refresh_from_db()
    assert (parcel.owed_since, parcel.attempts, parcel.last_error) == (NOON, 0, "")


def test_an_idle_sweep_asks_one_question(table, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert deliver_all() == 0
