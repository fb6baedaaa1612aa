"""What does the trail keep of people signing in, failing to, being locked out and being refused?"""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from campaign_site.audit.models import AuditEntry
from tests import make

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


def tell(action: str) -> list[tuple[str, str, str]]:
    entries = AuditEntry.objects.filter(action=action).order_by("id")
    return list(entries.values_list("actor_name", "target_label", "result"))


def attempt(name: str, password: str):
    return Client(REMOTE_ADDR="10.0.0.9").post(LOGIN, {"username": name, "password": password})


def test_signing_in_and_out_is_on_record(county):
    user, browser = make.user("office", at=county.place), Client(REMOTE_ADDR="10.0.0.9")

    browser.post(LOGIN, {"username": user.username, "password": make.PASSWORD})
    browser.post("/admin/logout/")

    assert tell("people.sign_in") == [(user.name, user.name, "ok")]
    assert tell("people.sign_out") == [(user.name, user.name, "ok")]
    assert AuditEntry.objects.get(action="people.sign_in").address == "10.0.0.9"


def test_a_wrong_password_is_on_record_without_the_password(county):
    user = make.user("office", at=county.place)

    attempt(user.username, "my-real-secret")

    assert tell("people.sign_in") == [("系统", user.name, "failed")]
    assert "my-real-secret" not in str(list(AuditEntry.objects.values()))


def test_a_password_typed_as_the_name_is_not_kept(county):
    attempt("my-real-secret", "x")

    assert tell("people.sign_in") == [("系统", "（不在册的用户名）", "failed")]
    assert "my-real-secret" not in str(list(AuditEntry.objects.values()))
    assert "my-real-secret" not in str(list(AccessAttempt.objects.values()))


def test_the_fifth_failure_locks_out_and_later_knocks_leave_no_line(county):
    user = make.user("office", at=county.place)

    answers = [attempt(user.username, "wrong").status_code for _ in range(8)]

    assert answers == [200, 200, 200, 200, 429, 429, 429, 429]
    assert len(tell("people.sign_in")) == 5
    assert tell("people.lock_out") == [("系统", user.name, "refused")]


def test_a_refusal_is_on_record(county, signed_in):
    clerk = make.user("township", at=county.townships[0])

    answer = signed_in(clerk).get("/admin/reports/site-history/")

    refused = AuditEntry.objects.get(action="site.refused")
    assert answer.status_code == 403
    assert (refused.actor_name, refused.after["path"], refused.result) == (
        clerk.name, "/admin/reports/site-history/", "refused",
    )  # fmt: skip
