"""Can a person and a program read what the machine still owes?"""

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from campaign_site.audit.models import AuditEntry
from campaign_site.clock import machine_now
from campaigns.coverage.models import Slab
from schedules.debts import Debt
from schedules.management.commands.owed import sentence

SINCE = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_program_reads_every_kind():
    out = StringIO()
    call_command("owed", "--json", stdout=out)
    read = json.loads(out.getvalue())
    assert all(set(one) >= {"kind", "label", "owed", "given_up", "oldest", "age_seconds"} for one in read["kinds"])


def test_what_was_given_up_is_tried_again_and_on_record(county):
    now = machine_now()
    Slab.objects.create(
        township=county.townships[0], month=date(2026, 10, 1), owed_since=now, given_up_at=now, attempts=5
    )
    said = StringIO()
    call_command("owed", "--again", stdout=StringIO(), stderr=said)
    assert said.getvalue() == "镇街月份：1 笔重新交办\n"
    assert Slab.objects.owing().get().attempts == 0
    assert AuditEntry.objects.get(action="schedules.owe_again").after == {"kind": "campaigns.slab", "number": 1}
    call_command("owed", "--again", stdout=StringIO(), stderr=said)
    assert AuditEntry.objects.filter(action="schedules.owe_again").count() == 1


@pytest.mark.parametrize(
    ("debt", "line"),
    [
        (Debt("a.slab", "待重算", 0, 0, None, ""), "待重算（a.slab）：无待办"),
        (Debt("a.slab", "待重算", 2, 0, SINCE, ""), "待重算（a.slab）：待办 2，最早一笔已等 7 秒"),
        (
            Debt("a.slab", "待重算", 0, 1, SINCE, "断网"),
            "待重算（a.slab）：待办 0，最早一笔已等 7 秒；转人工 1，最近一次失败：断网",
        ),
    ],
)
def test_a_person_reads_a_sentence(debt, line):
    assert sentence(debt, seconds=7) == line
