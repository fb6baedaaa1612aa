"""Does the reader keep what it reached on advertisements that no rule was written for? (samples/DATASHEET.md)"""

import datetime as dt
import json
from pathlib import Path

import pytest

from media_library.ads.evaluation import Tally
from media_library.ads.rulebook import shipped
from media_library.ads.scanning import scan

SAMPLES = Path(__file__).parent / "samples"
TODAY = dt.date(2026, 11, 22)


def tally(name: str) -> Tally:
    counted = Tally()
    for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        given = {key: record[key] for key in ("id", "text")}
        counted.add(record["label"], scan(given, shipped(), today=TODAY)["suspect"])
    return counted


@pytest.mark.parametrize(
    ("name", "violating", "compliant", "not_ad"),
    [("held_out.jsonl", 0.87, 0.03, 0.04), ("held_out_2.jsonl", 0.84, 0.05, 0.08)],
)
def test_what_was_reached_is_kept(name, violating, compliant, not_ad):
    counted = tally(name)
    assert counted.share("violating") >= violating
    assert counted.share("compliant") <= compliant
    assert counted.share("not_ad") <= not_ad
