"""What does a text turn out to be, all judgements together?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from media_library.ads.structure.contact import asks_money, contact
from media_library.ads.structure.genre import genre
from media_library.ads.structure.money import direction, product
from media_library.ads.structure.promise import promise, reminder
from media_library.ads.structure.seen import Judgement, Seen
from media_library.ads.structure.speaker import named_lender, named_seller, speaker


@dataclass(frozen=True)
class Judged:
    """The structure of one text; every judgement carries its evidence in positions of the normalised text."""

    genre: Judgement
    speaker: Judgement
    direction: Judgement
    promise: Judgement
    product: Judgement
    reminder: Judgement
    named_lender: Judgement
    named_seller: Judgement
    contact: Judgement
    asks_money: Judgement


def judge(text: str, *, carrier: str = "", advertiser: str = "", published_on: date | None = None) -> Judged:
    """Judge a normalised text: offer or talk, who speaks, which way the money goes, what is promised (DOMAIN §6.0, 2).

    Goes in: `normalise(…).text`, and what is known besides. Comes out: `Judged`; never raises for any text.
    """
    seen = Seen(text, advertiser=advertiser, carrier=carrier)
    way, sold, voice = direction(seen), product(seen), speaker(seen)
    return Judged(
        genre=genre(seen, voice=voice, sold=sold),
        speaker=voice,
        direction=way,
        promise=promise(seen, way=way, voice=voice),
        product=sold,
        reminder=reminder(seen),
        named_lender=named_lender(seen),
        named_seller=named_seller(seen, voice=voice),
        contact=contact(seen),
        asks_money=asks_money(seen),
    )
