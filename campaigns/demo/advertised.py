"""Which advertisements were seen in the demonstration year, and what has become of them?"""

import datetime as dt
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from campaign_site.people.models import User
from campaign_site.places.models import Place
from campaigns.demo.events import moment
from campaigns.demo.flyers import picture_of
from campaigns.demo.ruled import bring_into_use, write_rules
from campaigns.demo.year import FIRST, LAST, PLAN
from media_library.ads.actions import Verdict, claim, decide
from media_library.ads.cases import AdLawConclusion, State
from media_library.ads.intake import Sighting, enter_ad
from media_library.ads.models import Ad
from media_library.ads.reading import pay_readings

PLANTED = tomllib.loads((Path(__file__).parent / "ads.toml").read_text(encoding="utf-8"))
ADS, DRAWN = PLANTED["ad"], PLANTED["drawn"]
DECIDED_BEFORE = dt.timedelta(days=24)  # what was seen earlier than this is decided on the last day
DRAWN_WITHIN = 40  # the pictures were taken in the last days of the year, so that they wait in the queue
SPOTS = ("场口", "农贸市场入口", "车站候车处", "卫生院对面", "小学旁路口", "广场舞场地边")


def sightings(townships: list[Place], dice: random.Random) -> Iterator[tuple[Sighting, bool]]:
    """Yield what was read or heard, in order of day, each with whether its words are expected to be suspect."""
    span = (LAST - FIRST).days
    for number, ad in enumerate(shuffled(ADS, dice)):
        seen_on = FIRST + dt.timedelta(days=round(number * span / len(ADS)) + dice.randint(0, 3))
        yield sighting(f"demo-ad-{number}", ad, min(seen_on, LAST), (townships, dice), text=ad["text"]), ad["suspect"]


def photographs(townships: list[Place], dice: random.Random) -> Iterator[Sighting]:
    """Yield the drawn flyers and screenshots, each as often as it was seen: the later ones are other people's pictures."""
    for number, ad in enumerate(DRAWN):
        for copy in range(ad["seen"]):
            seen_on = LAST - dt.timedelta(days=dice.randint(1, DRAWN_WITHIN))
            picture = picture_of(ad["look"], ad["lines"], copy)
            yield sighting(f"demo-drawn-{number}-{copy}", ad, seen_on, (townships, dice), picture=picture)


def sighting(key: str, ad: dict[str, Any], seen_on: dt.date, where: Any, **what: Any) -> Sighting:
    """Return one sighting somewhere in the county, by patrol or by a township's own report."""
    townships, dice = where
    return Sighting(
        uid=UUID(str(uuid5(NAMESPACE_URL, key))),
        carrier=ad["carrier"],
        place=dice.choice(townships),
        seen_at=moment(seen_on, at=dt.time(10, dice.randint(0, 59))),
        source="patrol" if dice.randint(0, 2) else "web_form",
        spot=dice.choice(SPOTS),
        **what,
    )


def shuffled(ads: list[dict[str, Any]], dice: random.Random) -> list[dict[str, Any]]:
    """Return the advertisements in the order of the year: no month holds only one kind."""
    return dice.sample(ads, len(ads))


def verdict(suspect: bool, turn: int) -> Verdict:
    """Return a decision as market supervision might write it: never a word of guilt."""
    if not suspect:
        return Verdict(
            AdLawConclusion.NO_ISSUE, "未见《广告法》第二十五条所列内容", "看过全文，没有回报承诺，也没有借用机关名义。"
        )
    if turn % 3 == 0:
        return Verdict(AdLawConclusion.VERIFYING, "《广告法》第二十五条", "疑似有保证性承诺，先核查发布者和合同。")
    return Verdict(
        AdLawConclusion.ORDER_CORRECT, "《广告法》第二十五条第一项", "疑似有保证性承诺，已通知停止发布并改正。"
    )


def plant_ads(townships: list[Place], people: dict[str, User], clerks: dict[int, list[User]]) -> int:
    """Enter a year of sightings, read the words, decide the older ones, and leave the pictures to the worker.

    Returns how many were entered.
    """
    dice = random.Random(PLAN["seed"] + 1)

    def enter(seen: Sighting) -> Ad:
        reporter = people["market1"] if seen.source == "patrol" else clerks[seen.place.code][0]
        return enter_ad(seen, reporter, seen.seen_at + dt.timedelta(hours=2))

    entered = [(enter(seen), suspect) for seen, suspect in sightings(townships, dice)]
    rules = write_rules(people["market1"])
    while pay_readings(clock=lambda: moment(LAST, at=dt.time(8, 0)), limit=200):
        pass
    bring_into_use(rules, people["office2"])
    decide_older(entered, people["market2"])
    return len(entered) + len([enter(seen) for seen in photographs(townships, dice)])


def decide_older(entered: list[tuple[Ad, bool]], reviewer: User) -> None:
    """Decide what was seen long enough ago and still waits."""
    for turn, (ad, suspect) in enumerate(entered):
        fresh = Ad.objects.select_related("case").get(pk=ad.pk)
        if fresh.seen_at < moment(LAST) - DECIDED_BEFORE and fresh.case.state == State.PENDING:
            at = fresh.seen_at + dt.timedelta(days=2)
            claim(fresh.case, reviewer, at)
            decide(fresh.case, reviewer, verdict(suspect, turn), at + dt.timedelta(hours=1))
