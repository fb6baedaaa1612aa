"""To which place or unit does a row belong? Every model says it in `row_scope`; people.scoping reads it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RowScope:
    """Where a row belongs: lookups to a Place and to a Unit ("self": the row is one); `open` rows belong to all staff.

    Without `place`, the place is the seat of the unit. Rows that all may see but not all may change name in `changed_at`
    the lookups to the places from where they are kept; where none of them leads to a place, everybody's permission holds.
    """

    place: str = ""
    unit: str = ""
    open: bool = False
    changed_at: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The lookup to the 12-digit code of the row's place; empty when the row has none."""
        if self.place:
            return "code" if self.place == "self" else f"{self.place}__code"
        if self.unit:
            return "place__code" if self.unit == "self" else f"{self.unit}__place__code"
        return ""
