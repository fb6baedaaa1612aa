"""Which clause of which law a rule stands on, and was it in force on a given day?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sureness(StrEnum):
    """How sure we are of a clause's wording and number; shown to everybody who reads it."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


WARNINGS = {Sureness.VERIFIED: "", Sureness.SECONDARY: "二手来源，待法制复核", Sureness.UNVERIFIED: "依据待复核"}


@dataclass(frozen=True)
class Clause:
    """One place in one law with its days in force; `effective_to` is the last day, none means still in force."""

    id: str
    law: str
    place: str
    words: str
    penalty: str
    effective_from: date
    effective_to: date | None
    status: Sureness

    @property
    def label(self) -> str:
        """How the interface and letters cite it."""
        law = self.law if "〔" in self.law else f"《{self.law}》"
        return f"{law}{self.place}"

    @property
    def warning(self) -> str:
        """What must stand beside the citation; empty where the full text was read."""
        return WARNINGS[self.status]

    def in_force(self, day: date) -> bool:
        """Whether an advertisement of `day` is judged by this clause."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)
