"""Which words does a new installation start with, and how are missing ones added?"""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from campaign_site.terms.models import Term

SEED = Path(__file__).parent / "terms.toml"


def seed_terms() -> list[Term]:
    """Return the unsaved terms of `terms.toml`, in its order."""
    editions = tomllib.loads(SEED.read_text(encoding="utf-8"))["edition"]
    return [
        _term(edition, position, written)
        for edition in editions
        for position, written in enumerate(edition["terms"], start=edition.get("first", 1))
    ]


def _term(edition: dict[str, Any], position: int, written: dict[str, str]) -> Term:
    return Term(
        vocabulary=edition["vocabulary"],
        edition=edition["name"],
        recorded=edition.get("recorded", True),
        valid_from=edition["valid_from"],
        position=position,
        key=written["key"],
        label=written["label"],
        parent_key=written.get("into", ""),
        note=written.get("note") or edition["source"],
    )


@transaction.atomic
def load_terms(*, dry_run: bool = False) -> int:
    """Add the seed terms that are not there yet, and change nothing that is; return how many were added. Two queries.

    A term is there when its vocabulary, key and edition are: a label the office changed or closed stays as the office left it.
    """
    there = set(Term.objects.values_list("vocabulary", "key", "edition"))
    missing = [term for term in seed_terms() if (term.vocabulary, term.key, term.edition) not in there]
    if not dry_run:
        Term.objects.bulk_create(missing)
    return len(missing)
