"""How well do the rules tell labelled advertisements apart: shares flagged, recall, precision, misses and false alarms?

Pure. Labels are those of data/ADS.md: `violating`, `compliant`, `not_ad`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

LABELS = ("violating", "compliant", "not_ad")
ALL = "全部"
SURE = "不计把握低的"
VERBATIM = "不计转述的"
Flags = Mapping[str, Any]


@dataclass
class Tally:
    """Of each label, how many were flagged and how many there are."""

    flagged: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LABELS, 0))
    of: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LABELS, 0))

    def add(self, label: str, suspect: bool) -> None:
        """Count one advertisement."""
        self.of[label] += 1
        self.flagged[label] += suspect

    def share(self, label: str) -> float | None:
        """The share of a label that is flagged, 0..1; of `violating` it is the recall. None without any."""
        return self.flagged[label] / self.of[label] if self.of[label] else None

    @property
    def precision(self) -> float | None:
        """The share of violating ones among the flagged; it depends on the mix. None when nothing is flagged."""
        flagged = sum(self.flagged.values())
        return self.flagged["violating"] / flagged if flagged else None


@dataclass
class Evaluation:
    """The tallies of one file: whole, by confidence and wording, by category, by a field; and what went wrong."""

    whole: dict[str, Tally] = field(default_factory=dict)
    categories: dict[str, Tally] = field(default_factory=dict)
    groups: dict[str, Tally] = field(default_factory=dict)
    missed: list[Mapping[str, Any]] = field(default_factory=list)
    false_alarms: list[Mapping[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Counts and shares, and the ids of what went wrong, low confidence marked."""
        parts = {"whole": self.whole, "categories": self.categories, "groups": self.groups}
        told: dict[str, Any] = {
            part: {name: _shares(tally) for name, tally in tallies.items()} for part, tallies in parts.items()
        }
        for name, rows in (("missed", self.missed), ("false_alarms", self.false_alarms)):
            told[name] = [{"id": row.get("id"), "confidence": row.get("confidence") or "high"} for row in rows]
        return told


def evaluate(
    records: Iterable[Mapping[str, Any]], scan: Callable[[Mapping[str, Any]], Flags], *, by: str = ""
) -> Evaluation:
    """Scan labelled records and count.

    Goes in: records with `text` and `label` (besides `categories`, `confidence`, `verbatim`), the scan of one record,
    and the field to group by. Comes out: the `Evaluation`; rows of low confidence and reworded ones also left out
    once each. Raises what `scan` raises.
    """
    found = Evaluation()
    for record in records:
        label, suspect = record["label"], bool(scan(record)["suspect"])
        for name in _wholes(record):
            found.whole.setdefault(name, Tally()).add(label, suspect)
        for category in record.get("categories") or ():
            found.categories.setdefault(str(category), Tally()).add(label, suspect)
        if by:
            found.groups.setdefault(str(record.get(by, "")), Tally()).add(label, suspect)
        if suspect != (label == "violating"):
            (found.false_alarms if suspect else found.missed).append(record)
    return found


def _wholes(record: Mapping[str, Any]) -> list[str]:
    """In which tallies of the whole a record counts."""
    sure = [SURE] if record.get("confidence") != "low" else []
    return [ALL, *sure, *([VERBATIM] if record.get("verbatim") is not False else [])]


def _shares(tally: Tally) -> dict[str, Any]:
    """One tally for machines."""
    shares = {f"flagged_{label}": _rounded(tally.share(label)) for label in LABELS}
    return {
        "recall": _rounded(tally.share("violating")),
        "precision": _rounded(tally.precision),
        **shares,
        "flagged": dict(tally.flagged),
        "of": dict(tally.of),
    }


def _rounded(share: float | None) -> float | None:
    """Four places, or none."""
    return None if share is None else round(share, 4)
