"""Does this text name a person, or hold a number that leads to one?

Pure (PIPL 28, 条例 16; PRODUCT §2, 8). Hotlines and masked numbers are nobody's; a name counts only where the words
around it speak of a private person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易"
    "常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边净阴闫佘练肖付"
)
COMPOUND = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐"
WHO = (
    "受害人|被害人|受骗人|当事人|报案人|举报人|投资人|集资参与人|参与人|被告人|犯罪嫌疑人|嫌疑人|证人|事主|家住|姓名[：:]?|名叫|叫做|女儿|儿子|老伴|丈夫|妻子|母亲|父亲|邻居|同事|老乡|"
    "村民|居民|市民|群众|老人|大爷|大妈|学生|职工|退休教师|退休职工|业主|网民|受骗的|联系人[：:]?"
)
NAME = rf"(?:{COMPOUND}|[{SURNAMES}])[\u4e00-\u9fff]{{1,2}}"
# After a name a verb or a mark follows; what may not be part of a given name ends it.
AFTER = r"(?=[，。、；：（(“”\s\d]|$|今年|在|被|的|说|向|于|和|与|把|将|以|因|到|从|经|告诉|发现|听|称|收|转|投|先后|共|已|报|接|来|去|拿|买|存|想|就|也|一|看|通过|表示|反映)"
HONORED = rf"({NAME})(?=(?:先生|女士|大爷|大妈|婆婆|爷爷|奶奶|老人|老师傅|同学))"
NOT_NAMES = re.compile(
    r"某|化名|等人|[们者员]$|^(?:高度|高额|高息|高龄|高中|金融|金额|方面|方式|时间|时候|成立|成功|成员|关于|关注|关键|常见|安全|安排|文化|文明|向社|向群|向警|向公|向民|任何|任务|许多|许诺|单位|单独|包括|包装|何时|和谐|平台|万元|万余|"
    r"程序|余元|于是|白天|石油|马上|温馨|强调|解释|解放|司法|司机|雷同|龙头|江苏|江西|河南|云南|曾经|曾在|连续|严重|严格|严禁|陆续|左右|路过|易受|易信|顾客|管理|童年|游客|游戏|项目|华人|车主|房东|房屋|房产|边远|边缘|路人|田地|田间|"
    r"家属|家里|代表|委员|应当|应该|不要|如果|可以|共同|积极|通过|参加|举报|投资|存款|来自|以及|均为|都是|大多|大都|手里|手中|多为|李某|王某|张某|成了|成为|向其|于今|于当|方某|时任|时常|支付|支取|钱款|钱财|钱物|钱都|毛利|宁愿|文件|路上|华为|从事|盛行|向他|向她|向我|项下|何人|何种|卫生|解决)"
)
HOTLINES = {"12345", "12315", "12378", "12386", "12363", "96110", "12381", "12337", "12348", "12309", "12368", "12380"}


@dataclass(frozen=True)
class Personal:
    """A stretch that leads to a person; `kind` is name, id_number, phone, bank_card, plate, account or address."""

    kind: str
    start: int
    end: int
    text: str


LABELS = {
    "name": "姓名", "id_number": "身份证号", "phone": "电话", "bank_card": "银行卡号", "plate": "车牌", "account": "微信、QQ 或邮箱",
    "address": "住址",
}  # fmt: skip
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("id_number", re.compile(r"(?<![\dA-Za-z])\d{6}[ -]?(?:19|20)\d{2}[ -]?(?:0\d|1[0-2])[ -]?(?:[0-2]\d|3[01])[ -]?\d{3}[\dXx](?![\dA-Za-z])")),
    ("id_number", re.compile(r"(?<![\dA-Za-z])\d{8}(?:0\d|1[0-2])(?:[0-2]\d|3[01])\d{3}(?![\dA-Za-z])")),
    ("phone", re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")),
    ("phone", re.compile(r"(?:(?<=电话)|(?<=电话[：:是为])|(?<=电话[：:是为]\s))(?:0\d{2,3}[ -]?)?[2-8]\d{6,7}(?!\d)")),
    ("bank_card", re.compile(r"(?<!\d)(?:62|60|40|45|37|35|43|51|52|53|54|55|95)\d{2}(?:[ -]?\d{4}){2,3}[ -]?\d{1,7}(?!\d)")),
    ("plate", re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][ ·•-]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警](?![A-Za-z0-9])")),
    ("account", re.compile(r"(?:微信|WeChat|VX|vx|QQ|qq)[号是为：:\s]{0,3}[A-Za-z0-9_-]{5,20}")),
    ("account", re.compile(r"[A-Za-z0-9_.+-]{1,40}@[A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{2,20}){1,3}")),
    ("address", re.compile(r"(?:(?!在)[\u4e00-\u9fff]){2,12}(?:路|街|巷|小区|村|社区|花园|家园)(?:[一二三四五六七八九十]+组)?\d{1,4}(?:号|栋|幢)(?:[\d一二三四五六七八九十]+(?:单元|楼|层|室|号|-\d+)){0,3}")),
)  # fmt: skip
NAMES = (re.compile(rf"(?:{WHO})({NAME}){AFTER}"), re.compile(HONORED))
# 吸收、公开 and the like: an office's own line is meant to be called.
PUBLIC_LINE = re.compile(r"(?:举报|咨询|热线|投诉|值班|监督|报警|办公|服务)[\u4e00-\u9fff]{0,4}$")


def personal_data(text: str) -> tuple[Personal, ...]:
    """Return what leads to a person, in the order of the text, each stretch once; () when nothing does."""
    found: list[Personal] = []
    for kind, pattern in PATTERNS:
        found += [p for p in _matches(kind, pattern, text) if _counts(p, text) and not _overlaps(p, found)]
    found += [name for name in _names(text) if not _overlaps(name, found)]
    return tuple(sorted(found, key=lambda personal: personal.start))


def _matches(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Personal]:
    for match in pattern.finditer(text):
        yield Personal(kind, *match.span(), match.group())


def _counts(found: Personal, text: str) -> bool:
    """Leave out hotlines, an office's published line, and numbers that cannot be a card."""
    digits = re.sub(r"\D", "", found.text)
    if found.kind == "phone" and (
        digits in HOTLINES
        or PUBLIC_LINE.search(text[max(0, found.start - 8) : found.start].rstrip("：: 是为").removesuffix("电话"))
    ):
        return digits.startswith("1") and len(digits) == 11
    return found.kind != "bank_card" or (len(digits) >= 13 and _luhn(digits))


def _luhn(digits: str) -> bool:
    """Whether the last digit proves the others (ISO/IEC 7812-1), as on every bank card."""
    doubled = [int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _names(text: str) -> Iterator[Personal]:
    for pattern in NAMES:
        for match in pattern.finditer(text):
            start, end = match.span(1)
            masked = text[end : end + 4].startswith(("（化名", "(化名"))
            if not NOT_NAMES.search(match.group(1)) and not masked:
                yield Personal("name", start, end, match.group(1))


def _overlaps(new: Personal, found: list[Personal]) -> bool:
    return any(new.start < old.end and old.start < new.end for old in found)
