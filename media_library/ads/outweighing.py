"""What becomes of a reading when the whole wording has spoken too? (pure)"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from media_library.ads.counter_signals import Surroundings
from media_library.ads.normalise import Normalised
from media_library.ads.points import SUPPORTING, Hit, Reading, Written, composites_of, in_order, lowered, point_of
from media_library.ads.rulebook import Rulebook
from media_library.ads.weighing import Weighed
from media_library.ads.weighing.standing import rules_for, speaks_against, weighs_enough


def with_weight(
    weighed: Weighed,
    seen: Reading,
    texts: tuple[Normalised, Written],
    book: Rulebook,
    confidence: Callable[[int, int], float],
) -> Reading:
    """The reading when the whole wording has spoken too: for a point no word gave away, or against one that is only talk."""
    read_as, written = texts
    facts = dict(seen.facts)
    if seen.suspect:
        hits = tuple(_doubted(hit, weighed, facts) for hit in seen.hits)
    elif weighs_enough(weighed, read_as.text, facts):
        around = Surroundings(read_as.text, facts, written.speaker)
        found = _stands_on(weighed, seen, (read_as, written, around), book, confidence)
        hits = in_order((*seen.hits, *found))
    else:
        hits = seen.hits
    return replace(seen, hits=hits, composites=composites_of(hits, book, facts))


def _doubted(hit: Hit, weighed: Weighed, facts: Mapping[str, Any]) -> Hit:
    """The hit, standing alone no more when the whole wording is no offer."""
    if not (hit.suspect and speaks_against(weighed, hit.rule, hit.severity, facts)):
        return hit
    parts = {**hit.score_parts, "supporting": SUPPORTING, "weighed": weighed.share}
    return replace(hit, alone=False, score_parts={**parts, "total": round(parts["total"] * SUPPORTING, 4)})


def _stands_on(
    weighed: Weighed,
    seen: Reading,
    texts: tuple[Normalised, Written, Surroundings],
    book: Rulebook,
    confidence: Callable[[int, int], float],
) -> Iterator[Hit]:
    """One hit of the first rule of the likeliest ground whose law was in force; one level less grave than a word's."""
    known = {rule.id: rule for rule in book.rules}
    for id in rules_for(weighed, dict(seen.facts), rate=seen.annual_rate is not None):
        rule = known.get(id)
        if rule and rule.basis_on(texts[1].published_on):
            hit = point_of(rule, weighed.span, texts, confidence)
            parts = {**hit.score_parts, "weighed": weighed.share, "words": list(weighed.words)}
            parts["total"] = round(parts["total"] * weighed.share, 4)
            yield replace(hit, severity=lowered(hit.severity), score_parts=parts)
            return
