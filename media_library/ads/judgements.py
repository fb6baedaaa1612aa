"""What did the machine take a text to be before it weighed the words, and by which words? For the reviewer to doubt.

Pure: words in, lines for the desk out. The judges themselves stand in `structure/`, the rates in `rates.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from media_library.ads.normalise import normalise
from media_library.ads.rates import rates_in
from media_library.ads.structure import LABELS, Judged, judge

MOST_WORDS = 5  # of evidence on one line
ASKED = {
    "genre": "是什么",
    "speaker": "谁在说",
    "direction": "钱往哪里走",
    "product": "卖的是什么",
    "promise": "许了什么",
    "reminder": "有没有风险提示",
    "contact": "怎么联系",
    "asks_money": "要不要掏钱",
}
SAID: dict[str, dict[str | bool, str]] = {
    "genre": {
        "offer": "推销", "other_ad": "别的广告，没有说回报", "news": "新闻、讲别人的事", "warning": "提醒别人当心", "law": "法律条文",
        "forum": "网友议论", "complaint": "投诉、求助", "job": "招工", "notice": "公告、通知", "personal": "私人的话",
        "research": "研究、调查", "unclear": "看不出",
    },
    "speaker": {
        "authority": "机关、公家单位", "bank": "银行", "licensed": "持牌机构", "firm": "公司、门店", "person": "个人", "unknown": "看不出",
    },
    "direction": {**LABELS},
    "product": {
        "deposit": "存款、储蓄", "bond": "债券", "wealth": "理财", "fund": "基金", "insurance": "保险", "loan": "贷款",
        "card": "信用卡", "crypto": "虚拟币", "stock": "股票、股权", "franchise": "加盟、合伙", "property": "房产、商铺",
        "elder": "养老", "breeding": "种养殖、认养", "rebate": "消费返利", "collectible": "收藏品", "goods": "货物", "none": "没有说",
    },
    "promise": {"guaranteed": "保证的回报", "rate": "写明的利率", "plain": "说有回报", "none": "没有许诺回报"},
    "reminder": {True: "有", False: "没有读到"},
    "contact": {"none": "没有留", "wechat": "微信", "qq": "QQ", "private_phone": "私人电话", "service_phone": "服务电话"},
    "asks_money": {True: "要", False: "没有读到"},
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One question, the machine's answer, and the words it went by; none when it went by their absence."""

    asked: str
    answer: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Looked:
    """All that was judged of one text, and the rates it names as percent a year."""

    lines: tuple[Line, ...]
    rates: tuple[str, ...]


def looked_at(text: str, *, carrier: str = "", advertiser: str = "", published_on: date | None = None) -> Looked:
    """Judge the text anew by the judges of this version; never raises for any text."""
    read = normalise(text)
    judged = judge(read.text, carrier=carrier, advertiser=advertiser, published_on=published_on)
    rates = (
        f"“{rate.words}” 数字遮住了" if rate.masked else f"“{rate.words}” 合年 {rate.percent:.4g}%"
        for rate in rates_in(read.text)
    )
    return Looked(tuple(_line(name, judged) for name in ASKED), tuple(dict.fromkeys(rates)))


def _line(name: str, judged: Judged) -> Line:
    """One judgement as the desk shows it; a value without a word of its own is shown as it is."""
    found = getattr(judged, name)
    words = tuple(dict.fromkeys(words.strip() for _, _, words in found.evidence if words.strip()))
    return Line(ASKED[name], SAID[name].get(found.value, str(found.value)), words[:MOST_WORDS])
