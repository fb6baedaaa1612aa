"""Which forms of responsibility statement are known, and who leads or assists in each?

To teach a new form, add one entry to FORMS: a name, an example, a pattern whose group `said` holds the
statement, and the reader that understands it. The first form found in a clause is the clause's own;
what later forms would find in its body is no statement (DOCUMENTS rule 9).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from .names import looks_like_body, split_names
from .parts import Statement

# ---- words ---------------------------------------------------------------------------------------
LEAD_LABELS = "牵头单位|牵头部门|主办单位|责任单位|责任部门|责任科室"
ASSIST_LABELS = "配合单位|配合部门|配合科室|协助单位|协办单位|参与单位|配合"
DEADLINE_LABELS = "完成时限|完成时间|办理时限|时限"
POST_LABELS = "责任领导|责任人|分管领导"
LABELS = f"{LEAD_LABELS}|{ASSIST_LABELS}|{DEADLINE_LABELS}|{POST_LABELS}"
LABEL = re.compile(rf"(?P<label>{LABELS})(?:[：:]|(?=\s))\s*")

SHARED_VERBS = "(?:按|根据)(?:各自)?职责(?:分工)?(?:分别|共同)?负责|分工负责|分别负责"
LEAD_VERBS = "牵头负责|牵头|负责"
ASSIST_VERBS = "组织落实|具体落实|协助|配合|参与|落实"
SEGMENT = re.compile(
    rf"(?P<names>.+?)(?:共同)?(?P<verb>{SHARED_VERBS}|{LEAD_VERBS}|{ASSIST_VERBS})(?=[，,；;。]|$)[，,；;。]?"
)
TOGETHER = re.compile("会同")
# 排在第一位的部门为牵头部门，下同 — governs every later measure (DOCUMENTS rule 3).
FIRST_LEADS = re.compile(r"[，,。；;]?(?:排在?|列)第一位[^，。；）)]*为牵头(?:部门|单位)(?:[，,]?下同)?")


# ---- readers: what a statement says --------------------------------------------------------------
def read_verbs(said: str) -> Statement:
    """Read 甲、乙负责，丙协助. Beside a 牵头, whoever is 负责 assists (DOCUMENTS rules 1, 2 and 4)."""
    lead: list[str] = []
    assist: list[str] = []
    aliases: dict[str, str] = {}
    headed = "牵头" in FIRST_LEADS.sub("", said)
    for segment in SEGMENT.finditer(FIRST_LEADS.sub("", said)):
        first, *others = TOGETHER.split(segment["names"], maxsplit=1)
        names, short = split_names(first)
        aliases |= short
        verb = segment["verb"]
        leads = "牵头" in verb or ("负责" in verb and not headed)
        (lead if leads else assist).extend(names)
        for other in others:
            assist.extend(split_names(other)[0])
    return statement(lead, assist, None, aliases)


def read_labels(said: str) -> Statement:
    """Read 牵头单位：甲 配合单位：乙 完成时限：丙, on one line or several; posts are no organisations."""
    found = list(LABEL.finditer(said))
    ends = [label.start() for label in found[1:]] + [len(said)]
    values = [
        (label["label"], said[label.end() : end].strip(" 　\n；;。，,")) for label, end in zip(found, ends, strict=True)
    ]
    headed = any(label.startswith("牵头") for label, _ in values)
    lead: list[str] = []
    assist: list[str] = []
    aliases: dict[str, str] = {}
    deadline = None
    for label, value in values:
        if re.fullmatch(DEADLINE_LABELS, label):
            deadline = re.split("[，,；;。]", value)[0] or None
        elif not re.fullmatch(POST_LABELS, label):
            bearers, helpers = cut_helpers(value)
            names, short = split_names(re.sub(f"(?:{SHARED_VERBS})$", "", bearers))
            aliases |= short
            leads = re.fullmatch(LEAD_LABELS, label) and (label.startswith("牵头") or not headed)
            (lead if leads else assist).extend(names)
            assist.extend(helpers)
    return statement(lead, assist, deadline, aliases)


def read_sentence(said: str) -> Statement:
    """Read a sentence of the body; it counts only if every name is a body, not a post (分管领导)."""
    one = read_verbs(said)
    return replace(one, in_body=True) if all(looks_like_body(name) for name in one.lead) else Statement()


def read_spread(said: str) -> Statement:
    """Read 甲负责稳控，乙、丙协助 and 甲会同乙: what stands before the first verb leads, the rest assists."""
    lead, rest = SPREAD.split(said, maxsplit=1)
    helpers = re.sub(f"^[^，]*，|(?:{ASSIST_VERBS})$", "", rest)
    return replace(statement(split_names(lead)[0], split_names(helpers)[0], None, {}), in_body=True)


def cut_helpers(value: str) -> tuple[str, list[str]]:
    """Cut （…配合） off the end of a run of names; the bracket names who assists."""
    found = re.search(r"[（(]([^（()）]+)(?:配合|协助)[）)]$", value)
    return (value[: found.start()], split_names(found[1])[0]) if found else (value, [])


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
NAME = r"[一-龥]{1,14}?(?:局|委|办|部|院|会|署|中心|公司|政府|街道)|各镇（街道）|各乡镇（街道）"
NAMES = rf"(?:{NAME})(?:、(?:{NAME}))*"
SPREAD = re.compile("会同|负责|组织")
INNER = r"[^（()）。]*(?:[（(][^（()）]*[）)][^（()）。]*)*"
FORMS: tuple[Form, ...] = (
    form(
        "责任分工行",
        "责任分工：县甲局、县乙局负责，县丙办协助。",
        r"^责任分工[：:](?P<said>.+)$",
        read_verbs,
    ),
    form(
        "括号标签",
        "……。（责任单位：市甲局、市乙局）",
        rf"[（(](?P<said>(?:{LABELS})[：:]{INNER})[）)]",
        read_labels,
    ),
    form(
        "标签行",
        "牵头单位：县甲局\n配合单位：县乙局\n完成时限：6月底前",
        rf"(?:^|(?<=[。.]))(?P<said>(?:{LABELS})(?:[：:]|\s)[^\n]*(?:\n(?:{LABELS})(?:[：:]|\s)[^\n]*)*)",
        read_labels,
    ),
    form(
        "括号负责",
        "……。（甲部牵头，乙部、丙局按职责分工负责）",
        rf"[（(](?P<said>{INNER}(?:负责|牵头|配合)(?:[；;，,。][^（()）]*)?)[）)]",
        read_verbs,
    ),
    form(
        "句中牵头",
        "此项工作由区甲局牵头，各镇（街道）具体落实，6月20日前完成。",
        r"由(?P<said>[^。；;]{2,60}?牵头(?:，[^。；;]*)?)(?=[。；;]|$)",
        read_sentence,
    ),
    form("句中会同", "由区甲局会同区乙局、区丙局约谈负责人。", rf"由(?P<said>{NAMES}会同{NAMES})", read_spread),
    form(
        "句中负责协助",
        "由区甲局组织认定，区乙局配合，依法办理。",
        rf"(?:^|(?<=[，。]))由?(?P<said>(?:{NAMES})(?:负责|组织)[^，。；]{{0,12}}，(?:{NAMES})(?:配合|协助|参与))",
        read_spread,
    ),
)


def find_statements(clause: str) -> list[tuple[re.Match[str], Statement]]:
    """Return the clause's own statements, where they stand and what they say; none means no duty."""
    for known in FORMS:
        matches = (match for match in known.pattern.finditer(clause) if len(match["said"]) <= LONGEST)
        found = [(match, known.read(match["said"])) for match in matches]
        named = [(match, said) for match, said in found if said.lead or said.assist]
        if named:
            return named
    return []
