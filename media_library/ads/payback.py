"""Is money asked for now and more of it, or goods in its place, promised back later, whatever the thing is called?

Pure; reads normalised text. 条例 第二条、第十九条（三）: what makes a fundraising is the promise of a return for money given,
not the name of the project. Charging stations, cows, tea, gold and lessons all show the same two halves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FAR_SIGNS = 90  # between the two halves, sentence marks included
MOST = 10
MOST_TRIED = 100

NUMBER = r"(?:\d{1,8}(?:\.\d{1,2})?|x{1,6}|[一二两三四五六七八九十百千几半]{1,6})"
SCALE = "(?:多|余|来)?(?:万|千|百|亿|w)?"
COIN = "(?:元|块钱?|圆|人民币|美[元金]|欧元|港币|u(?![a-z])|usdt|btc|eth|克(?!服)|[个枚]?币)"
SUM = rf"{NUMBER}{SCALE}{COIN}|{NUMBER}(?:多|余|来)?(?:万|千|百|w)[一二三四五六七八九]?|\d{{3,8}}(?![\d年月日天号.:-])"
UNIT = "[台头只坛套亩份股张辆单桩箱棵克个盒瓶株平间座处户位]"
PAY = "出资|投入|投资|投|[交缴]纳?|付|预存|存入?|充值?|购买|买|认购|认养|领养|拿出|垫付?|定金|押金|预定金|会费|激活费|加盟费|门票|本金|入金|入股|出"
PERIOD = "(?:每|一)个?(?:天|日|周|星期|月|季度?|年|单|期)|日日|天天|月月|年年|逐[日月年]|按[日月季年]"
TIME = r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})个?(?:天|日|周|星期|月|年|期)"
GIVE = "返还?|分红?|分润|领取?|拿|得|收入?|收益|赚|补贴|津贴|利息|纯利|利润|净收|产出?|给|发放?|打款|到账|奖励?|回款|进账|结算"
BACK = "返还?|回购|收回|赎回|退还|领取?|拿[走回]?|得|收到|变成?|卖出?|包销|保底|兑[现付]|升值|涨|收购|换回"

OUTLAY = (
    re.compile(rf"(?:{PAY})[^,。!?;\n]{{0,8}}?(?:{SUM})"),
    re.compile(rf"(?:{SUM})(?:就?能?[认领]?[购养买]?)?[一每/]?(?:{UNIT})"),
    re.compile(rf"[一每](?:{UNIT})[^,。!?;\n]{{0,8}}?(?:{SUM})"),
    re.compile(
        "(?:房子?|房本|房产证?|钱|资金|存款|积蓄|余额)[^,。!?;\n]{0,4}(?:押给|交给?|放[在到]?|存[在到]?)(?:我们|我司|公司|平台|本社|合作社)"
    ),
)
RETURN = (
    re.compile(rf"(?:{PERIOD})[^,。!?;\n]{{0,12}}?(?:{GIVE})(?![贷款])[^,。!?;\n]{{0,10}}?(?:{SUM})"),
    re.compile(rf"(?:{PERIOD})[^,。!?;\n]{{0,10}}?(?:返|分红|利息)"),
    re.compile(rf"(?:[日月年](?:产|收益|赚|入|净赚|进账|返))[^,。!?;\n]{{0,4}}?(?:{NUMBER})"),
    re.compile(rf"(?:{TIME}(?:之?后|内|满|到期|左右)?|到期|期满|届时|结束)[^。!?;\n]{{0,24}}?(?:{BACK})(?![贷款])[^,。!?;\n]{{0,14}}?(?:{SUM}|全额|原价|全部|本金|[一两二三四五]倍)"),
    re.compile(rf"(?:{TIME}(?:之?后|到期)|到期|期满)[^。!?;\n]{{0,10}}?[按以](?:{SUM})[^,。!?;\n]{{0,4}}?(?:{BACK})"),
    re.compile(rf"回本周期|{TIME}[^,。!?;\n]{{0,6}}?(?:就能?|即可|可以?|左右|内|保证)?回本"),
    re.compile(rf"(?:{NUMBER})(?:万|千|百)(?:元|块)?[一每](?:天|日|月)[^,。!?;\n]{{0,3}}?(?:{SUM})"),
    re.compile(rf"(?:保证|确保|承诺|保底)[^,。!?;\n]{{0,10}}?(?:纯利|纯?收入|利润|纯收益)[^,。!?;\n]{{0,6}}?(?:{SUM})"),
)  # fmt: skip
# Nobody gives these without having been given money first: the other half need not be said.
UNEARNED = (
    re.compile(rf"(?:{PERIOD})[^,。!?;\n]{{0,8}}?(?:白[得拿领赚]|返[还利现]?|分红|派息|付息|收利息|坐收)(?!程|校|乡|岗|工|修)[^,。!?;\n]{{0,8}}?(?:{SUM})"),
    re.compile(rf"(?:{PERIOD})[^,。!?;\n]{{0,12}}?(?:收|付|领|拿|有)(?:利息|红利|分红)"),
    re.compile(rf"(?:{PERIOD})[^。!?;\n]{{0,16}}?(?:进账|到手|落袋)[^,。!?;\n]{{0,4}}?(?:{SUM})"),
    re.compile("(?:本金|房本|房产证|本钱|投资款|车款|货款)[^,。!?;\n]{0,10}?(?:原数|如数|全数|悉数|分文不少|完璧|全)(?:奉还|归还|归赵|退回|退还|返还|返完)"),
)  # fmt: skip
# Paying back what was lent, instalments, wages and what a shop gives with a purchase are no return on money given.
NO_RETURN = re.compile(
    "还[贷款钱]|月供|分期|工资|底薪|月薪|薪资|积[分]|优惠券|代金券|抵用券|话费券|退款|退货|免单|满减|租金(?!返|收益|回报)|押[一二]付"
)


@dataclass(frozen=True)
class Payback:
    """Both halves of one promise: from the first sign of the earlier to the last of the later."""

    start: int
    end: int
    words: str


def paybacks_in(text: str) -> tuple[Payback, ...]:
    """The promises of a normalised text, in order, without overlaps, at most MOST; () when one half is missing."""
    outlays = sorted(match.span() for pattern in OUTLAY for match in pattern.finditer(text))
    found = [match.span() for pattern in UNEARNED for match in pattern.finditer(text)]
    if outlays:
        returns = sorted(match.span() for pattern in RETURN for match in pattern.finditer(text))
        for begin, stop in returns[:MOST_TRIED]:
            if outlay := _nearest(outlays, begin, stop):
                found.append((min(outlay[0], begin), max(outlay[1], stop)))
    kept: list[Payback] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        told = NO_RETURN.search(text, max(0, start - 4), end + 4)
        if not told and len(kept) < MOST and (not kept or start >= kept[-1].end):
            kept.append(Payback(start, end, text[start:end]))
    return tuple(kept)


def _nearest(outlays: list[tuple[int, int]], begin: int, stop: int) -> tuple[int, int] | None:
    """The money given that stands nearest before the return, else shortly after it; None when there is none."""
    before = [out for out in outlays if 0 <= begin - out[1] <= FAR_SIGNS]
    after = [out for out in outlays if 0 <= out[0] - stop <= FAR_SIGNS // 2]
    return before[-1] if before else after[0] if after else None
