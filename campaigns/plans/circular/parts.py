"""Which parts does a circular have, once it has been read?"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Statement:
    """Who answers for a clause, in the words of one responsibility statement."""

    lead: tuple[str, ...] = ()
    assist: tuple[str, ...] = ()
    deadline_text: str | None = None
    aliases: tuple[tuple[str, str], ...] = ()
    in_body: bool = False  # a sentence of the body, which keeps it


@dataclass(frozen=True)
class Measure:
    """One numbered task of the plan; names stand as printed."""

    number: str
    section: str | None
    heading: str | None
    body: str
    lead: tuple[str, ...]
    assist: tuple[str, ...]
    deadline: str | None
    deadline_text: str | None
    resp_text: str | None
    unnumbered: bool = False  # the text prints no number; ours tells its place


@dataclass(frozen=True)
class Line:
    """A line of the text and what it was taken for: a part's name, and a measure's number."""

    text: str
    part: str
    number: str | None = None


@dataclass(frozen=True)
class Frame:
    """What stands around the measures: who writes to whom, and when (ISO date)."""

    title: str | None = None
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    date: str | None = None
    recipients: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()

    @property
    def issuer(self) -> str | None:
        """The one signing body; a joint issue has none and is listed in `issuers`."""
        return self.issuers[0] if len(self.issuers) == 1 else None


@dataclass(frozen=True)
class Circular:
    """A circular as understood, with every line accounted for."""

    frame: Frame
    measures: tuple[Measure, ...]
    aliases: dict[str, str] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()

    @property
    def in_prose(self) -> bool:
        """Tell whether no line states who answers: each duty was taken from a paragraph that opens with its body."""
        return bool(self.measures) and all(one.unnumbered and one.resp_text for one in self.measures)

    @property
    def leftovers(self) -> list[str]:
        return [line.text for line in self.lines if line.part == "leftover"]
