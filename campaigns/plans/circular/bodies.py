"""Where does a circular list duties by body: 县甲局：1.… 2.…, or one paragraph for each under 职责分工?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .grammar import LABELS
from .names import RUN
from .plain import plain

# Headings under which each paragraph tells what one body does.
DUTIES = re.compile(
    r"(?:职责|任务|责任|工作)(?:任务)?(?:分工|清单|划分|分解)|(?:部门|单位|成员单位|工作|各方)(?:工作|主要)?(?:职责|责任)$"
)
BODY_COLON = re.compile(rf"^(?P<names>{RUN})(?:(?:工作|主要)?(?:职责|任务))?：")
BODY_SUBJECT = re.compile(rf"^(?P<names>{RUN})(?!要|应|须|：|、|，)(?=[一-龥])")
HEADING_BODY = re.compile(rf"^(?P<names>{RUN})(?:(?:工作|主要)?(?:职责|任务|责任))?(?:[：。\n]|$)")
NO_BODY = re.compile(rf"^(?:{LABELS}|备注|附件|附|注|抄送|电话|地址|各单位|各部门)")
MARKED = re.compile(
    r"^(?:[一二三四五六七八九十百]{1,4}[、.．]|[（(][一二三四五六七八九十百\d]{1,4}[）)]|\d{1,3}[、.．])"
)


@dataclass(frozen=True)
class BodyLed:
    """A line that opens with the body it is about: where its text begins, and whether a colon sets the name apart."""

    names: str
    end: int
    apart: bool


def body_led(lines: list[str], parts: dict[int, str]) -> dict[int, BodyLed]:
    """Return the lines that open with a body; one of a kind in the whole text is chance and counts for nothing."""
    free = {at: plain(line) for at, line in enumerate(lines) if at not in parts}
    apart = {
        at: BodyLed(found["names"], found.end(), True)
        for at, line in free.items()
        if (found := BODY_COLON.match(line)) and not NO_BODY.match(line)
    }
    told = {
        at: BodyLed(found["names"], 0, False)
        for at in under_duties(free)
        if (found := BODY_SUBJECT.match(free[at])) and not NO_BODY.match(free[at])
    }
    return (apart if len(apart) > 1 else {}) | (told if len(told) > 1 else {})


def under_duties(lines: dict[int, str]) -> Iterator[int]:
    """Yield the unnumbered lines that stand right under a heading of duties."""
    inside = False
    for at, line in lines.items():
        if MARKED.match(line):
            inside = len(line) < 30 and is_duties(line)
        elif inside:
            yield at


def is_duties(heading: str) -> bool:
    """Tell whether a heading announces what each body does."""
    return bool(DUTIES.search(heading.rstrip("。.：:")))


def subject_body(text: str) -> str | None:
    """Return the body that a paragraph opens with as its subject: 县甲局依法查处…"""
    found = BODY_SUBJECT.match(text)
    return None if not found or NO_BODY.match(text) else found["names"]


def heading_body(text: str) -> str | None:
    """Return the body that is the whole heading of a clause: 县甲局。负责…"""
    found = HEADING_BODY.match(text)
    return None if not found or NO_BODY.match(text) else found["names"]
