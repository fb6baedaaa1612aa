"""Is the text an offer, or is it talk about offers: news, warning, law, forum, complaint, job ad, notice, private word?

Both sides are weighed: what calls, addresses, describes itself and lists its prices speaks for an offer; each kind of
talk has its own words. The heavier side wins, and every judge says which words it went by.
"""

from __future__ import annotations

from collections.abc import Callable

from media_library.ads.structure.seen import Evidence, Judgement, Seen

SHORT_SIGNS = 60
OFFERING = {
    "call": 1.0, "asks_money": 1.0, "own_voice": 1.0, "to_reader": 0.7, "own_goods": 0.7, "price_list": 1.5,
    "private_phone": 1.5, "wechat": 1.5, "qq": 1.5, "service_phone": 1.0, "recruiting": 1.0, "selling": 0.5,
}  # fmt: skip
MOST_KINDS = 3  # of one family count
PAID_BACK = 2.0  # money for money later is the heart of an offer
RECRUITS = 3  # different words of those who seek members
CONTACTS = ("private_phone", "wechat", "qq", "service_phone")


def genre(seen: Seen, *, voice: Judgement, sold: Judgement) -> Judgement:
    """One of offer, news, warning, law, forum, complaint, job, notice, personal, other_ad (DOMAIN §6.0, 2a)."""
    offering = offering_weight(seen)
    for name, judge in TALK:
        if found := judge(seen, offering):
            return Judgement(name, found)
    for found_so in (_other_goods, _recruits, _calls_nobody):
        if judged := found_so(seen, voice, sold):
            return judged
    if sold.value == "none" and seen.paybacks:
        return Judgement("offer", tuple((one.start, one.end, one.words) for one in seen.paybacks))
    if sold.value == "none":
        return Judgement("news" if len(seen.text) <= SHORT_SIGNS and offering < 1 else "other_ad")
    return Judgement("offer", _calling(seen) or sold.evidence)


def _other_goods(seen: Seen, voice: Judgement, sold: Judgement) -> Judgement | None:
    """Goods, homes, chores."""
    if sold.value != "none" and sells_no_return(seen, sold):
        return Judgement("other_ad", seen.all("goods") or seen.all("errand") or seen.all("property"))
    return None


def _recruits(seen: Seen, voice: Judgement, sold: Judgement) -> Judgement | None:
    """Members are sought with money promised, or by a private way to write."""
    if seen.kinds("recruiting") >= RECRUITS and seen.has("plain_return", "guaranteed", *CONTACTS):
        return Judgement("offer", seen.all("recruiting"))
    return None


def _calls_nobody(seen: Seen, voice: Judgement, sold: Judgement) -> Judgement | None:
    """Nobody is told to come: talk of the market, or a headline that nobody signs."""
    if seen.has("own_voice", "call", "asks_money", "selling", "to_reader", *CONTACTS):
        return None
    market = sold.value in {"stock", "fund"}
    if market and len(seen.text) <= SHORT_SIGNS and voice.value in {"unknown", "firm"} and seen.kinds("own_goods") <= 1:
        return Judgement("forum", sold.evidence)
    if seen.has("own_goods"):
        return None
    if (
        sold.value in {"stock", "fund"}
        and not (seen.has("guaranteed") or seen.paybacks)
        and not (seen.rates and voice.value in {"firm", "bank", "licensed"})
    ):
        return Judgement("forum", sold.evidence)
    talk = seen.all("news") + seen.all("forum") + seen.all("headline")
    return Judgement("news", talk) if talk and voice.value == "unknown" else None


def offering_weight(seen: Seen) -> float:
    """How much speaks for an offer: different words of the families that call, address, describe and price."""
    paid_back = PAID_BACK * bool(seen.paybacks)
    return paid_back + sum(weight * min(seen.kinds(name), MOST_KINDS) for name, weight in OFFERING.items())


def promised_weight(seen: Seen) -> float:
    """How much is promised: a customer's notice, a chat or a complaint seldom promises anything."""
    return 1.5 * bool(seen.rates) + seen.has("guaranteed") + 0.7 * min(seen.kinds("plain_return"), MOST_KINDS)


def law(seen: Seen, offering: float) -> Evidence:
    """It begins as an article, or holds words of statutes, at least two different ones, heavier than the offer."""
    return _heavier(seen, "article", offering, least=1, weight=4.0) or _heavier(
        seen, "law", offering, least=2, weight=1.5
    )


def warning(seen: Seen, offering: float) -> Evidence:
    """Words of warning that are not denied (“不是传销”)."""
    denied = len(seen.all("denied_warning"))
    if seen.kinds("warning") <= denied or (denied and offering > denied):
        return ()
    if seen.has("authority_voice"):
        return seen.all("warning")
    return _heavier(seen, "warning", offering, least=1, weight=2.0)


def complaint(seen: Seen, offering: float) -> Evidence:
    """A victim speaks."""
    return _heavier(seen, "complaint", offering + promised_weight(seen), least=1, weight=2.5)


def job(seen: Seen, offering: float) -> Evidence:
    """Staff are sought, and nobody is asked for money."""
    invests = seen.has("guaranteed") or bool(seen.rates)
    return () if invests else _heavier(seen, "job", 0.0, least=2, weight=1.0)


def notice(seen: Seen, offering: float) -> Evidence:
    """A house tells its customer what happened to his account."""
    return (
        ()
        if seen.has("guaranteed")
        else _heavier(seen, "notice", offering + promised_weight(seen), least=1, weight=2.0)
    )


def news(seen: Seen, offering: float) -> Evidence:
    """Somebody reports; a short text that calls nobody also when it only sounds like a headline."""
    weight = 0.7 if seen.has("wechat", "qq", "private_phone") or seen.kinds("recruiting") >= RECRUITS else 1.5
    if found := _heavier(seen, "news", offering, least=1, weight=weight):
        return found
    if (
        seen.paybacks
        or len(seen.text) > SHORT_SIGNS
        or seen.has("own_voice", "call", "asks_money", "price_list", *CONTACTS)
    ):
        return ()
    promised = seen.has("guaranteed", "plain_return", "tip")
    least = 3 if seen.rates or seen.has("to_reader") else 2 if promised else 1
    return _heavier(seen, "headline", 0.0, least=least, weight=1.0)


def forum(seen: Seen, offering: float) -> Evidence:
    """Somebody chats."""
    return _heavier(seen, "forum", offering + promised_weight(seen), least=1, weight=1.5)


def personal(seen: Seen, offering: float) -> Evidence:
    """Somebody writes to one he knows."""
    return _heavier(seen, "personal", offering + promised_weight(seen), least=1, weight=1.5)


def research(seen: Seen, offering: float) -> Evidence:
    """A paper's abstract, told as news."""
    return _heavier(seen, "research", offering, least=3, weight=1.0)


TALK: tuple[tuple[str, Callable[[Seen, float], Evidence]], ...] = (
    ("law", law),
    ("warning", warning),
    ("complaint", complaint),
    ("job", job),
    ("notice", notice),
    ("news", news),
    ("news", research),
    ("forum", forum),
    ("personal", personal),
)


def sells_no_return(seen: Seen, sold: Judgement) -> bool:
    """Whether goods, homes or chores are sold and nothing is said of a return on the money."""
    returns = bool(seen.rates or seen.paybacks) or seen.has("guaranteed", "plain_return")
    if (
        seen.has("errand")
        and not seen.has("asks_money", "guaranteed")
        and sold.value not in {"crypto", "wealth", "fund"}
    ):
        return True
    if sold.value in {"property", "franchise", "elder", "rebate", "goods", "collectible"}:
        return not returns
    if (
        sold.value in {"loan", "card", "insurance"}
        and seen.kinds(str(sold.value)) <= 2
        and seen.has("goods", "property")
    ):
        return not returns and not seen.has("own_lending")
    return seen.kinds("goods") > seen.kinds(str(sold.value)) and not returns


def _heavier(seen: Seen, name: str, offering: float, *, least: int, weight: float) -> Evidence:
    """The stretches of a family that has enough different words and outweighs the offer; else nothing."""
    kinds = seen.kinds(name)
    return seen.all(name) if kinds >= least and kinds * weight > offering else ()


def _calling(seen: Seen) -> Evidence:
    """The words that speak for an offer, the first few of each family."""
    return tuple(stretch for name in OFFERING for stretch in seen.all(name)[:2])
