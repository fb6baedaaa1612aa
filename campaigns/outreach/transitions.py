"""Which step leads an event from which states to which? (pure; PRODUCT §3: 草稿 → 已交 → 镇街已审 → 县里已认可)"""

from dataclasses import dataclass

COUNTING = frozenset({"approved", "recognised"})


@dataclass(frozen=True)
class Step:
    """One verb: its name, the states it starts from, the state it ends in."""

    label: str
    before: frozenset[str]
    after: str


STEPS = {
    "submit": Step("交上", frozenset({"draft"}), "submitted"),
    "approve": Step("镇街审核：认可", frozenset({"submitted"}), "approved"),
    "recognise": Step("县级认可", frozenset({"approved"}), "recognised"),
    "return": Step("退回", frozenset({"submitted", "approved", "recognised"}), "returned"),
    "explain": Step("说明后再交", frozenset({"returned"}), "submitted"),
    "correct": Step("改后再交", frozenset({"submitted", "approved", "recognised", "returned"}), "submitted"),
    "void": Step("作废", frozenset({"draft", "submitted", "approved", "recognised", "returned"}), "void"),
}


def allowed(verb: str, state: str) -> bool:
    """Say whether the step `verb` may be taken in `state`."""
    return state in STEPS[verb].before


def changes_the_count(before: str, after: str) -> bool:
    """Say whether moving from one state to the other makes the event start or stop counting."""
    return (before in COUNTING) != (after in COUNTING)
