"""How well does a reading agree with the labels of a circular: who leads, who assists, and field by field?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Reading: TypeAlias = Mapping[str, Any]
Pair: TypeAlias = tuple[str, str]

SIDES = ("lead", "assist")
FRAME_FIELDS = ("title", "doc_number", "issuer", "issuers", "date", "recipients", "cc", "aliases")
MEASURE_FIELDS = ("number", "section", "heading", "body", "deadline", "deadline_text", "resp_text")
DEADLINES = ("deadline", "deadline_text")
BRACKETS = str.maketrans("﹝[［﹞]］", "〔〔〔〕〕〕")


@dataclass
class Agreement:
    """Pairs (measure, unit) found, missed and added, of one side in one circular or in many."""

    found: int = 0
    missed: list[Pair] = field(default_factory=list)
    added: list[Pair] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where nothing was to be found and nothing was."""
        all_pairs = 2 * self.found + len(self.missed) + len(self.added)
        return 2 * self.found / all_pairs if all_pairs else 1.0

    def add(self, other: "Agreement") -> None:
        """Take in the pairs of another circular."""
        self.found += other.found
        self.missed += other.missed
        self.added += other.added


@dataclass
class Score:
    """What one circular scored: both sides, and of each field how many of how many agree, with what differs."""

    sides: dict[str, Agreement] = field(default_factory=lambda: {side: Agreement() for side in SIDES})
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def count(self, name: str, where: str, *, expected: object, read: object) -> None:
        """Count one value of a field."""
        right, total = self.fields.get(name, (0, 0))
        self.fields[name] = (right + (expected == read), total + 1)
        if expected != read:
            self.differences.append(f"{where} {name}：应为 {expected!r}，读成 {read!r}")

    def add(self, other: "Score") -> None:
        """Take in another circular's score."""
        for side in SIDES:
            self.sides[side].add(other.sides[side])
        for name, (right, total) in other.fields.items():
            mine, of = self.fields.get(name, (0, 0))
            self.fields[name] = (mine + right, of + total)


def score(expected: Reading, read: Reading) -> Score:
    """Compare a reading with its labels (shapes as in `output.as_json`); measures are matched by number.

    Measures labelled `ambiguous` are left out on both sides, deadlines labelled `ambiguous_deadline` as well (DOCUMENTS §2).
    """
    result = Score()
    doubtful = {one["number"] for one in expected["measures"] if one.get("ambiguous")}
    labels = [one for one in expected["measures"] if one["number"] not in doubtful]
    readings = [one for one in read["measures"] if one["number"] not in doubtful]
    for side in SIDES:
        result.sides[side] = agreement(set(pairs(labels, side)), set(pairs(readings, side)))
    for name in FRAME_FIELDS:
        if name in expected:
            result.count(name, "全文", expected=comparable(name, expected[name]), read=comparable(name, read[name]))
    score_measures(result, labels, readings)
    return result


def score_measures(result: Score, labels: Iterable[Reading], readings: Iterable[Reading]) -> None:
    """Count the fields of each labelled measure; one that was not read has no field right."""
    by_number: dict[str, list[Reading]] = {}
    for one in readings:
        by_number.setdefault(one["number"], []).append(one)
    for label in labels:
        same = by_number.get(label["number"])
        read = same.pop(0) if same else {}
        for name in MEASURE_FIELDS:
            doubtful = name in DEADLINES and label.get("ambiguous_deadline")
            if name in label and not doubtful:
                result.count(name, label["number"], expected=label[name], read=read.get(name, "（没有读到这一项）"))


def pairs(measures: Iterable[Reading], side: str) -> Iterator[Pair]:
    """Yield (number, unit) of one side."""
    return ((one["number"], unit) for one in measures for unit in one[side])


def agreement(expected: set[Pair], read: set[Pair]) -> Agreement:
    """Compare two sets of pairs."""
    return Agreement(len(expected & read), sorted(expected - read), sorted(read - expected))


def comparable(name: str, value: Any) -> Any:
    """Return a value as it is compared: the shapes of brackets in a document number are equal."""
    return value.translate(BRACKETS) if name == "doc_number" and value else value
