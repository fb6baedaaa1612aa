"""Which suspect points does this text hold, on which clause does each stand, and what speaks against it?

Pure. A hit is a question for a person, never a finding (DOMAIN §6.0, 1): nothing here concludes anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from media_library.ads.counter_signals import Surroundings
from media_library.ads.facts import JUDGED_SIGNS, known_of
from media_library.ads.finding import Ground, found_by_rule
from media_library.ads.normalise import Normalised, normalise
from media_library.ads.outweighing import with_weight
from media_library.ads.payback import paybacks_in
from media_library.ads.points import Hit, Reading, Written, composites_of, in_order, point_of
from media_library.ads.rates import annual_rate, rates_in
from media_library.ads.rulebook import Rulebook
from media_library.ads.structure import disguised

__all__ = ["MOST_HITS", "Hit", "Reading", "Written", "certain", "read"]

MOST_HITS = 50  # per rule and text, of those that count and of those that do not: the fifty-first says no more
FEW_LETTERS = 6
GRAVE = frozenset({"critical", "high"})
OUTWEIGHS = 2


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
    return with_weight(
        weighed, replace(seen, facts=(*seen.facts, ("weight", weighed.share))), (read_as, written), book, confidence
    )


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
            hit = replace(point_of(rule, span, (read_as, written, around), confidence), scope=scope)
            met[rule.id, hit.counted] += 1
            if met[rule.id, hit.counted] <= MOST_HITS:
                hits.append(hit)
    hits = _joined(hits, book)
    return Reading(
        ruleset=book.version,
        direction=str(ground.facts["direction"]),
        hits=in_order(hits),
        composites=composites_of(hits, book, ground.facts),
        facts=tuple(ground.facts.items()),
    )


def _joined(hits: list[Hit], book: Rulebook) -> list[Hit]:
    """A point that needs company stands alone no more when one of the rules it joins counts as well."""
    counting = {hit.rule for hit in hits if hit.counted}
    return [
        replace(hit, alone=True) if not hit.alone and book.joins.get(hit.rule, frozenset()) & counting else hit
        for hit in hits
    ]
