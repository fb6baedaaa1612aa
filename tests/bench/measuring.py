"""What is one measured line, and how is it taken?"""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple


class Line(NamedTuple):
    """A figure beside its baseline; the ratio is what can be compared between machines."""

    what: str
    figure: float
    unit: str
    baseline: str = ""
    against: float = 0.0

    def __str__(self) -> str:
        ratio = f"  = {self.figure / self.against:.1f} × {self.baseline}（{self.against:.2f}）" if self.against else ""
        return f"{self.what}：{self.figure:.2f} {self.unit}{ratio}"


def milliseconds(call: Callable[[], object], *, times: int = 15) -> float:
    """Return the median of `times` calls after one that warms up."""
    call()
    taken = []
    for _ in range(times):
        begun = perf_counter()
        call()
        taken.append((perf_counter() - begun) * 1000)
    return median(taken)
