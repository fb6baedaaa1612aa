"""Which tables belong to the media library? The rooms define them; this file only gathers them."""

from media_library.ads.attachments import AdAttachment
from media_library.ads.cases import AdCase, AdDecision
from media_library.ads.county.models import CountyRule, CountyRuleVersion, RuleHold, RulesMark, ShadowHit
from media_library.ads.county.reruns import Backtest, Rescan, RuleDay
from media_library.ads.known_good import KnownGood, KnownGoodKey
from media_library.ads.likeness import AdKey, AdLikeness, AdMove
from media_library.ads.models import Ad, AdSpecimen, RuleHit
from media_library.bulk.models import BulkIntake, BulkLine
from media_library.photos.models import EvidencePhoto
from media_library.selfchecks.models import OutletToken, SelfCheck

__all__ = [
    "Ad",
    "AdAttachment",
    "AdCase",
    "AdDecision",
    "AdKey",
    "AdLikeness",
    "AdMove",
    "AdSpecimen",
    "Backtest",
    "BulkIntake",
    "BulkLine",
    "CountyRule",
    "CountyRuleVersion",
    "EvidencePhoto",
    "KnownGood",
    "KnownGoodKey",
    "OutletToken",
    "Rescan",
    "RuleDay",
    "RuleHit",
    "RuleHold",
    "RulesMark",
    "SelfCheck",
    "ShadowHit",
]
