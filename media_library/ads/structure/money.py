"""Which way does the money go, and for what is it given?"""

from __future__ import annotations

from media_library.ads.structure.seen import Evidence, Judgement, Seen

# Among products of equal weight the earlier one names the text: the more dangerous before the more common.
PRODUCTS = (
    "crypto", "elder", "stock", "breeding", "property", "collectible", "fund", "wealth", "bond", "insurance", "deposit",
    "card", "loan", "franchise", "rebate", "goods",
)  # fmt: skip
ABSORBING = {"crypto", "elder", "breeding", "fund", "wealth", "bond", "insurance", "deposit", "stock", "rebate"}


def product(seen: Seen) -> Judgement:
    """The product most spoken of; `none` when no product is named."""
    counted = [(seen.kinds(name), name) for name in PRODUCTS if seen.has(name)]
    financial = [(count, name) for count, name in counted if name != "goods"]
    best = max(financial or counted, key=lambda one: one[0], default=(0, ""))[1]
    best = _invested(seen, best)
    rates = tuple(
        (one.start, one.end, one.words) for one in seen.rates if one.way == "absorb" or seen.has("asks_money")
    )
    if best in {"", "goods"} and rates:
        return Judgement("wealth", rates)  # a return is named, whatever the thing is called
    return Judgement(best, seen.all(best)) if best else Judgement("none")


def _invested(seen: Seen, best: str) -> str:
    """A bank that names a rate for 理财 sells that, however often it says deposit as well."""
    return "wealth" if best == "deposit" and seen.rates and seen.has("invested") else best


def direction(seen: Seen) -> Judgement:
    """`absorb` when the text asks for the reader's money, `lend` when it hands money out, `unknown` on a draw."""
    taking = _stretches(seen, ("wealth", "fund", "deposit", "bond", "crypto", "plain_return", "guaranteed", "breeding"))
    giving = _stretches(seen, ("loan", "card"))
    if len(giving) == len(taking):
        return Judgement("unknown")
    return Judgement("lend", giving) if len(giving) > len(taking) else Judgement("absorb", taking)


def _stretches(seen: Seen, names: tuple[str, ...]) -> Evidence:
    """One stretch for each different word of the families."""
    first: dict[str, tuple[int, int, str]] = {}
    for name in names:
        for stretch in seen.all(name):
            first.setdefault(stretch[2], stretch)
    return tuple(sorted(first.values()))
