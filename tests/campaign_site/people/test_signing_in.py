"""Is signing in safe: the notice, the lock, the first password, the idle hour?"""

import datetime as dt

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from campaign_site import clock
from campaign_site.people.actions import reset_password
from tests import make

pytestmark = pytest.mark.django_db
NEW = "Geese-fly-south-9"


def sign_in(user, password=make.PASSWORD, address="10.0.0.9"):
    browser = Client(REMOTE_ADDR=address)
    return browser, browser.post("/admin/login/", {"username": user.username, "password": password})


def test_the_login_page_says_what_must_not_be_uploaded():
    assert "非涉密系统，禁止上传涉密内容" in Client().get("/admin/login/").content.decode()


def test_five_failures_lock_the_account_at_that_address_only(county):
    user = make.user("office", at=county.place)
    for _ in range(5):
        _, answer = sign_in(user, "wrong")

    assert answer.status_code == 429
    assert "15 分钟" in answer.content.decode()
    assert sign_in(user)[1].status_code == 429
    assert sign_in(user, address="10.0.0.10")[1].status_code == 302
    assert sign_in(make.user("office", at=county.place))[1].status_code == 302


def test_the_lock_opens_after_a_quarter_of_an_hour(county, settings):
    user = make.user("office", at=county.place)
    settings.AXES_COOLOFF_TIME = dt.timedelta(0)
    for _ in range(5):
        sign_in(user, "wrong")

    assert sign_in(user)[1].status_code == 302


def test_a_password_set_by_another_must_be_changed_first(county):
    user = make.user("township", at=county.townships[0])
    browser, _ = sign_in(user, reset_password(user))
    user.refresh_from_db()
    old = reset_password(user)
    browser, _ = sign_in(user, old)

    assert browser.get("/admin/").url == "/password/?next=/admin/"
    assert browser.post("/admin/account/").url == "/password/"
    answer = browser.post(
        "/password/", {"old_password": old, "new_password1": NEW, "new_password2": NEW, "next": "/admin/account/"}
    )
    assert answer.url == "/admin/account/"
    assert browser.get("/admin/account/").status_code == 200


def test_the_way_on_never_leads_to_another_host(county, signed_in):
    browser = signed_in(make.user("township", at=county.townships[0]))

    answer = browser.post(
        "/password/",
        {"old_password": make.PASSWORD, "new_password1": NEW, "new_password2": NEW, "next": "https://evil.example/"},
    )

    assert answer.url == "/admin/"


@pytest.mark.parametrize("password", ["short-A1", "password1234", "aaaaaaaaaaaaaaa", "20260101202601"])
def test_a_plain_password_is_refused_in_chinese(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert all("密码" in text or "至少用上" in text for text in refused.value.messages)


def test_an_idle_sign_in_ends(county, signed_in, settings):
    browser = signed_in(make.user("office", at=county.place))
    assert browser.get("/admin/").status_code == 200

    session = browser.session
    session["seen"] = int(clock.machine_now().timestamp()) - settings.IDLE_SECONDS - 1
    session.save()

    assert browser.get("/admin/").url == "/admin/login/?next=/admin/"


def test_a_busy_sign_in_goes_on_and_is_noted_once_a_minute(county, signed_in):
    browser = signed_in(make.user("office", at=county.place))
    browser.get("/admin/")
    session = browser.session
    session["seen"] = seen = int(clock.machine_now().timestamp()) - 30
    session.save()
    browser.get("/admin/")
    assert browser.session["seen"] == seen

    session["seen"] = seen - 60
    session.save()
    browser.get("/admin/")
    assert browser.session["seen"] > seen


def test_there_is_one_way_to_a_new_password_and_the_menu_leads_there(county, signed_in):
    browser = signed_in(make.user("office", at=county.place))

    assert "/password/" in browser.get("/admin/").content.decode()
    assert 'type="password"' not in browser.get("/admin/account/").content.decode()
