"""What is this text before its words are weighed: an offer or talk, by whom, which way the money goes, what is promised?"""

from media_library.ads.structure.disguise import disguised
from media_library.ads.structure.judging import Judged, judge
from media_library.ads.structure.seen import Judgement

LABELS = {"absorb": "吸收资金（推定）", "lend": "放出贷款（推定）", "unknown": "看不出"}

__all__ = ["LABELS", "Judged", "Judgement", "disguised", "judge"]
