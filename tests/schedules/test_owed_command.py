"""Can a person and a program read what the machine still owes?"""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from schedules.debts import Debt
from schedules.management.commands.owed import sentence

SINCE = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_program_reads_every_kind():
    out = StringIO()
    call_command("owed", "--json", stdout=out)
    read = json.loads(out.getvalue())
    assert all(set(one) >= {"kind", "label", "owed", "given_up", "oldest", "age_seconds"} for one in read["kinds"])


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
