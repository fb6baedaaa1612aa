"""How does a room say which table it takes: columns with their headings, kinds and what must be there?

The adapter for files: a room declares a `Table`, `reading.read` gives it rows with line numbers or Chinese sentences of
what is wrong, `blank_form.write` gives people the form to fill in. Nothing here knows what the rows are for.
"""

import re
from dataclasses import dataclass

from campaign_site.tables_in.cells import Count, Kind, plain

MOST_FAULTS = 100
MORE = re.compile(r"……另有 (\d+) 处")
BRACKETS = re.compile(r"[(\[【〔]([^)\]】〕]*)[)\]】〕]")


@dataclass(frozen=True)
class Column:
    """One column: its key in a row, its heading, other headings people use, the kind of its cells, a note for the form."""

    key: str
    label: str
    kind: Kind
    headings: tuple[str, ...] = ()
    required: bool = False
    note: str = ""

    @property
    def heading(self) -> str:
        """The heading on our own form, with the unit of measure."""
        return f"{self.label}（{self.kind.unit}）" if isinstance(self.kind, Count) else self.label

    def names(self) -> frozenset[str]:
        """Return the headings that mean this column, as `bare` writes them."""
        return frozenset(bare(name) for name in (self.label, *self.headings))


@dataclass(frozen=True)
class Table:
    """A table that people send. `needs` are keys of which every sheet has at least one.

    A row in which none of the columns `about` is filled says nothing, as where our own form only names a township.
    """

    key: str
    label: str
    columns: tuple[Column, ...]
    needs: tuple[str, ...] = ()
    most_rows: int = 20_000
    about: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    def meant(self, heading: str) -> Column | None:
        """Return the column that a printed heading means; None for a column we do not know."""
        return next((column for column in self.columns if bare(heading) in column.names()), None)


@dataclass(frozen=True)
class Row:
    """What one line says: values by column key; a key is absent where the cell is blank."""

    line: int
    values: dict[str, object]


@dataclass(frozen=True)
class Sent:
    """A table as read: its rows, what is wrong (nothing may be written while there is any), what was left unread."""

    rows: list[Row]
    faults: list[str]
    remarks: list[str]
    sheet: str = ""


def told(faults: list[str]) -> list[str]:
    """Return at most a hundred faults and how many more there are, those left out before counted in."""
    before = sum(int(match[1]) for fault in faults if (match := MORE.match(fault)))
    own = [fault for fault in faults if not MORE.match(fault)]
    left = before + max(0, len(own) - MOST_FAULTS)
    return own[:MOST_FAULTS] + ([f"……另有 {left} 处，改好以上的再传。"] if left else [])


def bare(heading: str) -> str:
    """Return a heading without spaces, stars, numbering and what stands in brackets: *1. 户 数（户） → 户数."""
    text = BRACKETS.sub("", plain(heading))
    return re.sub(r"[\s*:：·_\-/]|^\d+[.、]", "", text).lower()


def bracketed(heading: str) -> str:
    """Return what stands in the brackets of a heading: 户数（万户） → 万户."""
    match = BRACKETS.search(plain(heading))
    return match[1].strip().removeprefix("单位").lstrip(":：") if match else ""
