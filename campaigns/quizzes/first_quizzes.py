"""Which quizzes does a demonstration begin with? The texts stand in first_quizzes.toml; planted as published, like the first cases."""

import json
import tomllib
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import Unit
from campaigns.pages.models import HomePage
from campaigns.quizzes.models import QuizPage

TEXTS = Path(__file__).with_name("first_quizzes.toml")


@transaction.atomic
def plant_first_quizzes(home: HomePage) -> int:
    """Put the quizzes that are not there yet under the home page; return how many were planted."""
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))["quiz"]
    known = set(QuizPage.objects.child_of(home).values_list("slug", flat=True))
    owner = Unit.objects.filter(kind=Unit.Kind.OFFICE, valid_to=None).first()
    new = [text for text in texts if text["slug"] not in known]
    for text in new:
        quiz = QuizPage(
            title=text["title"],
            slug=text["slug"],
            intro=text["intro"],
            source="按法律法规和常见手法编写",
            owner_unit=owner,
            show_in_menus=text["slug"] == texts[0]["slug"],  # one door in the menu; the others are named there
            questions=json.dumps([_question(text["slug"], number, one) for number, one in enumerate(text["question"])]),
        )
        home.add_child(instance=quiz)
        record(None, "quizzes.plant", quiz)
    return len(new)


def _question(slug: str, number: int, text: dict[str, Any]) -> dict[str, Any]:
    """Return one block as it is stored; its id follows from its place, so that a second installation counts alike."""
    mark = uuid5(NAMESPACE_URL, f"{slug}/{number}")
    options = [
        {"type": "item", "value": {"words": words, "right": n in text["right"]}, "id": str(uuid5(mark, str(n)))}
        for n, words in enumerate(text["options"])
    ]
    blank = {"audience": "", "scene": "", "risk_field": "", "page": None}
    kept = {name: value for name, value in text.items() if name not in ("options", "right")}
    return {"type": "question", "value": {**blank, **kept, "options": options}, "id": str(mark)}
