"""How does a person change what was read in a draft: a measure edited, left out, taken back, added?

Every change lies over the machine's reading, says who and when, and counts up the document's version by a conditional
update. Whoever edits what somebody else has changed since is told, and nothing of either is lost.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from campaign_site.audit.recording import record
from campaign_site.people.models import User

from .sources import SourceDocument
from .worked import differing, laid_over, next_key, read_values

TRIES = 8
MAX_ADDED = 200
CLOSED = "有人先办了：这份来文已经确认或作废，不能再改。请刷新页面。"
Edit = dict[str, Any]


class Overtaken(ValidationError):
    """Somebody else changed the same thing since it was opened."""


@dataclass(frozen=True)
class Hand:
    """Who changes a draft, when, and which version of it they had before them (None: the newest)."""

    actor: User
    now: dt.datetime
    seen: int | None = None

    def refuse_if_overtaken(self, edit: Edit) -> None:
        """Raise Overtaken when the edit is younger than what was seen, and somebody else's."""
        if self.seen is None or edit.get("version", 0) <= self.seen:
            return
        at = timezone.localtime(dt.datetime.fromisoformat(edit["at"]))
        raise Overtaken(
            f"{edit['by']}在 {at:%m-%d %H:%M} 先改了这一项，您的改动还没有存。您写的都留在下面，请对照现在的写法定好，再存一次。"
        )

    def sign(self, edit: Edit, version: int) -> Edit:
        """Return the edit with who, when, and the version it makes."""
        return edit | {"by": str(self.actor), "at": self.now.isoformat(), "version": version}


def amend(document: SourceDocument, change: Callable[[SourceDocument], dict[str, Any]]) -> None:
    """Store what `change` makes of the newest row, counting up its version; `document` is the stored row afterwards.

    Raises ValidationError when the circular is no draft any more, or others are quicker again and again.
    """
    for _ in range(TRIES):
        current = SourceDocument.objects.get(pk=document.pk)
        if current.state != SourceDocument.State.DRAFT:
            raise ValidationError(CLOSED)
        values = change(current)
        row = SourceDocument.objects.filter(pk=current.pk, state=current.state, version=current.version)
        if row.update(**values, version=current.version + 1) == 1:
            document.refresh_from_db()
            return
    raise ValidationError("这会儿改这份来文的人太多，没有存上。请稍等再存。")


def change_measure(
    document: SourceDocument, hand: Hand, key: str, change: Callable[[Edit, Edit], Edit], action: str
) -> None:
    """Change the edit of one measure by `change(edit, read)` and put before and after on record."""
    told: dict[str, Edit] = {}

    def changed(current: SourceDocument) -> dict[str, Any]:
        before, read = current.edits.get(key, {}), read_of(current, key)
        hand.refuse_if_overtaken(before)
        after = hand.sign(change(before, read), current.version + 1)
        told["before"], told["after"] = before, after
        return {"edits": current.edits | {key: after}}

    amend(document, changed)
    record(hand.actor, action, document, before={key: told["before"]}, after={key: told["after"]})


def read_of(document: SourceDocument, key: str) -> Edit:
    """Return what the machine read under a key, {} for a measure added by hand; raises ValidationError for no measure."""
    measures = document.reading["measures"]
    if key in document.edits and key.startswith("a"):
        return {}
    if key[:1] == "m" and key[1:].isdecimal() and len(key) < 8 and int(key[1:]) < len(measures):
        return read_values(measures[int(key[1:])])
    raise ValidationError("来文里没有这一项。请刷新页面再改。")


def edit_measure(document: SourceDocument, hand: Hand, key: str, values: dict[str, Any]) -> None:
    """Write a measure's fields as the office wants them; what equals the reading is no change. Raises Overtaken."""

    def change(edit: Edit, read: Edit) -> Edit:
        return edit | {"fields": differing(values, read)}

    change_measure(document, hand, key, change, "plans.edit_measure")


def leave_out(document: SourceDocument, hand: Hand, key: str, *, out: bool = True) -> None:
    """Leave a measure out of the plan, or take it back in. Raises Overtaken."""

    def change(edit: Edit, read: Edit) -> Edit:
        return edit | {"left_out": out}

    change_measure(document, hand, key, change, "plans.leave_out" if out else "plans.take_back")


def add_measure(
    document: SourceDocument, hand: Hand, values: dict[str, Any], *, after: str = "", line: int | None = None
) -> str:
    """Add a measure by hand after another, or in place of a line left over; return its key."""
    made: dict[str, Any] = {}

    def added(current: SourceDocument) -> dict[str, Any]:
        refuse_second(current, line)
        edit = {"fields": differing(values, {}), "after": after}
        edit |= {} if line is None else {"line": line}
        key = next_key(current.edits)
        made.update(key=key, edit=hand.sign(edit, current.version + 1))
        return {"edits": current.edits | {key: made["edit"]}}

    amend(document, added)
    record(hand.actor, "plans.add_measure", document, after={made["key"]: made["edit"]})
    return str(made["key"])


def refuse_second(document: SourceDocument, line: int | None) -> None:
    """Refuse a line that became a measure already, and more measures by hand than anybody types."""
    added = [laid_over(key, {}, edit) for key, edit in document.edits.items() if key.startswith("a")]
    taken = next((one for one in added if line is not None and one.line == line and not one.left_out), None)
    if taken is not None:
        raise Overtaken(f"{taken.by}已经把这一行做成任务“{taken.title}”了，没有再做一次。")
    if len(added) >= MAX_ADDED:
        raise ValidationError(f"手工添加的任务已有 {MAX_ADDED} 项。请把公文改好，作废这一份再上传。")
