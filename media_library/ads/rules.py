"""Which suspect points does this text hold, on which clause does each stand, and what speaks against it?

Pure. A hit is a question for a person, never a finding (DOMAIN §6.0, 1): nothing here concludes anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from media_library.ads.clauses import Clause
from media_library.ads.counter_signals import Surroundings
from media_library.ads.facts import JUDGED_SIGNS, known_of
from media_library.ads.finding import Ground, Span, found_by_rule
from media_library.ads.normalise import Normalised, normalise
from media_library.ads.payback import paybacks_in
from media_library.ads.rates import annual_rate, rates_in
from media_library.ads.rulebook import SEVERITIES, Composite, CounterSignal, Rule, Rulebook
from media_library.ads.structure import disguised
from media_library.ads.weighing import Weighed
from media_library.ads.weighing.standing import rules_for, speaks_against, weighs_enough

CONTEXT_SIGNS = 30
MOST_HITS = 50  # per rule and text, of those that count and of those that do not: the fifty-first says no more
SUPPORTING = 0.25  # what a point weighs that never makes an advertisement suspect by itself
SURE_LETTERS = 0.8  # CS-10: below it the letters of a picture are doubtful
FEW_LETTERS = 6
GRAVE = frozenset({"critical", "high"})
OUTWEIGHS = 2


@dataclass(frozen=True)
class Written:
    """An advertisement to be read: its words, typed (`source` text) or read from a picture (ocr), and its fields.

    `place` says where it hung, `picture` what a person saw drawn on it, `complete` that nothing of it was left out,
    `cleared` that the same words were looked at before without a fault, `closed_group` that only named people got it.
    """

    text: str
    published_on: date
    source: str = "text"
    speaker: str = ""
    carrier: str = ""
    place: str = ""
    picture: str = ""
    complete: bool = False
    cleared: bool = False
    closed_group: bool = False


@dataclass(frozen=True)
class Hit:
    """One suspect point with all a reviewer needs to doubt it; `start` and `end` are code points of the original.

    Both are None and `text` is empty when the point stands nowhere in the words (something is missing, or drawn).
    """

    rule: str
    name: str
    severity: str
    start: int | None
    end: int | None
    text: str
    before: str
    after: str
    source: str
    confidence: float
    basis: tuple[Clause, ...]
    counter_signals: tuple[CounterSignal, ...]
    score_parts: dict[str, Any]
    scope: str = ""
    alone: bool = True

    @property
    def counted(self) -> bool:
        """Whether it speaks at all; a hit under a lifting counter-signal is only kept for spot checks."""
        return not any(signal.lifts for signal in self.counter_signals)

    @property
    def suspect(self) -> bool:
        """Whether it is enough for a person to look: it counts, it may stand alone, and it is our matter."""
        return self.counted and self.alone and not self.scope

    @property
    def score(self) -> float:
        """Its own weight, 0..1: points times reading confidence, nothing under a counter-signal."""
        return float(self.score_parts["total"])


@dataclass(frozen=True)
class Reading:
    """What one version of the rules saw in one text; `facts` are what the structure judged, by name."""

    ruleset: str
    direction: str
    hits: tuple[Hit, ...]
    composites: tuple[Composite, ...] = ()
    annual_rate: float | None = None
    facts: tuple[tuple[str, Any], ...] = ()

    @property
    def suspect(self) -> bool:
        """Whether a person should look; nothing more than that."""
        return any(hit.suspect for hit in self.hits)

    @property
    def severity(self) -> str | None:
        """The gravest of the hits that are suspect and of what they make together."""
        if not self.suspect:
            return None
        return gravest(
            [*(hit.severity for hit in self.hits if hit.suspect), *(one.severity for one in self.composites)]
        )

    @property
    def score(self) -> float:
        """1 − ∏(1 − hit): more points raise it, it never passes 1."""
        missed = 1.0
        for hit in self.hits:
            missed *= 1 - hit.score
        return round(1 - missed, 4)


def gravest(severities: Iterable[str]) -> str | None:
    """The worst of some severities, or none."""
    return min(severities, key=SEVERITIES.index, default=None)


def certain(start: int, end: int) -> float:
    """How sure we are of a typed text's letters."""
    return 1.0


def read(written: Written, book: Rulebook, confidence: Callable[[int, int], float] = certain) -> Reading:
    """Apply every rule whose law was in force on the advertisement's day.

    Goes in: the text, the rulebook, and how sure the letters of a stretch of the original are (0..1).
    Comes out: `Reading` with hits in the order of the text. Never raises for any text.
    """
    read_as = normalise(written.text)
    head = read_as.text[:JUDGED_SIGNS]
    facts, slight = known_of(head, written.speaker, book.carrier(written.carrier), written.published_on)
    facts |= {"complete": written.complete, "cleared": written.cleared, "closed_group": written.closed_group}
    facts["disguised"] = bool(disguised(written.text, read_as))
    facts["doubtful"] = written.source == "ocr" and len(written.text.strip()) < FEW_LETTERS
    rates = rates_in(head)
    fields = {"place": written.place, "picture": written.picture}
    ground = Ground(read_as.text, facts, rates, paybacks_in(head), fields=fields, lpr=book.lpr_on(written.published_on))
    seen = _seen((read_as, written), ground, book, confidence)
    if slight:  # one word speaks for talk; two grave points of different kinds outweigh it
        anew = _seen((read_as, written), replace(ground, facts=facts | {"genre": "unclear"}), book, confidence)
        if len({hit.rule for hit in anew.hits if hit.suspect and hit.severity in GRAVE}) >= OUTWEIGHS:
            seen = anew
    seen = replace(seen, annual_rate=annual_rate(rates, seen.direction))
    if book.weights is None:
        return seen
    weighed = book.weights.weigh(head)
    return _with_weight(
        weighed, replace(seen, facts=(*seen.facts, ("weight", weighed.share))), (read_as, written), book, confidence
    )


def _with_weight(
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
        hits = (*seen.hits, *_stands_on(weighed, seen, (read_as, written, around), book, confidence))
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
            hit = _hit(rule, weighed.span, texts, confidence)
            parts = {**hit.score_parts, "weighed": weighed.share, "words": list(weighed.words)}
            parts["total"] = round(parts["total"] * weighed.share, 4)
            yield replace(hit, severity=lowered(hit.severity), score_parts=parts)
            return


def _seen(
    texts: tuple[Normalised, Written], ground: Ground, book: Rulebook, confidence: Callable[[int, int], float]
) -> Reading:
    """What the rules see under the facts of `ground`."""
    read_as, written = texts
    day = written.published_on
    around = Surroundings(read_as.text, ground.facts, written.speaker)
    met: Counter[tuple[str, bool]] = Counter()
    hits = []
    for rule, span, scope in found_by_rule(book, ground, lambda rule: bool(rule.basis_on(day))):
        if met[rule.id, True] < MOST_HITS:
            hit = replace(_hit(rule, span, (read_as, written, around), confidence), scope=scope)
            met[rule.id, hit.counted] += 1
            if met[rule.id, hit.counted] <= MOST_HITS:
                hits.append(hit)
    hits = _joined(hits, book)
    return Reading(
        ruleset=book.version,
        direction=str(ground.facts["direction"]),
        hits=tuple(sorted(hits, key=lambda hit: (hit.start is None, hit.start or 0, hit.end or 0, hit.rule))),
        composites=composites_of(hits, book, ground.facts),
        facts=tuple(ground.facts.items()),
    )


def composites_of(hits: Iterable[Hit], book: Rulebook, facts: Mapping[str, Any]) -> tuple[Composite, ...]:
    """What the counting hits make together (DOMAIN §6.3)."""
    counting = frozenset(hit.rule for hit in hits if hit.counted)
    return tuple(one for one in book.composites if one.holds(counting, facts))


def _joined(hits: list[Hit], book: Rulebook) -> list[Hit]:
    """A point that needs company stands alone no more when one of the rules it joins counts as well."""
    counting = {hit.rule for hit in hits if hit.counted}
    return [
        replace(hit, alone=True) if not hit.alone and book.joins.get(hit.rule, frozenset()) & counting else hit
        for hit in hits
    ]


def _hit(
    rule: Rule,
    span: Span | None,
    texts: tuple[Normalised, Written, Surroundings],
    confidence: Callable[[int, int], float],
) -> Hit:
    """One found point with its place in the original, its surroundings, its basis and its score in parts."""
    read_as, written, around = texts
    start, end = read_as.span(*span) if span else (0, 0)
    sure = confidence(start, end) if span else 1.0
    against = around.against(rule.counter, span, doubtful=sure < SURE_LETTERS)
    lifted = any(signal.lifts for signal in against)
    parts = {"points": rule.points, "confidence": sure, "counter": 0.0 if lifted else 1.0}
    if not rule.alone or rule.scope:
        parts["supporting"] = SUPPORTING
    total = rule.points * sure * parts["counter"] * parts.get("supporting", 1.0)
    return Hit(
        rule=rule.id,
        name=rule.name,
        severity=lowered(rule.severity) if any(one.effect == "lowered" for one in against) else rule.severity,
        start=start if span else None,
        end=end if span else None,
        text=written.text[start:end],
        before=written.text[max(0, start - CONTEXT_SIGNS) : start],
        after=written.text[end : end + CONTEXT_SIGNS] if span else "",
        source=written.source,
        confidence=sure,
        basis=rule.basis_on(written.published_on),
        counter_signals=against,
        score_parts={**parts, "total": round(total, 4)},
        scope=rule.scope,
        alone=rule.alone,
    )


def lowered(severity: str) -> str:
    """One level less grave; the lowest stays."""
    return SEVERITIES[min(SEVERITIES.index(severity) + 1, len(SEVERITIES) - 1)]
