"""From where did somebody come, when the office's own reverse proxy stands between?"""

import pytest
from django.test import Client

from campaign_site.audit.models import AuditEntry
from tests import make


@pytest.mark.parametrize(
    ("passed_on", "proxies", "address"),
    [
        ("9.9.9.9, 203.0.113.7", 1, "203.0.113.7"),
        ("9.9.9.9, 203.0.113.7, 10.0.0.2", 2, "203.0.113.7"),
        ("203.0.113.7", 0, "10.0.0.1"),
        ("203.0.113.7", 2, "10.0.0.1"),
        ("mine", 1, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        ("9.9.9.9, 2001:db8::7", 1, "2001:db8::7"),
    ],
)
def test_behind_a_proxy_the_address_is_the_one_the_proxy_saw(passed_on, proxies, address, county, settings):
    settings.TRUSTED_PROXIES = proxies
    user = make.user("township", at=county.townships[0])
    browser = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=passed_on)
    browser.post("/admin/login/", {"username": user.username, "password": make.PASSWORD})
    assert AuditEntry.objects.get(action="people.sign_in").address == address


def test_behind_a_proxy_only_the_address_that_failed_is_locked(county, settings):
    settings.TRUSTED_PROXIES = 1
    user = make.user("township", at=county.townships[0])

    def knock(address, password):
        browser = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=address)
        return browser.post("/admin/login/", {"username": user.username, "password": password}).status_code

    assert [knock("203.0.113.66", "wrong") for _ in range(5)][-1] == 429
    assert knock("203.0.113.7", make.PASSWORD) == 302
