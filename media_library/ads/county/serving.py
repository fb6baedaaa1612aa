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
from media_library.ads.plain_reading import PlainWords
from media_library.ads.rulebook import CounterSignal, Rule, Rulebook, When, shipped
from media_library.ads.rules import Hit

ALWAYS = (When("facts", (), 1, ()),)
IN_SHADOW = CounterSignal("CS-SHADOW", "影子运行", "shadow", "这条规则还在影子运行，只记不报。", ALWAYS)
HELD = CounterSignal("CS-HELD", "规则隔离", "held", "这条规则标得太多，已经隔离，等人看过再算。", ALWAYS)


@dataclass(frozen=True)
class Serving:
    """The book that reads stored advertisements; `shadows` leads from the key of a rule in shadow to its version's row.

    `in_use` is the same book without the rules in shadow, for whoever is shown an answer at once (查一查, the self-check),
    `said` what the county says to the public of its own rules in use.
    """

    book: Rulebook
    in_use: Rulebook
    shadows: dict[str, int] = field(default_factory=dict)
    said: dict[str, PlainWords] = field(default_factory=dict)

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
        return Serving(shipped(), shipped())
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
    said: dict[str, PlainWords] = {}
    parts = [shipped().version, *held]
    for version in versions:
        key = f"CW-{version.rule_id}" if version.state == State.ON else f"SH-{version.pk}"
        rule = as_rule(key, version.content, shipped())
        if version.state == State.ON:
            standing.append(rule)
            said[key] = PlainWords(rule.name, version.content["say"], "；".join(rule.innocent) + "。")
            parts.append(f"{key}.{version.number}")
        else:
            shadowed.append(replace(rule, counter=(*rule.counter, IN_SHADOW)))
            shadows[key] = version.pk
    ours = [_held(rule) if rule.id in held else rule for rule in (*shipped().rules, *standing)]
    in_use = replace(shipped(), rules=tuple(ours), version=_version(parts)) if len(parts) > 1 else shipped()
    book = replace(in_use, rules=(*ours, *shadowed)) if shadowed else in_use
    return Serving(book, in_use, shadows, said)


def _held(rule: Rule) -> Rule:
    return replace(rule, counter=(*rule.counter, HELD))


def _version(parts: list[str]) -> str:
    """A short mark of which rules in which version are on, and which are held."""
    return parts[0] if len(parts) == 1 else hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
