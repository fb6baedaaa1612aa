"""Who speaks: a bank, another licensed house, a firm, a person, an office; is the lender or the seller named?"""

from __future__ import annotations

from media_library.ads.structure.seen import Judgement, Seen, families, stretches


def speaker(seen: Seen) -> Judgement:
    """`bank`, `licensed`, `firm`, `person`, `authority` or `unknown`; the stated advertiser speaks before the text."""
    for name in ("authority", "bank", "licensed", "firm"):
        if seen.advertiser and (found := stretches(families()[name], seen.advertiser)):
            return Judgement(name, found)
    if found := seen.all("authority_voice"):
        return Judgement("authority", found)
    for name in ("bank", "licensed", "firm", "person"):
        if found := seen.all(name):
            return Judgement(name, found)
    return Judgement("unknown")


def named_lender(seen: Seen) -> Judgement:
    """Whether whoever lends the money is named: a bank, a lending company, a known lender."""
    found = stretches(families()["named_lender"], seen.advertiser) or seen.all("named_lender")
    return Judgement(bool(found), found)


def named_seller(seen: Seen, *, voice: Judgement) -> Judgement:
    """Whether a house stands behind the offer by name."""
    named = voice.value in {"bank", "licensed", "firm", "authority"}
    return Judgement(named, voice.evidence if named else ())
