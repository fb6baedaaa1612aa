"""What is promised to those who give their money, and are they told that they may lose it?"""

from __future__ import annotations

from media_library.ads.structure.seen import Judgement, Seen


def promise(seen: Seen, *, way: Judgement, voice: Judgement) -> Judgement:
    """`guaranteed` before `rate` before `plain`; `none` when no return is spoken of (广告法 第二十五条).

    Safety alone (“安全有保障”) is a promise only beside a return and from no bank or other licensed house.
    """
    if found := seen.all("guaranteed"):
        return Judgement("guaranteed", found)
    returns = seen.has("plain_return") or bool(seen.rates)
    if returns and voice.value not in {"bank", "licensed", "authority"} and (found := seen.all("safe")):
        return Judgement("guaranteed", found)
    rates = tuple((one.start, one.end, one.words) for one in seen.rates if one.way != "lend")
    if rates and way.value != "lend":
        return Judgement("rate", rates)
    if seen.paybacks:
        return Judgement("rate", tuple((one.start, one.end, one.words) for one in seen.paybacks))
    if found := seen.all("plain_return"):
        return Judgement("plain", found)
    return Judgement("none")


def reminder(seen: Seen) -> Judgement:
    """Whether a real reminder of the risk stands in the text; “非保本” alone is none (ADS.md)."""
    found = seen.all("reminder")
    return Judgement(bool(found), found)
