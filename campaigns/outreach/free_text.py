"""May this sentence be kept with an event? (pure: text in, complaint out)

Nobody's identity number, bank card or telephone number belongs into an event's words (《个人信息保护法》第六条: only what
the purpose needs); pictographs and unseen characters cannot be printed on the forms.
"""

import re
import unicodedata

IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}((19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]|\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3})(?!\d)"
)
TELEPHONE = re.compile(r"(?<!\d)((86)?1[3-9]\d{9}|0\d{9,11})(?!\d)")
CARD = re.compile(r"(?<!\d)\d{16,19}(?!\d)")
BETWEEN_GROUPS = re.compile(r"(?<=\d{3})[\s\-—–_.·]{1,3}(?=\d{3})")
PICTOGRAPH = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u20e3]")
LINE_MARKS = "\n\r\t"


def cleaned(text: str) -> str:
    """Return `text` without format characters (zero-width and the like) and without blanks at its ends."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf").strip()


def complaint(text: str, *, limit: int) -> str:
    """Say in Chinese what must be changed in `text` before it can be kept; empty when nothing must."""
    if len(text) > limit:
        return f"写了 {len(text)} 个字，最多 {limit} 个字。请只留要紧的。"
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co") and c not in LINE_MARKS for c in text):
        return "里有看不见的特殊字符（多半是从别处粘贴来的），请删掉重打这几个字。"
    if PICTOGRAPH.search(text):
        return "里有表情符号，报表上印不出来，请换成文字。"
    return _private_number(text)


def _private_number(text: str) -> str:
    digits = BETWEEN_GROUPS.sub("", unicodedata.normalize("NFKC", text))
    if IDENTITY.search(digits):
        return "里像是有身份证号。活动记录不留个人信息，请删掉号码，写“一位老人”就行。"
    if TELEPHONE.search(digits):
        return "里像是有电话号码。活动记录不留个人信息，请删掉号码；要反映可疑的事，请走举报。"
    if CARD.search(digits):
        return "里像是有银行卡号。活动记录不留个人信息，请删掉号码。"
    return ""
