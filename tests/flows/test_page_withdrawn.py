"""A published page is taken down by the one who may, and never lost; header and footer belong to the administrator."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from campaign_site.audit.models import AuditEntry
from campaigns.pages.face import SiteFace
from campaigns.pages.models import CasePage
from tests import make, make_pages


@pytest.fixture
def case(county) -> CasePage:
    return make_pages.case(live=True, first_published_at=timezone.now())


def shown(client, page) -> int:
    return client.get(page.get_url()).status_code


def test_the_leader_takes_a_page_down(county, signed_in, client, case):
    leader = signed_in(make.user("propaganda_leader", at=county.place))
    assert shown(client, case) == 200
    leader.post(reverse("wagtailadmin_pages:unpublish", args=[case.pk]))
    assert shown(client, case) == 404
    assert AuditEntry.objects.filter(action="pages.unpublish", target_id=str(case.pk)).exists()


@pytest.mark.parametrize("role", ["propaganda", "propaganda_section", "township"])
def test_others_do_not(county, signed_in, client, case, role):
    signed_in(make.user(role, at=county.place)).post(reverse("wagtailadmin_pages:unpublish", args=[case.pk]))
    assert shown(client, case) == 200


def test_not_even_a_superuser_deletes_what_was_published(county, signed_in, case):
    root = make.user(at=county.place)
    root.is_superuser = True
    root.save()
    assert signed_in(root).post(reverse("wagtailadmin_pages:delete", args=[case.pk])).status_code == 403
    assert CasePage.objects.filter(pk=case.pk).exists()


@pytest.mark.parametrize(("role", "title"), [("admin", "守住钱袋子"), ("propaganda_leader", "防范非法集资")])
def test_only_the_administrator_renames_the_column(county, signed_in, client, case, role, title):
    site = Site.objects.get()
    face = SiteFace.for_site(site)
    form = {
        field.name: getattr(face, field.name) for field in SiteFace._meta.fields if field.name not in ("id", "site")
    }
    address = reverse("wagtailsettings:edit", args=["campaigns", "siteface", site.pk])
    signed_in(make.user(role, at=county.place)).post(address, {**form, "title": "守住钱袋子"})
    assert f"<b>{title}</b>" in client.get("/").content.decode()
