"""In which shape is a circular printed and stored?"""

from typing import Any

from .parts import Circular, Measure
from .reading import IN_PROSE, NO_MEASURES


def as_json(circular: Circular) -> dict[str, Any]:
    """Return the printed contract: unknown scalars null, lists empty, names as printed; `notes` are Chinese sentences."""
    frame = circular.frame
    return {
        "title": frame.title,
        "doc_number": frame.doc_number,
        "issuer": frame.issuer,
        "issuers": list(frame.issuers),
        "date": frame.date,
        "recipients": list(frame.recipients),
        "cc": list(frame.cc),
        "aliases": circular.aliases,
        "measures": [measure_json(measure) for measure in circular.measures],
        "leftovers": circular.leftovers,
        "notes": notes_on(circular),
    }


def measure_json(measure: Measure) -> dict[str, Any]:
    """Return one measure."""
    return {
        "number": measure.number,
        "section": measure.section,
        "heading": measure.heading,
        "body": measure.body,
        "lead": list(measure.lead),
        "assist": list(measure.assist),
        "deadline": measure.deadline,
        "deadline_text": measure.deadline_text,
        "resp_text": measure.resp_text,
    } | ({"unnumbered": True} if measure.unnumbered else {})


def stored_json(circular: Circular) -> dict[str, Any]:
    """Return the contract with every line and what it was taken for, as the preview shows them."""
    lines = [{"text": line.text, "part": line.part, "number": line.number} for line in circular.lines]
    return as_json(circular) | {"lines": lines}


def notes_on(circular: Circular) -> list[str]:
    """Say what a person should look at."""
    if not circular.measures:
        return [NO_MEASURES]
    return [IN_PROSE] if circular.in_prose else []
