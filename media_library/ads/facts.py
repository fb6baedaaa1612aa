"""What is known of an advertisement as a whole before its words are weighed? (pure)"""

from __future__ import annotations

from datetime import date
from typing import Any

from media_library.ads.structure import judge

JUDGED_SIGNS = 5_000  # what a longer text is as a whole, its beginning tells
TALK = frozenset({"news", "forum", "complaint", "notice", "personal"})
JUDGED = (
    "genre", "speaker", "direction", "promise", "product", "reminder", "named_lender", "named_seller", "contact",
    "asks_money",
)  # fmt: skip


def known_of(text: str, advertiser: str, carrier: str, day: date) -> tuple[dict[str, Any], bool]:
    """What the structure judges of a normalised text by name, and whether one word alone made it talk.

    Goes in: the text, who is said to speak, the key of the carrier, the advertisement's day. A text called news for
    want of anything else is `unclear`: nothing in its words says that somebody reports.
    """
    judged = judge(text, carrier=carrier, advertiser=advertiser, published_on=day)
    facts = {name: getattr(judged, name).value for name in JUDGED}
    if facts["genre"] == "news" and judged.genre.evidence in ((), judged.product.evidence):
        facts["genre"] = "unclear"
    slight = facts["genre"] in TALK and len(judged.genre.evidence) <= 1
    return facts | {"carrier": carrier}, slight
