"""Which advertisements were seen in the demonstration year, and what has become of them?"""

import datetime as dt
import random
import tomllib
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from campaign_site.people.models import User
from campaign_site.places.models import Place
from campaigns.demo.events import moment
from campaigns.demo.year import FIRST, LAST, PLAN
from media_library.ads.actions import Verdict, claim, decide
from media_library.ads.cases import AdLawConclusion, State
from media_library.ads.intake import Sighting, enter_ad
from media_library.ads.models import Ad
from media_library.ads.reading import pay_readings

ADS = tomllib.loads((Path(__file__).parent / "ads.toml").read_text(encoding="utf-8"))["ad"]
SIGHTINGS = 96
DECIDED_BEFORE = dt.timedelta(days=24)  # what was seen earlier than this is decided on the last day
SPOTS = ("场口", "农贸市场入口", "车站候车处", "卫生院对面", "小学旁路口", "广场舞场地边")


def sightings(townships: list[Place], dice: random.Random) -> list[tuple[Sighting, bool]]:
    """Return what was seen, in order of day, each with whether its words are expected to be suspect."""
    span = (LAST - FIRST).days
    found = []
    for number in range(SIGHTINGS):
        ad = ADS[number % len(ADS)]
        seen_on = FIRST + dt.timedelta(days=round(number * span / SIGHTINGS) + dice.randint(0, 3))
        sighting = Sighting(
            uid=UUID(str(uuid5(NAMESPACE_URL, f"demo-ad-{number}"))),
            carrier=ad["carrier"],
            place=dice.choice(townships),
            seen_at=moment(min(seen_on, LAST), at=dt.time(10, dice.randint(0, 59))),
            source="patrol" if number % 3 else "web_form",
            text=ad["text"],
            spot=dice.choice(SPOTS),
        )
        found.append((sighting, ad["suspect"]))
    return found


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
    """Enter a year of sightings, read them, and decide the older ones; return how many were entered."""
    dice = random.Random(PLAN["seed"] + 1)
    seen = sightings(townships, dice)
    entered = []
    for sighting, suspect in seen:
        reporter = people["market1"] if sighting.source == "patrol" else clerks[sighting.place.code][0]
        entered.append((enter_ad(sighting, reporter, sighting.seen_at + dt.timedelta(hours=2)), suspect))
    while pay_readings(clock=lambda: moment(LAST, at=dt.time(8, 0)), limit=200):
        pass
    for turn, (ad, suspect) in enumerate(entered):
        fresh = Ad.objects.select_related("case").get(pk=ad.pk)
        if fresh.seen_at < moment(LAST) - DECIDED_BEFORE and fresh.case.state == State.PENDING:
            at = fresh.seen_at + dt.timedelta(days=2)
            claim(fresh.case, people["market2"], at)
            decide(fresh.case, people["market2"], verdict(suspect, turn), at + dt.timedelta(hours=1))
    return len(entered)
