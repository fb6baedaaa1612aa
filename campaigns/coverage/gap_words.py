"""Why does a row stand in the gap list, said as a sentence with its numbers?"""

import datetime as dt

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from campaign_site.terms import vocabularies
from campaigns.coverage.arithmetic import TERM_WORDS, TERMS, risk_band
from campaigns.coverage.gaps import Gap, GapReason
from campaigns.coverage.measures import VILLAGE, CoverageMeasures

VOCABULARIES = {"venue": "venue_kind", "audience": "audience", "channel": "channel"}


def label_of(reason: GapReason) -> str:
    """Return what a reason is about in a few characters: 村社, 进工厂, 老年人, 公共交通设施."""
    if reason.kind == GapReason.Kind.VILLAGE:
        return "村社"
    return vocabularies.label(VOCABULARIES[reason.kind], reason.key)


def why(gap: Gap, reasons: list[GapReason], *, today: dt.date, measures: CoverageMeasures) -> SafeString:
    """Return the sentence of a row: each reason with its days, then what is known of the township's risk."""
    parts = format_html_join("；", "{}", ((_reason(reason, today, measures),) for reason in reasons))
    if gap.risk is None:
        return format_html("{}。", parts)
    return format_html("{}。所在镇街风险<b>{}</b>。", parts, risk_band(gap.risk))


def _reason(reason: GapReason, today: dt.date, measures: CoverageMeasures) -> SafeString:
    what = "" if reason.kind == GapReason.Kind.VILLAGE else label_of(reason)
    deed = "刊播到达" if reason.kind == GapReason.Kind.CHANNEL else "计入的活动"
    days = fresh_days(reason, measures)
    gone = reason.uncovered_days(today)
    if gone is None:
        return format_html("{}<b>从来没有</b>{}", what, deed)
    if gone == days + 1:
        return format_html("{}上次 {}，今天是第 <b>{} 天</b>，转为缺口", what, f"{reason.last_on}", gone)
    return format_html("{}<b>{} 天</b>没有{}（上次 {}，一场管 {} 天）", what, gone, deed, f"{reason.last_on}", days)


def fresh_days(reason: GapReason, measures: CoverageMeasures) -> int:
    """Return for how many days one record covers this reason."""
    by_kind = {"village": VILLAGE, "audience": "audience", "channel": "channel"}
    return measures.fresh_days(by_kind.get(reason.kind, reason.key))


def parts_of(gap: Gap) -> list[tuple[str, int]]:
    """Return the known parts of the score in words and whole points, in the order of the formula."""
    return [(TERM_WORDS[term], round(gap.parts[term])) for term in TERMS if term in gap.parts]


def bar_of(gap: Gap) -> list[tuple[int, float, float]]:
    """Return where each part of the score is drawn: which part, from, how wide, out of 100."""
    drawn, at = [], 0.0
    for number, term in enumerate(TERMS):
        if term in gap.parts:
            drawn.append((number, round(at, 2), round(gap.parts[term], 2)))
            at += gap.parts[term]
    return drawn


def suggestion(gap: Gap, reasons: list[GapReason]) -> str:
    """Return what could be asked for, to be changed by who asks."""
    villages = [reason for reason in reasons if reason.kind in ("village", "audience")]
    names = "、".join(label_of(reason) for reason in reasons if reason.kind != "village")
    if villages:
        whom = "、".join(label_of(reason) for reason in villages if reason.kind == "audience")
        return f"在{gap.place}开一场{f'面向{whom}的' if whom else ''}宣传活动。"
    channels = [reason for reason in reasons if reason.kind == "channel"]
    return f"在{gap.place}补上{names}{'的刊播' if len(channels) == len(reasons) else ''}。"
