"""Which organisations does a run of printed names hold, when names may contain 、 and 和?"""

import re

LOCAL = "县|区|乡镇|镇街|镇|乡|街道"
# Collectives: one name each, though a 、 stands inside.
COLLECTIVES = (
    rf"各(?:部委|省|市|{LOCAL})(?:、(?:各?直属机构|自治区|直辖市|自治县|{LOCAL}))+(?:人民政府|政府|办事处)?",
    r"各[^、，；。（]{1,6}人民政府、街道办事处",
    r"各(?:行政)?村(?:（社区）|（居）|、社区|居)?(?:委会)?",
    r"移动、联通、电信[^、，；。]*?公司",
    r"有关委、办、局",
)
OPENING, CLOSING = "（(〔[《“", "）)〕]》”"
JOINTS = "、，,；;"
# An open end after the last name: dropped, it names nobody.
OPEN_END = re.compile(r"等(?:有关|相关|国务院相关|国务院有关)?(?:部门|单位|部门和单位|有关部门和单位)?$")
# 甲等部门及各地区: the open end stands before one more named party.
LAST_JOINT = re.compile(
    r"(?:(?<=[部委局办院会署行厅社门位])|等(?:国务院)?(?:有关|相关)?(?:部门|单位)?)(?:以?及|和)(?=各|相关地区|国务院)|"
    r"(?<=国务院相关部门)及(?=各)|(?<=[局办部院会厅委联行])(?:以及|和|及)(?=[县市区镇州盟旗团][一-龥]{1,8}?[局办部院会厅委联])"
)
BRACKET = re.compile(r"[（(]([^（()）]*)[）)]$")
ALIAS = re.compile(r"^以下简称[：:]?[“\"]?(.+?)[”\"]?$")
# How the name of a body ends.
BODY_ENDINGS = (
    *"局委办部院会厅署司处所站室行区乡镇社队组校团联",
    *("中心", "公司", "街道", "办事处", "政府", "单位", "部门", "机关", "学院", "医院", "企业", "银行", "地区", "镇街"),
)
GLOSS_STARTS = ("进", "负责", "牵头", "含", "具体")
# Words that no name runs across.
VERB_WORDS = (
    "负责|牵头|协助|配合|参与|会同|组织(?!部|委)|开展|做好|加强|约谈|督促|指导|检查|核查|清理|排查|汇总|报送|依法|承担|"
    "落实|统筹|制定|建立|认真|作为|按照|按|要|应(?!急)|每|于|对|将|把|并|由|在|从|以|为|是|的|须|等|向|与"
)
LETTER = rf"(?:(?!{VERB_WORDS})[一-龥A-Za-z0-9])"
ENDING = "(?:" + "|".join(sorted(BODY_ENDINGS, key=len, reverse=True)) + ")"
# A name in running text, in plain punctuation (`plain`); a run holds at most 16.
NAME = (
    rf"(?:{'|'.join(COLLECTIVES)}|"
    rf"{LETTER}{{1,16}}?{ENDING}(?:{LETTER}{{1,7}}?{ENDING})*+(?:（[^（）\n]{{1,24}}）[一-龥]{{0,4}}(?<=[）局部门室办]))?+)"
)
RUN = rf"{NAME}(?:(?:、|，|和|及|以及){NAME}){{0,15}}+"


def split_names(text: str) -> tuple[list[str], dict[str, str]]:
    """Split a run of names as printed; return them with the short forms they define (short → full)."""
    names: list[str] = []
    aliases: dict[str, str] = {}
    for piece in pieces_of(text):
        name, short = without_gloss(piece)
        if short:
            aliases[short] = name
        if name and name not in names:
            names.append(name)
    return names, aliases


def pieces_of(text: str) -> list[str]:
    """Cut at 、 ， ； outside brackets and collectives, and at 及 or 和 before a closing collective."""
    joined = join_collectives(LAST_JOINT.sub("、", text.strip()))
    pieces, depth, piece = [], 0, ""
    for char in joined:
        depth += (char in OPENING) - (char in CLOSING)
        if char in JOINTS and depth <= 0:
            pieces.append(piece)
            piece = ""
        else:
            piece += char
    pieces.append(piece)
    return [OPEN_END.sub("", part.replace("\0", "、").strip()).strip() for part in pieces]


def join_collectives(text: str) -> str:
    """Hide the 、 inside collectives behind a mark that is no joint."""
    for pattern in COLLECTIVES:
        text = re.sub(pattern, lambda found: found[0].replace("、", "\0"), text)
    return text


def without_gloss(name: str) -> tuple[str, str | None]:
    """Drop a gloss in brackets after a name; return the name and the short form it defines, if any."""
    bracket = BRACKET.search(name)
    if not bracket:
        return name, None
    inside, bare = bracket[1].strip(), name[: bracket.start()].strip()
    alias = ALIAS.match(inside)
    if alias:
        return bare, alias[1]
    if inside.startswith(GLOSS_STARTS) or not inside.endswith(BODY_ENDINGS):
        return bare, None
    return name, None


def looks_like_body(name: str) -> bool:
    """Tell whether a printed name ends like an organisation's, brackets left aside."""
    return re.sub(r"[（(][^（()）]*[）)]$", "", name).endswith(BODY_ENDINGS)


def split_addressees(text: str) -> list[str]:
    """Split 主送 and 抄送: at ， always, at 、 only between whole bodies (各部委、各直属机构 stays whole)."""
    addressees: list[str] = []
    for group in re.split("[，,；;]", text.strip().rstrip("。.")):
        pieces = [piece.strip() for piece in group.split("、")]
        whole = "各" in group or any(len(piece) < 3 for piece in pieces)
        addressees.extend([group.strip()] if whole else pieces)
    return [name for name in addressees if name]
