"""Does the audit page have words for everything the code records?"""

import re
from pathlib import Path

from campaign_site.audit import words

HOUSE = Path(__file__).resolve().parents[3]
ACTION = re.compile(r'\brecord\(\s*[\w.]+,\s*"([a-z]+\.[a-z_.]+)"')


def recorded() -> set[str]:
    floors = ("campaign_site", "campaigns", "media_library", "schedules")
    code = (path.read_text(encoding="utf-8") for floor in floors for path in (HOUSE / floor).rglob("*.py"))
    return {action for text in code for action in ACTION.findall(text)}


def test_every_recorded_action_has_its_words():
    assert len(recorded()) > 20
    assert sorted(recorded() - words.table()["actions"].keys()) == []


def test_rows_recorded_by_themselves_are_called_by_their_models_name():
    assert words.action_label("unit.change") == "修改单位"
    assert words.field_label("campaign_site.unit", "place_id") == "所在地方"


def test_what_is_gone_keeps_its_own_name():
    assert words.action_label("attic.sweep") == "attic.sweep"
    assert words.model_label("attic.broom") == "attic.broom"
    assert words.field_label("attic.broom", "bristles") == "bristles"
