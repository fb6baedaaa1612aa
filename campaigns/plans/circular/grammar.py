"""Which forms of responsibility statement are known, and who leads or assists in each?

To teach a new form, add one entry to FORMS: a name, an example, a pattern whose group `said` holds the
statement, and the reader that understands it. The first form found in a clause is the clause's own;
what later forms would find in its body is no statement (DOCUMENTS rule 9). Patterns see `plain` text:
one shape of each mark.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from .dates import limit_of
from .names import RUN, looks_like_body, split_names
from .parts import Statement

# ---- words ---------------------------------------------------------------------------------------
BODY_WORD = "(?:单位|部门|科室|股室|处室|主体|乡镇|街道)"
LEAD_LABELS = (
    rf"(?:牵头|主办|承办|主责|主要责任|第一责任|责任|负责|落实|实施)(?:责任)?{BODY_WORD}|(?:牵头|主办|承办)(?=：)"
)
ASSIST_LABELS = rf"(?:配合|协助|协办|协同|参与|参加|支持)(?:责任)?{BODY_WORD}|(?:配合|协助|协办|参与)(?=：)"
DEADLINE_LABELS = "(?:完成|办理|办结|工作|整改)?(?:时限|期限)(?:要求)?|(?:完成|办理)(?:时间|日期)|时间(?:要求|节点)"
POST_LABELS = "(?:责任|分管|包抓|挂钩|牵头)领导|(?:第一|直接)?责任人|联系人|联络员"
LABELS = f"{LEAD_LABELS}|{ASSIST_LABELS}|{DEADLINE_LABELS}|{POST_LABELS}"
LABEL = re.compile(rf"(?P<label>{LABELS})(?:：|为|(?=\s))\s*")

ADVERB = "(?:共同|具体|统一|统筹|分别|主要|全面)?"
SHARED_VERBS = "(?:按照|按|根据)(?:各自)?职责(?:分工)?(?:分别|共同)?(?:负责|落实|配合|参与)|分工负责|分别负责|各负其责"
LEAD_VERBS = "牵头负责|牵头组织|牵头|负责|主办|承办|为(?:牵头|主办|责任|第一责任)(?:单位|部门)"
ASSIST_VERBS = "组织落实|具体落实|协助|配合|协办|参与|参加|支持|落实|为(?:配合|协助|协办|参与)(?:单位|部门)"
SEGMENT = re.compile(
    rf"(?P<names>.+?){ADVERB}(?P<verb>{SHARED_VERBS}|{LEAD_VERBS}|{ASSIST_VERBS})(?:(?=[，；。、])|$|实施|抓好)[，；。、]?"
)
# A time may stand between a party and its verb: 县甲局每季度末月20日前汇总.
WHEN = r"(?:于?(?:每[月季年周]度?)?[末底]?月?(?:\d{1,2}月)?(?:\d{1,2}日|底)前)?"
# Within a sentence a party stands before its verb, and may go on to say what it does.
PARTY = re.compile(
    rf"(?:^|(?<=[，；。由、]))(?P<names>{RUN}){WHEN}{ADVERB}"
    rf"(?:(?P<verb>{SHARED_VERBS}|{LEAD_VERBS}|{ASSIST_VERBS}|组织|汇总|承担)|会同(?P<others>{RUN}))"
)
# 排在第一位的部门为牵头部门，下同 — governs every later measure (DOCUMENTS rule 3).
FIRST_LEADS = re.compile(
    r"[，。；（]?(?:排名?在?|列在?|位列)?(?:第一位?|首位|最前)(?:的|者)?[^，。；（）]{0,8}(?:为|是)(?:牵头|主办)(?:部门|单位)"
    r"(?:[，；]?(?:以)?下同)?）?"
)


# ---- readers: what a statement says --------------------------------------------------------------
def read_statement(said: str) -> Statement:
    """Read a statement set apart from the body, told by labels or by verbs."""
    return read_labels(said) if LABEL.match(said) else read_verbs(said)


def read_verbs(said: str) -> Statement:
    """Read 甲、乙负责，丙协助. Beside a 牵头, whoever is 负责 assists (DOCUMENTS rules 1, 2 and 4)."""
    said = FIRST_LEADS.sub("", said)
    parties = [(party["names"], party["verb"]) for party in SEGMENT.finditer(said)]
    return by_verbs(parties) if parties else replace(read_sentence(said), in_body=False)


def read_sentence(said: str) -> Statement:
    """Read a sentence of the body: 甲负责稳控，乙、丙协助; 甲会同乙约谈. Posts (分管领导) are no bodies."""
    parties = [
        (party["names"] + (f"会同{party['others']}" if party["others"] else ""), party["verb"] or "负责")
        for party in PARTY.finditer(said)
    ]
    one = by_verbs(parties)
    return replace(one, in_body=True) if all(looks_like_body(name) for name in one.lead) else Statement()


def by_verbs(parties: list[tuple[str, str]]) -> Statement:
    """Part names by their verbs; what stands after 会同 assists."""
    lead: list[str] = []
    assist: list[str] = []
    aliases: dict[str, str] = {}
    headed = any("牵头" in verb or "主办" in verb for _, verb in parties)
    for run, verb in parties:
        first, *others = run.removeprefix("由").split("会同", maxsplit=1)
        names, short = split_names(first)
        aliases |= short
        leads = not re.fullmatch(ASSIST_VERBS, verb) and (not headed or "牵头" in verb or "主办" in verb)
        (lead if leads else assist).extend(names)
        for other in others:
            assist.extend(split_names(other)[0])
    return statement(lead, assist, None, aliases)


def read_labels(said: str) -> Statement:
    """Read 牵头单位：甲 配合单位：乙 完成时限：丙, on one line or several; posts are no organisations."""
    said = FIRST_LEADS.sub("", said)
    found = list(LABEL.finditer(said))
    ends = [label.start() for label in found[1:]] + [len(said)]
    values = [
        (label["label"], said[label.end() : end].strip(" 　\n；。，")) for label, end in zip(found, ends, strict=True)
    ]
    headed = any(label.startswith(("牵头", "主办")) for label, _ in values)
    lead: list[str] = []
    assist: list[str] = []
    aliases: dict[str, str] = {}
    deadline = None
    for label, value in values:
        if re.fullmatch(DEADLINE_LABELS, label):
            deadline = limit_of(value)
        elif not re.fullmatch(POST_LABELS, label):
            said_in = read_value(value)
            aliases |= dict(said_in.aliases)
            assists = re.match(ASSIST_LABELS, f"{label}：") or (headed and not label.startswith(("牵头", "主办")))
            (assist if assists else lead).extend(said_in.lead)
            assist.extend(said_in.assist)
    return statement(lead, assist, deadline, aliases)


def read_value(value: str) -> Statement:
    """Read the bodies after a label; the value may say itself who leads (甲牵头，乙配合) or who helps （…配合）."""
    value = re.sub(f"(?:{SHARED_VERBS})$", "", value)
    told = [(party["names"], party["verb"]) for party in SEGMENT.finditer(value)]
    if len(told) > 1:
        return by_verbs(told)
    found = re.search(r"（([^（）]+)(?:配合|协助)）$", value)
    names, aliases = split_names((value[: found.start()] if found else value).replace("\n", ""))
    return statement(names, split_names(found[1])[0] if found else [], None, aliases)


def read_bare(said: str) -> Statement:
    """Read names alone: all of them lead (DOCUMENTS rule 2)."""
    names, aliases = split_names(FIRST_LEADS.sub("", said))
    return statement(names if all(map(looks_like_body, names)) else [], [], None, aliases)


def statement(lead: list[str], assist: list[str], deadline: str | None, aliases: dict[str, str]) -> Statement:
    """Build a statement: each name once, and who leads does not assist as well."""
    leads = dict.fromkeys(lead)
    assists = tuple(name for name in dict.fromkeys(assist) if name not in leads)
    return Statement(tuple(leads), assists, deadline, tuple(aliases.items()))


# ---- the forms known -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Form:
    """A way of printing who answers for a clause."""

    name: str
    example: str
    pattern: re.Pattern[str]
    read: Callable[[str], Statement]


def form(name: str, example: str, pattern: str, read: Callable[[str], Statement]) -> Form:
    """Declare a form; ^ and $ stand for the ends of a line."""
    return Form(name, example, re.compile(pattern, re.MULTILINE), read)


LONGEST = 2000  # characters in a responsibility statement; anything longer is none
INNER = r"[^（）。]*(?:（[^（）]*）[^（）。]*)*"
VALUE = r"[^\n]*(?:(?<=[、，])\n[^\n]+)*"  # what a label says, carried on after a comma at the end of its line
APART = r"(?:^|(?<=[。；）\s]))"  # a statement set apart begins a line or follows a mark
FORMS: tuple[Form, ...] = (
    form(
        "责任分工行",
        "责任分工：县甲局、县乙局负责，县丙办协助。",
        rf"{APART}(?:责任|任务|职责|工作)分工：(?P<said>[^。\n]+(?:。(?=[^。\n]{{0,12}}第一位)[^。\n]+)?。?)",
        read_statement,
    ),
    form(
        "括号标签",
        "……。（责任单位：市甲局、市乙局）",
        rf"（(?P<said>(?:{LABELS})：{INNER})）",
        read_labels,
    ),
    form(
        "标签行",
        "牵头单位：县甲局\n配合单位：县乙局\n完成时限：6月底前",
        rf"{APART}(?P<said>(?:{LABELS})(?:：|为|\s){VALUE}(?:\n(?:{LABELS})(?:：|为|\s){VALUE})*)",
        read_labels,
    ),
    form(
        "括号负责",
        "……。（甲部牵头，乙部、丙局按职责分工负责）",
        rf"（(?P<said>{INNER}(?:负责|牵头|配合|参与|协助|落实|主办|协办)(?:[；，。][^（）]*)?)）",
        read_verbs,
    ),
    form(
        "括号单位",
        "……要落实。（县甲局、县乙局，各乡镇人民政府）",
        rf"(?<=。)（(?P<said>{RUN}(?:[，；。][^（）\n]{{0,30}}(?:第一位?|首位|最前)[^（）\n]{{0,24}})?)）$",
        read_bare,
    ),
    form(
        "括号分述",
        "……。（县甲局负责立案，县乙局协助核实）",
        rf"（(?P<said>{RUN}(?:负责|牵头)[^（）。\n]{{1,30}}[，；]{RUN}(?:负责|协助|配合|参与)[^（）。\n]{{1,60}})）",
        read_verbs,
    ),
    form(
        "为牵头单位",
        "县甲局为牵头单位，县乙局、县丙局为配合单位。",
        rf"{APART}(?P<said>{RUN}为(?:牵头|主办|责任)(?:单位|部门)[^。\n]*)",
        read_verbs,
    ),
    form(
        "由某单位",
        "此项工作由区甲局牵头，各镇（街道）具体落实，6月20日前完成。",
        rf"(?:[此该本以上]{{1,2}}项?工作)?由(?P<said>{RUN}{ADVERB}(?:牵头|负责|主办|承办)[^。；\n]*)。?",
        read_sentence,
    ),
    form(
        "会同",
        "由区甲局会同区乙局、区丙局约谈负责人。",
        rf"(?:(?:^|(?<=[，。；]))由?|由)(?P<said>{RUN}会同{RUN}[^，。；\n]*)",
        read_sentence,
    ),
    form(
        "句中负责协助",
        "由区甲局组织认定，区乙局配合，依法办理。",
        rf"(?:^|(?<=[，。；]))由?(?P<said>{RUN}(?:负责|组织|牵头)[^，。；\n]{{0,20}}，{RUN}(?:配合|协助|参与)[^，。；\n]*)",
        read_sentence,
    ),
    form(
        "单位打头",
        "县甲局负责受理报案，县乙局协助。",
        rf"(?:^|(?<=。))(?!各单位|各部门|各级|各地)(?P<said>{RUN}{WHEN}{ADVERB}(?:{SHARED_VERBS}|负责|牵头|汇总|承担|主办|承办)[^。；\n]*)。?",
        read_sentence,
    ),
)


def find_statements(clause: str) -> list[tuple[re.Match[str], Statement]]:
    """Return the clause's own statements (plain text), where they stand and what they say; none means no duty."""
    for known in FORMS:
        matches = (match for match in known.pattern.finditer(clause) if len(match["said"]) <= LONGEST)
        found = [(match, known.read(match["said"])) for match in matches]
        named = [(match, said) for match, said in found if said.lead or said.assist]
        if named:
            return named
    return []
