"""Which rules has the demonstration's county written itself, and how far is each: in use, in shadow, put aside?"""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from campaign_site.people.models import User
from campaigns.demo.events import moment
from campaigns.demo.year import LAST
from media_library.ads.county.actions import begin_shadow, switch_on, write_version
from media_library.ads.county.backtesting import pay_backtests
from media_library.ads.county.flooding import hold_rule
from media_library.ads.county.models import CountyRuleVersion
from media_library.ads.county.rescanning import pay_rescans

WRITTEN = tomllib.loads((Path(__file__).parent / "ruled.toml").read_text(encoding="utf-8"))["rule"]
NOTHING: dict[str, Any] = {"patterns": [], "needs": [], "without": [], "skip_direction": ["lend"]}
NOW = moment(LAST, at=dt.time(9, 0))
BEGUN = {"on": dt.timedelta(days=20), "shadow": dt.timedelta(days=3), "held": dt.timedelta(days=20)}
FLOOD = {"ads": 41, "new_ads": 96, "usual_share": 0.06}


def write_rules(author: User) -> dict[str, CountyRuleVersion]:
    """Write the rules and let them read along: by stage, each with its week in shadow begun. Call it before the year's reading."""
    written = {}
    for row in WRITTEN:
        content = NOTHING | {key: value for key, value in row.items() if key != "stage"}
        begun = NOW - BEGUN[row["stage"]]
        version = write_version(None, content, author, begun - dt.timedelta(hours=2), note="下乡时听来的说法，先起草")
        begin_shadow(version, author, begun)
        written[row["stage"]] = version
    return written


def bring_into_use(written: dict[str, CountyRuleVersion], other: User) -> None:
    """Try all on what is stored, switch on what had its week, put one aside as if it had flooded, and read everything again."""
    _pay(pay_backtests)
    for stage in ("on", "held"):
        switch_on(written[stage], other, NOW, reason="影子结果和回测都看过，例句对")
    _pay(pay_rescans)
    hold_rule(written["held"].rule.key, LAST, FLOOD, NOW)
    _pay(pay_rescans)


def _pay(pay: Any) -> None:
    while pay(lambda: NOW):
        pass
