"""On which rule does a text stand that its wording alone makes suspect, and when does its wording speak against a point? (pure)"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from media_library.ads.weighing import Weighed

FEWEST_LETTERS = 6  # different ones; poorer texts are left to the words
OFFER_BAR = 0.65  # from leaving out one file of texts after the other (DECISIONS.md)
TALK_BAR = 0.75  # where the structure hears talk, news, a warning
QUIET = 0.1  # below it no point but an outright promise stands alone
QUIET_SLIGHT = 0.25  # below it no slight point does, nor any where the structure hears talk
PROMISES = frozenset({"AD-R01", "AD-R02"})  # 保本, 零风险 in an offer stand whoever says it (data/ADS.md)
SLIGHT = frozenset({"medium", "low"})
TALK = frozenset({"news", "forum", "complaint", "notice", "personal", "warning", "law", "job"})
RULE_OF = {
    "guarantee_return": "AD-R01",
    "no_risk_reminder": "AD-R04",
    "endorsement": "AD-R05",
    "superlative": "AD-R12",
    "unlicensed_fundraising": "AD-R14",
    "crypto": "AD-R22",
    "equity_stock": "AD-R20",
    "elder_care": "AD-R23",
    "rebate_ponzi": "AD-R24",
    "pyramid": "AD-R29",
    "impersonation_gov": "AD-R09",
    "loan_fraud": "AD-R38",
    "other": "AD-R07",
}


def weighs_enough(weighed: Weighed, text: str, facts: Mapping[str, Any]) -> bool:
    """Whether a person should look because of the whole wording."""
    bar = TALK_BAR if facts["genre"] in TALK else OFFER_BAR
    return weighed.share > bar and len({sign for sign in text if sign.isalpha()}) >= FEWEST_LETTERS


def speaks_against(weighed: Weighed, rule: str, severity: str, facts: Mapping[str, Any]) -> bool:
    """Whether the whole wording is so far from an offer that this point cannot stand alone.

    County rules are not doubted: their shadow week and their precision are.
    """
    if not rule.startswith("AD-"):
        return False
    if severity in SLIGHT or facts["genre"] in TALK:
        return weighed.share < QUIET_SLIGHT
    return rule not in PROMISES and weighed.share < QUIET


def rules_for(weighed: Weighed, facts: Mapping[str, Any], *, rate: bool) -> Iterator[str]:
    """The rules the text may stand on, the likeliest ground first."""
    for ground in weighed.grounds:
        if ground == "guarantee_return" and facts["product"] == "property":
            yield "AD-R26"
        elif ground == "guarantee_return" and rate:
            yield "AD-R03"
        elif ground != "no_risk_reminder" or not facts["reminder"]:
            yield RULE_OF[ground]
