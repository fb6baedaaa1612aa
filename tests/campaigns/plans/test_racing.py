"""What if several clerks hand in or confirm the same circular at the same moment?"""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from campaigns.plans.actions import import_circular
from campaigns.plans.confirming import PlanDates, confirm_circular
from campaigns.plans.models import Campaign, Duty, SourceDocument
from campaigns.plans.sample.making import HERE
from tests import make
from tests.campaigns.plans import build

NOW = dt.datetime(2026, 10, 31, 1, tzinfo=dt.UTC)
PLAN = PlanDates("2026年规划", dt.date(2026, 1, 1), dt.date(2026, 12, 31))
SAMPLE = (HERE / "circular.docx").read_bytes()


@pytest.fixture
def clerk(racing_database):
    county = make.county()
    units = build.sample_units(county)
    return make.user("office", at=county.place, in_unit=units["打非办"])


def all_at_once(act):
    """Let four threads act; return what each got, or the sentence it was refused with."""

    def one(_):
        try:
            return act()
        except ValidationError as refusal:
            return refusal.messages[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(one, range(4)))


def test_one_campaign_comes_of_four_confirmations(clerk):
    draft, _ = import_circular(clerk, SAMPLE, "circular.docx", now=NOW)
    got = all_at_once(lambda: confirm_circular(SourceDocument.objects.get(pk=draft.pk), clerk, plan=PLAN))
    campaign = Campaign.objects.get()
    assert set(got) <= {campaign, "有人先办了：这份来文刚刚已经确认，请刷新页面。"}
    assert Duty.objects.count() == 13


def test_four_uploads_of_the_same_file_keep_one(clerk):
    got = all_at_once(lambda: import_circular(clerk, SAMPLE, "circular.docx", now=NOW))
    assert {document.pk for document, _ in got} == {SourceDocument.objects.get().pk}
    assert sum(new for _, new in got) == 1
