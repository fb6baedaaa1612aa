"""What stands on the pages of a demonstration before anybody has written: names, the warning, the doors, a few composed cases?

The texts stand in first_cases.toml. They are planted as published, without the workflow: a demonstration only.
"""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import Unit
from campaign_site.terms.models import Term
from campaigns.pages.face import SiteFace
from campaigns.pages.models import CaseIndexPage, CasePage, HomePage

TEXTS = Path(__file__).with_name("first_cases.toml")


@transaction.atomic
def plant_first_cases(home: HomePage) -> int:
    """Put the demonstration's texts on a home page that has none; return how many cases were planted (0: all there)."""
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    index = CaseIndexPage.objects.child_of(home).get()
    known = set(CasePage.objects.child_of(index).values_list("slug", flat=True))
    new = [text for text in texts["case"] if text["slug"] not in known]
    owner = Unit.objects.filter(kind=Unit.Kind.OFFICE, valid_to=None).first()
    for text in sorted(new, key=lambda one: one["published_at"]):
        _plant(index, text, owner)
    if not home.warning:
        _furnish(home, index, texts)
        SiteFace.objects.update_or_create(site=home.get_site(), defaults=texts["face"])
    return len(new)


def _plant(index: CaseIndexPage, text: dict[str, Any], owner: Unit | None) -> None:
    case = CasePage(
        title=text["title"],
        slug=text["slug"],
        lede=text["lede"],
        source="按常见手法综合编写",
        owner_unit=owner,
        risk_field=Term.objects.of(Term.Vocabulary.RISK_FIELD).filter(key=text["risk_field"]).first(),
        body=_story(text),
        first_published_at=text["published_at"],
        last_published_at=text["published_at"],
    )
    index.add_child(instance=case)
    case.audiences.set(Term.objects.of(Term.Vocabulary.AUDIENCE).filter(key__in=text["audiences"]))
    case.save()
    record(None, "pages.plant", case)


def _story(text: dict[str, Any]) -> list[tuple[str, Any]]:
    names = ("when", "where", "heading", "text")
    opening, *later = [("chapter", dict(zip(names, chapter, strict=True))) for chapter in text["chapters"]]
    sentence = {name: text[name] for name in ("lead_in", "words", "notes")}
    steps = [{"title": title, "text": words} for title, words in text["steps"]]
    return [
        opening,
        ("sentence", sentence),
        *later,
        ("cost", text["cost"]),
        ("steps", {"heading": "走到哪一步，都能停下来", "steps": steps}),
    ]


def _furnish(home: HomePage, index: CaseIndexPage, texts: dict[str, Any]) -> None:
    words = texts["home"]
    home.season, home.walk_away = words["season"], words["walk_away"]
    home.warning = [("sentence", {"lead_in": "", "words": words["words"], "notes": words["notes"]})]
    home.doors = [("door", {**door, "page": index}) for door in texts["door"]]
    home.first_published_at = home.last_published_at = texts["case"][0]["published_at"]
    home.save()
    record(None, "pages.plant", home)
