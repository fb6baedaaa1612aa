"""What does one square of the board show, and to which records does it open?"""

from dataclasses import dataclass

from campaigns.coverage.arithmetic import BAND_GLYPHS, BAND_WORDS, Band, State, band, per_cent
from campaigns.coverage.measures import CoverageMeasures


@dataclass(frozen=True)
class Square:
    """One number with its glyph and word; `small` is what stands smaller behind or below it."""

    band: Band
    number: str = ""
    small: str = ""
    below: bool = False
    word: str = ""
    records: str = ""
    estimate: bool = False

    @property
    def said(self) -> str:
        """The state in words, for those who do not see the glyph."""
        return self.word or BAND_WORDS[self.band]

    @property
    def glyph(self) -> str:
        """The name of the drawn glyph; nothing is drawn without a denominator."""
        return "" if self.band is Band.NONE else self.band.value

    @property
    def text(self) -> str:
        """The square as one line of text, for exports and prints: glyph, number, word."""
        if self.band is Band.NONE and self.word == "—":
            return "—"
        shown = f"{self.number}{self.small}".strip()
        return " ".join(part for part in (BAND_GLYPHS[self.band] if self.glyph else "", shown, self.said) if part)


NOT_THERE = Square(Band.NONE, word="—")


@dataclass
class Tally:
    """What is known of one township (or the county) and one column."""

    events: int = 0
    homes: int = 0
    covered: int = 0
    total: int | None = None

    def add(self, other: "Tally") -> None:
        """Add a township to the county's row; who has no denominator leaves the share, not the plain numbers."""
        if other.total:
            self.covered += other.covered
            self.total = (self.total or 0) + other.total
        self.events += other.events
        self.homes += other.homes


def share_square(
    tally: Tally, state: State, measures: CoverageMeasures, *, records: str, percent: bool = False
) -> Square:
    """Return the square of a covered/total pair; `percent` is for estimates, which show only their share."""
    where = {"records": records, "estimate": percent}
    if state is State.MISSING:
        return Square(Band.VOID, **where)
    found = band(tally.covered, tally.total, state, ok_from=measures.ok_from, watch_from=measures.watch_from)
    if found is Band.NONE:
        plain = tally.homes if percent else tally.events
        return Square(found, f"{plain:,}", "无分母", below=True, **where)
    if percent:
        visited = min(tally.covered, tally.total or 0)  # a home visited twice is one home: never above the whole
        return Square(found, f"{per_cent(visited, tally.total)}%", **where)
    return Square(found, f"{tally.covered:,}", f"/{tally.total:,}{' 零报' if state is State.ZERO else ''}", **where)


def reach_square(*, events: int, amount: int, unproven: int, state: State, records: str) -> Square:
    """Return the square of a channel: reached with its native number, not reached, without proof, or not reported."""
    if events:
        return Square(Band.OK, f"{amount:,}" if amount else "", word="到", records=records)
    if unproven:
        return Square(Band.VOID, word="缺证明", records=records)
    if state is State.MISSING:
        return Square(Band.VOID, records=records)
    return Square(Band.GAP, "不到", "（零报）" if state is State.ZERO else "", word="缺口", records=records)
