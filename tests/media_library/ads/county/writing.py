"""A county's rule as a test writes it, and the people who handle it."""

import datetime as dt

from media_library.ads.county import actions
from media_library.ads.county.models import CountyRuleVersion
from tests import make

NOW = make.MORNING
CONTENT = {
    "name": "开州柑橘园认养",
    "words": ["柑橘园认养", "认养果树分红"],
    "patterns": [],
    "needs": [],
    "without": [],
    "skip_genres": ["news", "warning"],
    "skip_direction": ["lend"],
    "severity": "high",
    "basis": ["AD-LAW-25-1"],
    "looks_for": "读到认养果树、柑橘园认养，就标出来请人看。",
    "say": "说认养果树每年分钱，请先问清楚钱交给谁、凭什么分。",
    "innocent": ["是旅游采摘，只收门票"],
    "hits": ["柑橘园认养，一年分红一次，欢迎来电", "本社认养果树分红，随到随办"],
    "misses": ["周末到果园采摘，现摘现称", "果树剪枝培训，免费参加"],
}


def content(**more) -> dict:
    return CONTENT | more


def author(county):
    return make.user("market", at=county.place)


def other(county):
    return make.user("office", at=county.place)


def draft(county, **more) -> CountyRuleVersion:
    return actions.write_version(None, content(**more), author(county), NOW, note="起草")


def shadowed(county, *, days: int = 8, **more) -> CountyRuleVersion:
    """Return a version in shadow since `days` days before NOW, its backtest finished."""
    version = draft(county, **more)
    begun = NOW - dt.timedelta(days=days)
    actions.begin_shadow(version, version.written_by, begun)
    version.backtests.update(finished_at=begun, owed_since=None)
    version.refresh_from_db()
    return version


def on(county, **more) -> CountyRuleVersion:
    version = shadowed(county, **more)
    actions.switch_on(version, other(county), NOW, reason="例句和影子结果都看过")
    return version
