"""Does each of Wagtail's own doors let in whom our table says, and nobody past our own rules?"""

from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from campaign_site.people.doors import BULK_MODELS
from campaigns.coverage.measures import CoverageMeasures
from campaigns.pages.models import CasePage
from tests import make, make_pages


def test_a_page_that_was_published_is_not_deleted_by_ticking_it(county, signed_in):
    case = make_pages.case(live=False, first_published_at=timezone.now())
    editor = signed_in(make.user("propaganda", at=county.place))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    editor.post(f"{address}?id={case.pk}")
    assert CasePage.objects.filter(pk=case.pk).exists()


def test_the_office_sets_the_weights_of_the_count(county, signed_in):
    address = reverse("wagtailsettings:edit", args=["campaigns", "coveragemeasures", CoverageMeasures.load().pk])
    kept = {field.name: getattr(CoverageMeasures.load(), field.name) for field in CoverageMeasures._meta.fields[1:]}
    for role, weight in (("office", 50), ("propaganda", 60), ("admin", 70)):
        signed_in(make.user(role, at=county.place)).post(address, {**kept, "weight_population": weight})
    assert CoverageMeasures.load().weight_population == 50


def test_the_office_changes_no_setting_that_is_not_its_own(county, signed_in):
    make_pages.site()
    office = signed_in(make.user("office", at=county.place))
    assert office.get(reverse("wagtailsettings:edit", args=["campaigns", "siteface"])).status_code in (302, 403)


def test_every_model_whose_rows_may_be_ticked_exists():
    assert {apps.get_model(name)._meta.label_lower for name in BULK_MODELS} == BULK_MODELS
