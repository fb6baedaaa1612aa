"""What did a correction change: which measure is which, and what is new, gone, reworded or borne by others?"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from .worked import LABELS, TEXTS, Worked

SAME_NUMBER = 50.0  # how alike two texts under one number must be to be one measure
OTHER_NUMBER = 70.0  # and under different numbers
LONGEST = 400  # signs compared of a text
GLANCE = 80  # signs compared where any may be any other's


@dataclass(frozen=True)
class Difference:
    """One measure that is not as it was: `old` is None when it is new, `new` is None when it is gone."""

    old: Worked | None
    new: Worked | None
    fields: tuple[tuple[str, str, str], ...] = ()
    parties: tuple[str, ...] = field(default=())

    @property
    def kind(self) -> str:
        if self.old is None:
            return "added"
        return "removed" if self.new is None else "changed"


@dataclass
class Pairing:
    """The measures of two readings that nobody has paired yet, and the pairs found: old key by new key."""

    old: dict[str, Worked]
    new: dict[str, Worked]
    pairs: dict[str, str] = field(default_factory=dict)

    def take(self, new_key: str, old_key: str) -> None:
        self.pairs[new_key] = old_key
        del self.old[old_key], self.new[new_key]

    def by_key(self, key: Callable[[Worked], object], *, like: float = 0.0) -> None:
        """Pair those that have the same key and texts alike enough, the first with the first."""
        waiting: dict[object, list[str]] = defaultdict(list)
        for one in self.old.values():
            waiting[key(one)].append(one.key)
        for one in list(self.new.values()):
            keys = waiting[key(one)]
            fits = (at for at in keys if not like or fuzz.ratio(words(one), words(self.old[at])) >= like)
            found = next(fits, None)
            if found is not None:
                keys.remove(found)
                self.take(one.key, found)

    def by_likeness(self) -> None:
        """Pair what is left with the likest text that is left, if any is alike enough."""
        for one in list(self.new.values()):
            texts = {key: words(other)[:GLANCE] for key, other in self.old.items()}
            said = words(one)[:GLANCE]
            found = process.extractOne(said, texts, scorer=fuzz.ratio, score_cutoff=OTHER_NUMBER)
            if found is not None:
                self.take(one.key, found[2])


def pair(old: Sequence[Worked], new: Sequence[Worked]) -> dict[str, str]:
    """Return old key by new key: the same words first, then the same number and like words, then the likest words."""
    pairing = Pairing({one.key: one for one in old}, {one.key: one for one in new})
    pairing.by_key(lambda one: (one.values["number"], words(one)))
    pairing.by_key(words)
    pairing.by_key(lambda one: one.values["number"], like=SAME_NUMBER)
    pairing.by_likeness()
    return pairing.pairs


def words(measure: Worked) -> str:
    """Return by which words a measure is known again."""
    return f"{measure.values['heading']}。{measure.values['body']}"[:LONGEST]


def differences(old: Sequence[Worked], new: Sequence[Worked]) -> list[Difference]:
    """Return what is not as it was, in the order of the new text, what is gone at the end."""
    pairs, was = pair(old, new), {one.key: one for one in old}
    found = [compare(was[pairs[one.key]], one) if one.key in pairs else Difference(None, one) for one in new]
    gone = [Difference(one, None) for one in old if one.key not in pairs.values()]
    return [one for one in found if one is not None] + gone


def compare(old: Worked, new: Worked) -> Difference | None:
    """Return how one measure changed, None when it did not."""
    fields = [
        (LABELS[name], old.values[name], new.values[name]) for name in TEXTS if old.values[name] != new.values[name]
    ]
    parties = moved_parties(old, new)
    return Difference(old, new, tuple(fields), tuple(parties)) if fields or parties else None


def moved_parties(old: Worked, new: Worked) -> list[str]:
    """Say of each name how its part changed."""
    before, after = parts_of(old), parts_of(new)
    said = []
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        if was is None:
            said.append(f"新增{now}：{name}")
        elif now is None:
            said.append(f"不再{was}：{name}")
        elif was != now:
            said.append(f"{name}：{was} → {now}")
    return said


def parts_of(measure: Worked) -> dict[str, str]:
    """Return the part of each name; who leads does not assist as well."""
    assist = dict.fromkeys(measure.values["assist"], LABELS["assist"])
    return assist | dict.fromkeys(measure.values["lead"], LABELS["lead"])
