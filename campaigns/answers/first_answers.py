"""Which questions about the law does a site begin with? The texts stand in first_answers.toml; planted as published, like the first cases."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import Unit
from campaigns.answers.models import AnswerIndexPage, AnswerPage
from campaigns.pages.models import HomePage

TEXTS = Path(__file__).with_name("first_answers.toml")
CHECKED_ON = date(2026, 10, 10)
Block = tuple[str, Any]


@transaction.atomic
def plant_first_answers(home: HomePage) -> int:
    """Put the list and the answers that are not there yet under the home page; return how many answers were planted."""
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    index = AnswerIndexPage.objects.child_of(home).first() or _index(home, texts["index"])
    known = set(AnswerPage.objects.child_of(index).values_list("slug", flat=True))
    owner = Unit.objects.filter(kind=Unit.Kind.OFFICE, valid_to=None).first()
    new = [text for text in texts["answer"] if text["slug"] not in known]
    for text in new:
        _plant(index, text, owner)
    return len(new)


def _index(home: HomePage, text: dict[str, str]) -> AnswerIndexPage:
    index = home.add_child(instance=AnswerIndexPage(**text, show_in_menus=True))
    record(None, "answers.plant", index)
    return index


def _plant(index: AnswerIndexPage, text: dict[str, Any], owner: Unit | None) -> None:
    moment: datetime = text["published_at"]
    answer = AnswerPage(
        title=text["title"],
        slug=text["slug"],
        answer=text["answer"],
        checked_on=CHECKED_ON,
        source="按现行法律法规编写",
        owner_unit=owner,
        body=[_block(block) for block in text["block"]],
        first_published_at=moment,
        last_published_at=moment,
    )
    index.add_child(instance=answer)
    record(None, "answers.plant", answer)


def _block(text: dict[str, Any]) -> Block:
    """A block by the keys it is written with."""
    if "prose" in text:
        return "prose", text["prose"]
    if "law" in text:
        return "article", {"since": None, **text}
    if "signs" in text:
        return "signs", {"signs": [{"name": name, "text": words} for name, words in text["signs"]]}
    if "steps" in text:
        steps = [{"title": title, "text": words} for title, words in text["steps"]]
        return "steps", {"heading": text["heading"], "steps": steps}
    return "asked", {"question": text["question"], "answer": text["text"]}
