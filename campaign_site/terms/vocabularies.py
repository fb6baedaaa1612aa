"""Which keys does a vocabulary offer on a day, and what are they called, in this edition or in another one's view?

Within one web request each vocabulary is read once; elsewhere each call is one query.
"""

import datetime as dt
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.signals import request_finished, request_started

from campaign_site.terms.models import Term

_request = threading.local()


@dataclass(frozen=True)
class Group:
    """Where another edition puts a key: the group's key and name."""

    key: str
    label: str


def keys(vocabulary: str, day: dt.date | None = None, *, edition: str = "") -> list[str]:
    """Return the keys by which things are recorded, in order: on `day` or, without one, now; only one edition's if asked."""
    return [term.key for term in _recorded(vocabulary, day) if edition in ("", term.edition)]


def choices(vocabulary: str, day: dt.date | None = None) -> list[tuple[str, str]]:
    """Return (key, label) for a form field, in order."""
    return [(term.key, term.label) for term in _recorded(vocabulary, day)]


def label(vocabulary: str, key: str, edition: str = "") -> str:
    """Return what the key is called now (or was last), or in `edition`; the key itself when it was never called anything."""
    named = [term for term in _rows(vocabulary) if term.key == key]
    if edition:
        named = [term for term in named if term.edition == edition]
    else:
        named = sorted((term for term in named if term.recorded), key=_ends)
    return named[-1].label if named else key


def parent(vocabulary: str, key: str) -> str:
    """Return the key into which this one falls, such as the channel of a carrier; empty when it falls into none."""
    falls = [term for term in _rows(vocabulary) if term.key == key and term.recorded]
    return max(falls, key=_ends).parent_key if falls else ""


def view(vocabulary: str, edition: str) -> dict[str, Group]:
    """Return for each key its group in another edition's view, groups in that edition's order."""
    return {
        term.key: Group(term.parent_key or term.key, term.label)
        for term in _rows(vocabulary)
        if term.edition == edition
    }


def seen_as(counts: Mapping[str, int], groups: Mapping[str, Group]) -> dict[Group, int]:
    """Return the counts by key added up by group; a key without a group stands for itself, so the total is the same."""
    order = list(dict.fromkeys(groups.values()))
    seen = dict.fromkeys(order, 0)
    for key, count in counts.items():
        group = groups.get(key, Group(key, key))
        seen[group] = seen.get(group, 0) + count
    return seen


def _ends(term: Term) -> dt.date:
    return term.valid_to or dt.date.max


def _recorded(vocabulary: str, day: dt.date | None) -> Iterable[Term]:
    for term in _rows(vocabulary):
        begun = day is None or term.valid_from <= day
        if term.recorded and begun and (term.valid_to is None or (day is not None and day < term.valid_to)):
            yield term


def _rows(vocabulary: str) -> list[Term]:
    read: dict[str, list[Term]] | None = getattr(_request, "read", None)
    if read is None:
        return _query(vocabulary)
    if vocabulary not in read:
        read[vocabulary] = _query(vocabulary)
    return read[vocabulary]


def _query(vocabulary: str) -> list[Term]:
    return list(Term.objects.filter(vocabulary=vocabulary).order_by("position", "key", "valid_from"))


def _begin(**signal: Any) -> None:
    _request.read = {}


def _end(**signal: Any) -> None:
    _request.read = None


request_started.connect(_begin, dispatch_uid="terms: read once per request")
request_finished.connect(_end, dispatch_uid="terms: forget after the request")
