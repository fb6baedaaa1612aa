"""Which rules read stored advertisements now: the shipped ones, the county's own that are on, those in shadow, those held?

Built once per process and change: a reading costs one primary-key query to know that nothing changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from media_library.ads.county.content import as_rule
from media_library.ads.county.models import CountyRuleVersion, RuleHold, RulesMark, ShadowHit, State
from media_library.ads.models import Ad
from media_library.ads.rulebook import CounterSignal, Rule, Rulebook, When, shipped
from media_library.ads.rules import Hit

ALWAYS = (When("facts", (), 1, ()),)
IN_SHADOW = CounterSignal("CS-SHADOW", "影子运行", "shadow", "这条规则还在影子运行，只记不报。", ALWAYS)
HELD = CounterSignal("CS-HELD", "规则隔离", "held", "这条规则标得太多，已经隔离，等人看过再算。", ALWAYS)


@dataclass(frozen=True)
class Serving:
    """The book in use; `shadows` leads from the key of a rule in shadow to its version's row."""

    book: Rulebook
    shadows: dict[str, int] = field(default_factory=dict)

    def shadow_row(self, hit: Hit, ad: Ad) -> ShadowHit | None:
        """What a rule in shadow would have marked, unsaved; None for other rules, and where something speaks against it."""
        version = self.shadows.get(hit.rule)
        if version is None or not hit.text or any(one.lifts for one in hit.counter_signals if one is not IN_SHADOW):
            return None
        return ShadowHit(
            version_id=version, ad=ad, start=hit.start, end=hit.end, source=hit.source, quoted=hit.text,
            before=hit.before, after=hit.after,
        )  # fmt: skip


def keep_shadows(rows: list[ShadowHit], now: datetime) -> None:
    """Write what would have been marked; a second reading of the same advertisement adds nothing."""
    for row in rows:
        row.at = now
    ShadowHit.objects.bulk_create(rows, ignore_conflicts=True)


_built: dict[UUID, Serving] = {}


def serving() -> Serving:
    """What reads now; one query while nothing changed. A fresh database reads with the shipped rules."""
    mark = RulesMark.objects.values_list("mark", flat=True).filter(pk=1).first()
    if mark is None:
        return Serving(shipped())
    built = _built.get(mark)
    if built is None:  # held by name: another thread may clear what is kept between two looks
        built = build(CountyRuleVersion.objects.serving(), RuleHold.objects.filter(released_at=None))
        _built.clear()
        _built[mark] = built
    return built


def build(versions: Iterable[CountyRuleVersion], holds: Iterable[RuleHold]) -> Serving:
    """Merge the versions into the shipped book; a held rule keeps reading, and none of its points counts.

    The book's own version is the shipped one while nothing is on or held; shadows do not change what is found.
    """
    held = sorted(hold.rule for hold in holds)
    standing: list[Rule] = []
    shadowed: list[Rule] = []
    shadows: dict[str, int] = {}
    parts = [shipped().version, *held]
    for version in versions:
        key = f"CW-{version.rule_id}" if version.state == State.ON else f"SH-{version.pk}"
        rule = as_rule(key, version.content, shipped())
        if version.state == State.ON:
            standing.append(rule)
            parts.append(f"{key}.{version.number}")
        else:
            shadowed.append(replace(rule, counter=(*rule.counter, IN_SHADOW)))
            shadows[key] = version.pk
    ours = [_held(rule) if rule.id in held else rule for rule in (*shipped().rules, *standing)]
    book = replace(shipped(), rules=(*ours, *shadowed), version=_version(parts))
    return Serving(book, shadows)


def _held(rule: Rule) -> Rule:
    return replace(rule, counter=(*rule.counter, HELD))


def _version(parts: list[str]) -> str:
    """A short mark of which rules in which version are on, and which are held."""
    return parts[0] if len(parts) == 1 else hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
