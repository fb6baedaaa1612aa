"""In which forms is a rate written: percent, 分厘, 万五, 每万每天几元, 翻倍, 投一返三?

Pure. Each form takes normalised text and gives the stretches it reads, in percent a year (simple interest).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import nan

PER_YEAR = {"年": 1.0, "季": 4.0, "月": 12.0, "周": 52.0, "星期": 52.0, "礼拜": 52.0, "日": 365.0, "天": 365.0}
UNITS = {"分": 10.0, "厘": 1.0}  # percent a year; a tenth of it by the month, a hundredth by the day
HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
HAN_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
DEAREST = 100_000.0  # percent a year; above it the digits were something else

DIGITS = r"(?:\d{1,7}(?:\.\d{1,4})?|(?<![a-z])[x*]{1,4}(?:\.[x*]{1,4})?)"
HAN = "[零〇一二两三四五六七八九十百]{1,5}(?:点[零〇一二三四五六七八九]{1,3})?"
NUMBER = f"(?:{DIGITS}|{HAN})"
SPAN = r"[-~—–至到∽]{1,2}"
PERIOD = "年|季|月|周|星期|礼拜|日|天"
LEAD = "(?:化|度|均|息|利|利率|率|收益率?|回报率?|收益约?|净|返利?|返息|分红|综合|税后|固定|保底|参考|结算|增值|利息|息率|利润|可得|可赚)"
BETWEEN = r"[^\d%x*,。;!?\n浮调降折省减占长比涨跌升]{0,8}?"  # a rate that rose by so much is not the rate
RETURN = "(?:收益率?|回报率?|利率|利息|利润率?|年化|付息|息率|返利|返息|分红率?|收益约|回报约|收益达|回报达|收益高达|结息|业绩比较基准|参考|七日年化|预期|股息率?|租金)"

PERCENT_SIGN = "(?:%|‰|个点|百分点)"
WITH_PERIOD = re.compile(
    rf"(?<![\dx])(?P<period>{PERIOD})(?:{LEAD}|平均|按|约|可达|高达|达到?|最高|预期|为|是|:| ){{0,6}}{BETWEEN}"
    rf"(?:(?P<low>{NUMBER})%?{SPAN})?(?P<high>{NUMBER}) ?(?P<sign>{PERCENT_SIGN})"
)
PERIOD_AFTER = re.compile(
    rf"(?:(?P<low>{NUMBER})%?{SPAN})?(?P<high>{NUMBER}) ?(?P<sign>{PERCENT_SIGN}) ?(?:/|每|一个?|的|\(|左右|以上|的?高)?(?P<period>{PERIOD})"
    rf"(?!内|前|后|起|底|初|份|月|中|\d|龄|轻|以)(?:化|息|利|收益|回报|返|净|均|分红)?"
)
RETURN_PERCENT = re.compile(
    rf"{RETURN}{BETWEEN}(?:(?P<low>{NUMBER})%?{SPAN})?(?P<high>{NUMBER}) ?(?P<sign>{PERCENT_SIGN})(?!增长|折)"
    rf"|(?:(?P<low2>{NUMBER})%?{SPAN})?(?P<high2>{NUMBER}) ?(?P<sign2>%|‰)(?:左右|以上|的|起|\+)?(?:高|预期|保底|固定|稳定|超高|净)?(?:收益|回报|年化|利息|利率|返利|分红|利润)"
)
TERM_PERCENT = re.compile(
    rf"(?!1 ?天|一天|(?:19|20)\d\d年)(?:{NUMBER} ?(?:天|个月|年期?)|半年期?)[^%。;!?\n浮调降折省减占长比增涨跌升]{{0,14}}?(?<![\dx.])(?P<high>{DIGITS}) ?(?P<sign>%)"
)
HUNDRED_WORDS = re.compile(
    rf"(?:(?P<period>{PERIOD})(?:化|息|利率?|收益率?|回报率?|费率?|返)?{BETWEEN}|{RETURN}{BETWEEN})(?P<base>百|千|万)分之(?:(?P<low>{NUMBER}){SPAN})?(?P<high>{NUMBER})"
)
SHORT_WORDS = re.compile(
    r"(?P<period>日|天|月)(?:息|利率?|费率?|利息)[^\d,。;!?\n]{0,3}?(?P<base>千|万)(?P<high>[一二两三四五六七八九]点?[一二三四五六七八九五]?|\d(?:\.\d+)?)(?![\d元块千万])"
)
LOST_SIGN = re.compile(
    r"(?:(?:预期|参考|历史|综合|约|平均|往期|七日)?年化(?:收益率?|利率|率|回报率?|收益)?|年(?:利率|收益率|回报率|均收益))(?:约|高达|可达|达到?|最高|为|至|:| |预期|在)*(?P<number>\d{1,2}(?:\.\d{1,2})?|\d{4}|\d\.\d{3}|(?<![a-z])x{1,2}(?:\.x{1,2})?)(?![\d.%‰天元万个年月日倍期]|[-~]\d+天)"
)
LOST_WORDED = re.compile(
    r"(?:收益率?|年化|利率|回报率?)(?:约|高达|可达|达到?|为|是)?(?P<number>[一二三四五六七八九十]{1,2}点[零一二三四五六七八九]{1,3})"
)
LOST_AFTER = re.compile(
    r"(?<![\d.])(?P<number>\d{1,2}(?:\.\d{1,2})?|\d{4}|\d\.\d{3})(?:预期|参考|历史|的|高|综合)?(?:年化|年利率|年收益|年回报)"
)
FEN_LI = re.compile(
    rf"(?:(?P<period>年|月|日|天)(?:息|利率?|利息|化|收益|回报|返|付|分红)?(?:约|为|是|只要|仅|低至|高达|最低|:| )*)?"
    rf"(?:(?P<low>{NUMBER}) ?(?:分|厘)?{SPAN})?(?P<high>\d{{1,2}}(?:\.\d{{1,2}})?|(?<![a-z])x(?:\.x{{1,2}})?|[一二两三四五六七八九]|半)"
    r" ?(?P<unit>分|厘)(?P<rest>半|[一二三四五六七八九\d]{1,2}|x)?(?P<after>利息?|息)?(?![钟之类行析店别秒公校红期享组数\d]|公司)"
)
MONEY = r"\d{1,8}(?:\.\d{1,2})? ?[万千百w]?|[一二两三四五六七八九十百千万]{1,6}(?![年月天日周个])|x{1,5} ?[万千w]?"
YUAN = "(?:元|块钱?|人民币|钱)?"
PER_SUM = re.compile(
    rf"(?:每|投资?|存入?|交|出|入股|本金|认购|充值|充|放)?(?P<sum>{MONEY}){YUAN}(?:本金|资金|投资|起|一[台份亩头个套间股])?[,: ]?"
    rf"(?P<many>半|\d{{1,3}}个?|[一二两三四五六七八九十]{{1,3}}个?)?(?P<every>每|一)?个?(?P<period>{PERIOD})(?:期)?[后内]?[,: ]?"
    rf"(?:可|就|能|稳|净|固定|保底|纯|轻松|到手)*(?:收益|利息|利润|回报|得|拿|返还?|返利|赚|领|分[红成]?|领|收|付息|给|产出|进账|结)(?P<gains>利息|收益|回报|利润)?(?:约|达|高达|最高|可达|为|是|:| )*(?P<gain>{MONEY}) ?(?:元|块)?"
)
DOUBLE = re.compile(
    rf"(?:(?P<many>半|\d{{1,3}}个?|[一二两三四五六七八九十]{{1,3}}个?)?(?P<period>{PERIOD})[^,。;!?\n]{{0,6}}?)?"
    r"(?P<what>资产|资金|本金|收益|财富|投资|身家|身价|利润|钱|本钱|回报|存款|市值|账户|币价|股价|稳|轻松|快速|保证|就|能|可|内)?[^,。;!?\n]{0,4}?翻(?P<times>倍|番|\d{1,3}倍|[一二两三四五六七八九十百]{1,3}[倍番]|x{1,3}倍)"
)
PUT_GET = re.compile(
    rf"(?:投入?|存入?|交|充值?|入|买|花|消费|给我|捐|出)(?P<put>{MONEY}){YUAN}[,,]?(?:得|返还?|分|还您?|回|变|拿回?|赚|送)(?P<get>{MONEY})(?P<unit>元|块)?(?!盒|斤|件|瓶|个|次|份|天|只)"
)


@dataclass(frozen=True)
class Found:
    """A stretch that names a rate, in percent a year; NaN with masked digits."""

    start: int
    end: int
    percent: float


def percent_forms(text: str) -> Iterator[Found]:
    """`年化8%`, `月收益3%-5%`, `2%每天`, `收益率12%`, `90天5.2%`; without a period a year is meant."""
    for pattern in (WITH_PERIOD, PERIOD_AFTER, RETURN_PERCENT, TERM_PERCENT):
        for match in pattern.finditer(text):
            part = match.groupdict()
            high = number(part["high"] or part.get("high2") or "")
            sign = part["sign"] or part.get("sign2")
            scale = 0.1 if sign == "‰" else 1.0
            yield from _within(match, high * scale * PER_YEAR[part.get("period") or "年"])


def worded_forms(text: str) -> Iterator[Found]:
    """`年息百分之八`, `日息万分之五`, `日息万五`, `月息千三`."""
    for pattern in (HUNDRED_WORDS, SHORT_WORDS):
        for match in pattern.finditer(text):
            share = {"百": 1.0, "千": 0.1, "万": 0.01}[match["base"]]
            period = match["period"] or ("日" if match["base"] == "万" else "年")
            yield from _within(match, number(match["high"]) * share * PER_YEAR[period])


def lost_sign_forms(text: str) -> Iterator[Found]:
    """`年化15` where the publisher lost the percent sign; `1015` and `8.512` were ranges, their upper end counts."""
    for pattern in (LOST_SIGN, LOST_WORDED, LOST_AFTER):
        for match in pattern.finditer(text):
            value = _unglued(match["number"])
            if not value > 60:  # NaN passes: masked digits name a rate
                yield from _within(match, value)


def fen_li_forms(text: str) -> Iterator[Found]:
    """`月息一分五`, `2分利`, `年息八厘`; without a period and beside 利 or 息 a month is meant."""
    for match in FEN_LI.finditer(text):
        near = text[max(0, match.start() - 6) : match.end() + 4]
        if not (match["period"] or match["after"] or re.search("利|息|[贷借]|集资", near)):
            continue
        high = match["high"]
        value = (0.5 if high == "半" else number(high)) + _rest(match["rest"])
        by_year = {"年": 1.0, "月": 1.2, "日": 3.65, "天": 3.65}[match["period"] or "月"]
        yield from _within(match, value * UNITS[match["unit"]] * by_year)


def sum_forms(text: str) -> Iterator[Found]:
    """`每万元每天收益3元`, `存一万一年拿1800元`, `投5000三个月返900`: gain over sum over time."""
    for match in PER_SUM.finditer(text):
        put, gain = money(match["sum"]), money(match["gain"])
        if match["sum"] == "万" or put > 0:
            times = PER_YEAR[match["period"]] / _many(match["many"])
            yield from _within(match, gain / put * 100 * times)


def double_forms(text: str) -> Iterator[Found]:
    """`三个月翻倍`, `资产翻10倍`: the gain over the time named, over a year without one."""
    for match in DOUBLE.finditer(text):
        if match["what"] or match["period"]:
            times = match["times"]
            fold = 1.0 if times in {"倍", "番"} else number(times[:-1])
            yield from _within(match, fold * 100 * PER_YEAR[match["period"] or "年"] / _many(match["many"]))


def put_get_forms(text: str) -> Iterator[Found]:
    """`投一返三`, `投1万返3万`: what comes back beyond the money put in, over a year."""
    for match in PUT_GET.finditer(text):
        put, get = money(match["put"]), money(match["get"])
        if not put >= get:
            yield from _within(match, (get - put) / put * 100)


FORMS: tuple[Callable[[str], Iterator[Found]], ...] = (
    percent_forms,
    worded_forms,
    lost_sign_forms,
    fen_li_forms,
    sum_forms,
    double_forms,
    put_get_forms,
)


def number(words: str) -> float:
    """`12.5`, `十二`, `一点五`, `两`; masked digits are NaN."""
    words = words.strip()
    if not words or words[0] in "x*":
        return nan
    if words[0].isdigit() and words[0].isascii():
        return float(words)
    whole, _, fraction = words.partition("点")
    digits = "".join(str(HAN_DIGITS[c]) for c in fraction if c in HAN_DIGITS) if fraction else ""
    return _han(whole) + (float(f"0.{digits}") if digits else 0.0)


def money(words: str) -> float:
    """`5000`, `1.2万`, `一千八`, `万` in yuan; masked digits are NaN."""
    words = words.strip().replace("w", "万").replace(" ", "")
    if words.startswith("x"):
        return nan
    if words and words[0].isdigit() and words[0].isascii() and words[-1] in HAN_TENS:
        return float(words[:-1]) * HAN_TENS[words[-1]]
    return number(words)


def _han(words: str) -> float:
    """A whole Chinese number below a hundred million; `一千八` is 1800, `二三` is 23."""
    total, digit, unit, plain = 0.0, 0.0, 0, ""
    for char in words:
        if char in HAN_DIGITS:
            digit, plain = HAN_DIGITS[char], plain + str(HAN_DIGITS[char])
        elif char == "万":
            total, digit, unit, plain = (total + digit or 1) * 10000, 0.0, 10000, ""
        else:
            total, digit, unit, plain = total + (digit or 1) * HAN_TENS[char], 0.0, HAN_TENS[char], ""
    if unit == 0:
        return float(plain or 0)
    spoken = unit >= 100 and len(plain) == 1  # 一千八: the tail stands one place lower
    return total + (digit * unit / 10 if spoken else digit)


def _rest(words: str | None) -> float:
    """The tail of `一分五`: five tenths; of `一分二五`: 25 hundredths; `半` a half."""
    if not words:
        return 0.0
    if words in {"半", "x"}:
        return 0.5 if words == "半" else nan
    return float("0." + "".join(str(HAN_DIGITS.get(c, c)) for c in words))


def _many(words: str | None) -> float:
    """How many of the period: `三个` is 3, `半` is a half, nothing is one."""
    return 0.5 if words == "半" else (number(words.rstrip("个")) or 1.0) if words else 1.0


def _unglued(words: str) -> float:
    """A number, or the upper end of two that lost their dash."""
    if re.fullmatch(r"\d{4}", words) and int(words[:2]) < int(words[2:]):
        return float(words[2:])
    if re.fullmatch(r"\d\.\d{3}", words):
        return float(words[3:])
    return number(words)


def _within(match: re.Match[str], percent: float) -> Iterator[Found]:
    """What a match says, unless it is no rate any more."""
    if not percent > DEAREST and percent != 0:
        yield Found(match.start(), match.end(), round(percent, 4))
