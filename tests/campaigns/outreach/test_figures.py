"""From how many heads is one proof asked? The office says it, and everybody follows at once."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from campaign_site.audit.models import AuditEntry
from campaigns.outreach import actions
from campaigns.outreach.figures import OutreachRules
from tests import make
from tests.campaigns.outreach.test_field_views import words_of

NOW = dt.datetime(2026, 10, 21, 8, tzinfo=dt.UTC)
PAGE = "/admin/events/figures/"


def test_the_office_changes_the_figure_and_it_holds_at_once(signed_in, county):
    office, author = make.user("office", at=county.place), make.user("township", at=county.townships[0])
    signed_in(office).post(PAGE, {"proof_from_heads": "30", "ask_after_days": "60"})
    event = actions.log_event(author, make.entry(county.village()), uuid=uuid4(), now=NOW)
    with pytest.raises(ValidationError, match="到场 38 人，请补一样佐证"):
        actions.submit(event, author, now=NOW)
    assert AuditEntry.objects.filter(target_model="campaigns.outreachrules", actor_name=str(office)).exists()


@pytest.mark.parametrize("figure", ["", "-1", "许多", "9" * 12])
def test_a_figure_that_is_none_is_refused_in_words(signed_in, county, figure):
    office = signed_in(make.user("office", at=county.place))
    answer = office.post(PAGE, {"proof_from_heads": figure, "ask_after_days": "60"})
    assert answer.status_code == 422
    assert "要填 0 或更大的整数。" in words_of(answer) or "写得太大了" in words_of(answer)
    assert OutreachRules.load().proof_from_heads == 200


def test_a_township_does_not_set_it(signed_in, county):
    township = signed_in(make.user("township", at=county.townships[0]))
    assert township.post(PAGE, {"proof_from_heads": "1", "ask_after_days": "1"}).status_code in (302, 403)
    assert OutreachRules.load().proof_from_heads == 200
