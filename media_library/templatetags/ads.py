"""How do the advertisement screens say a severity, a direction, a carrier, and mark an example?"""

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from media_library.ads.cases import Severity
from media_library.ads.rulebook import Rule, Rulebook
from media_library.ads.structure import LABELS

register = template.Library()

FACT_WORDS = {
    "genre": "内容", "speaker": "说话的人", "direction": "资金方向", "promise": "许诺", "product": "说的东西",
    "reminder": "风险提示", "named_lender": "放款机构", "named_seller": "主体名称", "contact": "联系方式",
    "asks_money": "要钱的话", "carrier": "载体", "complete": "登记完整", "True": "有", "False": "没有",
    "offer": "招揽", "unclear": "看不出", "news": "报道", "warning": "警示", "law": "法条", "forum": "闲谈",
    "complaint": "投诉", "job": "招工", "notice": "通知", "personal": "私人来往", "other_ad": "别的广告",
    "bank": "银行", "licensed": "持牌机构", "firm": "公司", "person": "个人", "authority": "机关", "unknown": "看不出",
    "absorb": "吸收资金", "lend": "放出贷款", "guaranteed": "保本保收益", "rate": "收益率", "plain": "泛泛的收益",
    "none": "没有", "deposit": "存款", "loan": "贷款", "card": "信用卡", "goods": "商品", "wealth": "理财", "fund": "基金",
    "stock": "股票", "crypto": "虚拟货币", "elder": "养老", "breeding": "种养", "property": "房产", "bond": "债券",
    "insurance": "保险", "collectible": "收藏品", "franchise": "加盟", "rebate": "返利", "sms": "短信", "email": "邮件", "voice_call": "语音电话",
    "website": "网站", "wechat": "微信", "moments": "朋友圈", "short_video": "短视频", "livestream": "直播", "app": "应用",
    "private_phone": "手机", "qq": "QQ",
}  # fmt: skip


@register.filter
def severity(key: str) -> str:
    """S1 急 … S4 低."""
    return str(Severity(key).label)


@register.filter
def direction(key: str) -> str:
    """Which way the money goes, in words."""
    return LABELS[key]


@register.filter
def circumstances(rule: Rule) -> list[str]:
    """What must be so of the whole advertisement before the rule looks, one sentence each."""
    shared = set.intersection(*(set(find.conditions) for find in rule.finds))
    told = []
    for one in sorted(shared, key=lambda one: one.fact):
        words = "、".join(sorted(FACT_WORDS.get(str(value), str(value)) for value in one.values))
        told.append(f"{FACT_WORDS.get(one.fact, one.fact)}{'是' if one.wanted else '不是'}{words}")
    return told


@register.filter
def at(labels: Mapping[str, str], key: str) -> str:
    """The label of a key, the key itself when it has none."""
    return labels.get(key, key)


@register.filter
def citing(book: Rulebook, clause_id: str) -> tuple[Rule, ...]:
    """The rules that cite a clause."""
    return book.citing(clause_id)


@register.filter
def marked(text: str, words: str) -> SafeString:
    """The example with its suspect words underlined."""
    before, found, after = text.partition(words)
    return format_html('{}<span class="mk">{}</span>{}', before, found, after)


@register.filter
def day_of(days: Mapping[str, date], key: str) -> date | None:
    """The day kept under a key, none when there is none."""
    return days.get(key)
