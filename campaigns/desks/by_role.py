"""Which piles and boxes lie on the desk of which role? The one table of it."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TypeVar

from campaign_site.people.models import User
from campaigns.desks import field_work, other_work
from campaigns.desks import figures as beside
from campaigns.desks.figures import Box
from campaigns.desks.work import Pile

T = TypeVar("T")
Source = Callable[[User, dt.date], Pile]

WAITING: dict[str, tuple[Source, ...]] = {
    "office": (
        *(field_work.to_recognise, field_work.gaps_to_ask),
        *(other_work.circulars_to_confirm, other_work.rules_held, other_work.without_contact),
    ),
    "township": (field_work.to_approve, field_work.sent_back, field_work.my_tasks, field_work.notices),
    "village": (field_work.sent_back, field_work.my_tasks, field_work.notices),
    "market": (other_work.ads_to_decide,),
    "propaganda": (other_work.pages_to_review, other_work.unproven_placements, other_work.content_gaps),
    "propaganda_section": (other_work.pages_to_review,),
    "propaganda_leader": (other_work.pages_to_review,),
    "supervision": (field_work.overdue_tasks,),
    "regulator": (field_work.sent_back,),
    "media": (field_work.sent_back,),
    "bank": (field_work.sent_back,),
}
SENT: dict[str, tuple[Source, ...]] = {
    "office": (field_work.asked_by_me,),
    "propaganda": (other_work.my_drafts_in_review,),
}
BOXES: dict[str, tuple[Callable[[User, dt.date], Box], ...]] = {
    "office": (beside.coverage, beside.reports, beside.duties),
    "township": (beside.coverage, beside.duties),
    "village": (beside.duties,),
    "market": (beside.ads, beside.duties),
    "propaganda": (beside.coverage, beside.duties),
    "supervision": (beside.coverage, beside.reports),
    "auditor": (beside.audit, beside.coverage),
    "regulator": (beside.duties,),
    "media": (beside.duties,),
    "bank": (beside.duties,),
}


def lying(table: dict[str, tuple[T, ...]], user: User) -> Iterable[T]:
    """Return what lies on the desks of all the user's roles, each once, in the order of the table."""
    mine = [thing for role, things in table.items() if user.has_role(role) for thing in things]
    return dict.fromkeys(mine)


def waiting(user: User) -> Iterable[Source]:
    """Return what waits for the user."""
    return lying(WAITING, user)


def sent(user: User) -> Iterable[Source]:
    """Return what the user sent and waits for."""
    return lying(SENT, user)


def boxes(user: User) -> Iterable[Callable[[User, dt.date], Box]]:
    """Return the figures beside the lists."""
    return lying(BOXES, user)
