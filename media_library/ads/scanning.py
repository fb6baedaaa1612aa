"""What does the rulebook say of one advertisement, as the record other programs read?

Pure. One function for the command, the evaluation, the public check and the interface for outlets.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from media_library.ads.clauses import Clause
from media_library.ads.rulebook import Rulebook
from media_library.ads.rules import Hit, Reading, Written, read

LONGEST_TEXT = 2_000_000  # signs; longer is no advertisement, and a scan stays within seconds
LONGEST_FIELD = 1_000


class BadRecord(ValueError):
    """A record that cannot be scanned; the message is a Chinese sentence that names the field."""


def scan(record: Mapping[str, Any], book: Rulebook, *, today: date) -> dict[str, Any]:
    """Scan one record of the contract (issue 4, item 4).

    Goes in: {"id", "text", "carrier"?, "published_on"?, "advertiser"?}, besides "place", "picture" (what is drawn) and
    "complete" (nothing left out). Without a date the law of `today` counts. Comes out: the flags of the contract;
    raises BadRecord.
    """
    return flags(record.get("id"), read(written(record, today=today), book))


def written(record: Mapping[str, Any], *, today: date) -> Written:
    """The advertisement a record describes; raises BadRecord naming the field."""
    if not isinstance(record, Mapping):
        raise BadRecord("这一行不是一个对象，请写成 {“id”: …, “text”: …}。")
    _answerable(record.get("id"))
    if "text" not in record:
        raise BadRecord("缺少 text（广告文字）。")
    complete = record.get("complete") or False
    if not isinstance(complete, bool):
        raise BadRecord("complete 要写成 true 或者 false。")
    return Written(
        text=_words(record, "text", longest=LONGEST_TEXT),
        published_on=_day(record, today),
        speaker=_words(record, "advertiser"),
        carrier=_words(record, "carrier"),
        place=_words(record, "place"),
        picture=_picture(record),
        complete=complete,
    )


def _answerable(id: Any) -> None:
    """An id is given back as it came: it must be one that JSON in UTF-8 can hold."""
    if isinstance(id, bool) or not (id is None or isinstance(id, str | int | float)):
        raise BadRecord("id 要写成字符串或者数字。")
    if isinstance(id, float) and not math.isfinite(id):
        raise BadRecord("id 的数字太大，请改写成字符串。")
    if isinstance(id, str):
        _writable(id, "id")


def _words(record: Mapping[str, Any], name: str, *, longest: int = LONGEST_FIELD) -> str:
    """A field of words; null counts as not given, `text` apart."""
    value = record.get(name)
    if value is None and name != "text":
        return ""
    if not isinstance(value, str):
        raise BadRecord(f"{name} 要写成字符串。")
    if len(value) > longest:
        raise BadRecord(f"{name} 太长（超过 {longest} 字）。")
    _writable(value, name)
    return value


def _writable(value: str, name: str) -> None:
    """Refuse half a sign: no answer could be written with it."""
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise BadRecord(f"{name} 里有不成字的编码（单独的代理项），请按 UTF-8 重新导出。")


def _picture(record: Mapping[str, Any]) -> str:
    """What is drawn: one string or a list of them."""
    value = record.get("picture")
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return _words({"picture": " ".join(value)}, "picture")
    return _words(record, "picture")


def _day(record: Mapping[str, Any], today: date) -> date:
    """`published_on` as YYYY-MM-DD, a longer moment by its day; `today` when it is not given."""
    value = record.get("published_on")
    if value is None or value == "":
        return today
    if not isinstance(value, str):
        raise BadRecord("published_on 要写成 2026-05-01 这样的日期字符串。")
    try:
        return date.fromisoformat(value.strip()[:10] if value.strip()[10:11] in ("T", " ") else value.strip())
    except ValueError as error:
        raise BadRecord("published_on 不是日期，请写成 2026-05-01 这样。") from error


def flags(id: Any, seen: Reading) -> dict[str, Any]:
    """The contract's record of a reading: only points that count; signals against the others stand apart."""
    return {
        "id": id,
        "suspect": seen.suspect,
        "score": seen.score,
        "severity": seen.severity,
        "hits": [_flag(hit) for hit in seen.hits if hit.counted],
        "counter_signals": sorted({signal.id for hit in seen.hits for signal in hit.counter_signals}),
        "annual_rate": seen.annual_rate,
        "direction": seen.direction if seen.direction != "unknown" else None,
        "ruleset": seen.ruleset,
    }


def _flag(hit: Hit) -> dict[str, Any]:
    """One point; `scope` only where it is not our matter."""
    told = {
        "rule": hit.rule,
        "severity": hit.severity,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "basis": [cited(clause) for clause in hit.basis],
    }
    return told | ({"scope": hit.scope} if hit.scope else {})


def cited(clause: Clause) -> str:
    """How a clause is cited to machines: its label, with the warning that belongs to it."""
    return f"{clause.label}（{clause.warning}）" if clause.warning else clause.label
