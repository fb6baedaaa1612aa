"""How is a number turned into a state, a band, a freshness, a priority? Pure, no database (PRODUCT.md §3)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Whether a township spoke for a month at all. Missing is not zero."""

    REPORTED = "reported"
    ZERO = "zero"
    MISSING = "missing"


class Band(StrEnum):
    """How a share stands against its own target; `void` was not reported, `none` has no denominator."""

    OK = "ok"
    WATCH = "watch"
    GAP = "gap"
    VOID = "void"
    NONE = "none"


STATE_WORDS = {State.REPORTED: "已报", State.ZERO: "零报", State.MISSING: "未报"}
BAND_WORDS = {Band.OK: "达标", Band.WATCH: "关注", Band.GAP: "缺口", Band.VOID: "未报", Band.NONE: "无分母"}
BAND_GLYPHS = {Band.OK: "●", Band.WATCH: "◐", Band.GAP: "○", Band.VOID: "▨", Band.NONE: "—"}

OK_FROM = 90
WATCH_FROM = 60
TERMS = ("population", "aged", "risk", "staleness")
TERM_WORDS = {"population": "人口", "aged": "老龄", "risk": "风险", "staleness": "久未到"}


def state_of(events: int, *, zero_filed: bool) -> State:
    """Return the state of a month: events speak for themselves, a filed zero is 零报, neither is 未报."""
    if events > 0:
        return State.REPORTED
    return State.ZERO if zero_filed else State.MISSING


def state_over(states: Iterable[State]) -> State:
    """Return the state of a period: 已报 with any reported month; 零报 only when every month was filed as zero."""
    seen = list(states)
    if State.REPORTED in seen:
        return State.REPORTED
    return State.ZERO if seen and all(state is State.ZERO for state in seen) else State.MISSING


def band(
    covered: int, total: int | None, state: State, *, ok_from: int = OK_FROM, watch_from: int = WATCH_FROM
) -> Band:
    """Return the band of `covered` out of `total`; thresholds in per cent of the whole, compared exactly.

    Without a denominator (None or 0) there is no share, so never 100 %; without a report there is nothing to judge.
    """
    if state is State.MISSING:
        return Band.VOID
    if not total:
        return Band.NONE
    if 100 * covered >= ok_from * total:
        return Band.OK
    return Band.WATCH if 100 * covered >= watch_from * total else Band.GAP


def per_cent(covered: int, total: int | None) -> int | None:
    """Return the share in whole per cent, rounded down so that 99.9 % never shows as 100; None without denominator."""
    return 100 * covered // total if total else None


def days_since(last_on: dt.date | None, today: dt.date) -> int | None:
    """Return the whole calendar days from the last event to `today`; None when there never was one."""
    return None if last_on is None else (today - last_on).days


def is_fresh(last_on: dt.date | None, today: dt.date, *, days: int) -> bool:
    """Say whether an event still covers: through its N-th day; on day N+1 it is a gap."""
    gone = days_since(last_on, today)
    return gone is not None and gone <= days


@dataclass(frozen=True)
class Priority:
    """A score from 0 to 100, its parts (they add up to it, to rounding), and the terms that were not known."""

    score: float
    parts: Mapping[str, float]
    missing: tuple[str, ...]

    @property
    def missing_words(self) -> str:
        return "、".join(TERM_WORDS[term] for term in self.missing)


def priority(terms: Mapping[str, float | None], weights: Mapping[str, float]) -> Priority:
    """Return the priority of a gap from terms between 0 and 1; an unknown term leaves the sum, the rest is renormalised."""
    known = {name: min(1.0, max(0.0, value)) for name in TERMS if (value := terms.get(name)) is not None}
    whole = sum(weights[name] for name in known)
    parts = {name: 100 * weights[name] * value / whole for name, value in known.items()} if whole > 0 else {}
    missing = tuple(name for name in TERMS if name not in known)
    return Priority(round(sum(parts.values()), 4), {name: round(part, 4) for name, part in parts.items()}, missing)


def staleness(last_on: dt.date | None, today: dt.date, *, days: int) -> float:
    """Return how stale, from 0 (fresh) to 1 (twice the allowed days, or never visited)."""
    gone = days_since(last_on, today)
    return 1.0 if gone is None else min(1.0, max(0.0, gone / (2 * days)))


def risk_band(risk: float | None) -> str:
    """Return what a township may see of its risk: a word, never the parts (one tip must never name its author)."""
    if risk is None:
        return "不详"
    return "偏高" if risk >= 2 / 3 else "一般" if risk >= 1 / 3 else "偏低"


def weighted_share(reached: Mapping[str, bool], groups: Mapping[frozenset[str], int]) -> tuple[int, int] | None:
    """Return (population reached, population counted) for a county figure, None without any denominator.

    `groups` maps townships that share one figure to it: a group is reached only when all of its known members are, for
    the figure is never split. Townships outside `reached` (not reported) leave the sum with their whole group.
    """
    counted = {members: people for members, people in groups.items() if members and all(m in reached for m in members)}
    if not counted:
        return None
    return sum(people for members, people in counted.items() if all(reached[m] for m in members)), sum(counted.values())
