"""Is a token shown once, kept as a hash, bounded in time and pace, and gone when it is taken back?"""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from campaign_site.audit.models import AuditEntry
from media_library.selfchecks.models import OutletToken
from media_library.selfchecks.tokens import TokenRefused, TooFast, Wanted, issue_token, recognised, revoke_token
from tests import make

NOW = make.MORNING


def issue(county, *, by=None, per_minute=60, days=30, scope="check"):
    outlet = make.unit("media", county.place)
    wanted = Wanted(outlet, "编播系统", scope, NOW + dt.timedelta(days=days), per_minute)
    return issue_token(wanted, by or make.user("office", at=county.place), NOW)


def test_only_its_hash_is_kept_and_the_audit_knows_who_granted_it(county):
    token, secret = issue(county)

    assert secret.rsplit("_", 1)[1] not in str(OutletToken.objects.values().get())
    entry = AuditEntry.objects.get(action="selfchecks.issue_token")
    assert (entry.target_id, secret in str(entry.after)) == (str(token.pk), False)
    assert recognised(secret, NOW).unit == token.unit


def test_a_wrong_secret_a_wrong_number_and_nonsense_are_refused_alike(county):
    _, secret = issue(county)
    refusals = set()
    for wrong in (secret[:-1], secret.replace("zc_", "zc_x", 1), "", "zc", "zc__", "保本" * 5000, "\udc80"):
        with pytest.raises(TokenRefused) as refused:
            recognised(wrong, NOW)
        refusals.add(str(refused.value))

    assert len(refusals) == 1


def test_an_expired_and_a_revoked_token_say_so_and_are_on_record(county):
    token, secret = issue(county, days=1)
    with pytest.raises(TokenRefused, match="已经到期"):
        recognised(secret, NOW + dt.timedelta(days=1))
    office = make.user("office", at=county.place)
    revoke_token(token, office, NOW + dt.timedelta(days=2))

    with pytest.raises(TokenRefused, match="已经作废"):
        recognised(secret, NOW + dt.timedelta(days=2))
    with pytest.raises(ValidationError, match="已经作废了"):
        revoke_token(token, office, NOW)
    assert AuditEntry.objects.filter(action="selfchecks.refused", result="refused").count() == 2


def test_a_machine_that_goes_on_asking_is_counted_and_fills_no_record(county):
    token, secret = issue(county)
    revoke_token(token, make.user("office", at=county.place), NOW)
    for minute in (0, 1, 1, 59, 60, 61, 125):
        with pytest.raises(TokenRefused):
            recognised(secret, NOW + dt.timedelta(minutes=minute))

    entries = AuditEntry.objects.filter(action="selfchecks.refused").order_by("pk").values_list("after", flat=True)
    assert [entry["since_last"] for entry in entries] == [0, 3, 1]


def test_each_minute_has_its_turns(county):
    token, secret = issue(county, per_minute=2)
    recognised(secret, NOW), recognised(secret, NOW)
    with pytest.raises(TooFast, match="最多查 2 次"):
        recognised(secret, NOW)

    recognised(secret, NOW + dt.timedelta(minutes=1))
    token.refresh_from_db()
    assert (token.window_turns, token.last_used_at) == (1, NOW + dt.timedelta(minutes=1))


@pytest.mark.parametrize("days", [0, -1, 400])
def test_its_end_lies_within_a_year(county, days):
    with pytest.raises(ValidationError, match="最长一年"):
        issue(county, days=days)


@pytest.mark.parametrize("role", ["media", "market", "township", "propaganda", "auditor"])
def test_nobody_but_office_and_administrator_grants_or_takes_back(county, role):
    person = make.user(role, at=county.place)
    with pytest.raises(PermissionDenied):
        issue(county, by=person)
    token, _ = issue(county)
    with pytest.raises(PermissionDenied):
        revoke_token(token, person, NOW)


@pytest.mark.usefixtures("racing_database")
def test_ten_at_once_never_get_more_than_their_turns():
    county = make.county()
    _, secret = issue(county, per_minute=4)

    def ask(number: int) -> bool:
        try:
            recognised(secret, NOW)
        except TooFast:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(ask, range(10))) == 4
