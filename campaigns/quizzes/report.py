"""How well was each question of a quiz understood in a month, where few answers say nothing and are not shown?

Townships stand only in months that are over: two looks at a running month, one answer apart, would tell that answer.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, Sum

from campaign_site.places.models import Place
from campaign_site.terms import vocabularies
from campaigns.quizzes.arithmetic import TOTAL, Cell, hidden, share, with_totals
from campaigns.quizzes.blocks import Scene
from campaigns.quizzes.counts import ItemTally
from campaigns.quizzes.models import QuizPage

HIDDEN = "不显示"
NOBODY = "—"
EVERYBODY, ANYWHERE = "不分人群", "不分场景"


@dataclass(frozen=True)
class Report:
    """Tables as they stand on the screen and in the sheet: a heading, the columns' heads, rows of words."""

    quiz: QuizPage
    month: dt.date
    over: bool
    tables: list[tuple[str, list[str], list[list[str]]]] = field(default_factory=list)


@dataclass
class Counted:
    """Answers and right ones by question and township, both numbered from 1, with totals under 0."""

    townships: list[str]
    answers: dict[Cell, int]
    right: dict[Cell, int]
    away: set[Cell]

    def words(self, cell: Cell) -> list[str]:
        """Return how many answers a figure stands on and the share of right ones."""
        answers = self.answers.get(cell, 0)
        if cell in self.away:
            return [HIDDEN, HIDDEN]
        return [str(answers), f"{share(self.right[cell], answers)}%"] if answers else ["0", NOBODY]


def report(quiz: QuizPage, month: dt.date, today: dt.date) -> Report:
    """Return what is shown of one quiz for the month that begins on `month`."""
    end = (month + dt.timedelta(days=32)).replace(day=1)
    over = end <= today
    counted = _counted(quiz, month, end, over=over)
    made = Report(quiz, month, over)
    made.tables.append(_items(quiz, counted))
    for heading, name, labels, nobody in (
        ("按人群", "audience", dict(vocabularies.choices("audience")), EVERYBODY),
        ("按场景", "scene", dict(Scene.choices), ANYWHERE),
    ):
        made.tables.append(
            _groups(heading, quiz, counted, [labels.get(one.value[name], nobody) for one in quiz.questions])
        )
    if over:
        made.tables.append(_townships(quiz, counted))
    return made


def _counted(quiz: QuizPage, month: dt.date, end: dt.date, *, over: bool) -> Counted:
    """Read one month's counts of the questions as they are worded now: one query, and one for the names."""
    asked = Q(pk=None)
    for one in quiz.questions:
        asked |= Q(item=one.id, wording=one.value.wording)
    rows = ItemTally.objects.filter(asked, quiz=quiz, day__gte=month, day__lt=end)
    groups = ("item", "township") if over else ("item",)
    summed = list(rows.values(*groups).annotate(n=Sum("answers"), r=Sum("right")).order_by())
    places = Place.objects.filter(pk__in={row.get("township") for row in summed} - {None}).order_by("code")
    columns: dict[Any, int] = {None: 1} | {place.pk: n for n, place in enumerate(places, 2)}
    numbers = {one.id: n for n, one in enumerate(quiz.questions, 1)}
    cells = {(numbers[str(row["item"])], columns[row.get("township")]): row for row in summed}
    answers = with_totals({cell: row["n"] for cell, row in cells.items()})
    right = with_totals({cell: row["r"] for cell, row in cells.items()})
    return Counted(["没说在哪里", *map(str, places)], answers, right, hidden(answers))


def _items(quiz: QuizPage, counted: Counted) -> tuple[str, list[str], list[list[str]]]:
    rows = [[str(n), one.value["question"], *counted.words((n, TOTAL))] for n, one in enumerate(quiz.questions, 1)]
    return "每道题", ["题号", "题目", "作答", "答对"], rows


def _groups(
    heading: str, quiz: QuizPage, counted: Counted, groups: Iterable[str]
) -> tuple[str, list[str], list[list[str]]]:
    """Add up the questions that are shown themselves: so a group says nothing about one that is not."""
    sums: dict[str, tuple[int, int]] = {}
    for n, group in enumerate(groups, 1):
        cell = (n, TOTAL)
        plus = (0, 0) if cell in counted.away else (counted.answers.get(cell, 0), counted.right.get(cell, 0))
        before = sums.get(group, (0, 0))
        sums[group] = (before[0] + plus[0], before[1] + plus[1])
    rows = [[group, str(n), f"{share(r, n)}%" if n else NOBODY] for group, (n, r) in sums.items()]
    return heading, [heading[1:], "作答", "答对"], rows


def _townships(quiz: QuizPage, counted: Counted) -> tuple[str, list[str], list[list[str]]]:
    """Rows of townships, a column of share and answers for each question; the last row is the total."""
    numbers = range(1, len(quiz.questions) + 1)
    lines = [*((name, c) for c, name in enumerate(counted.townships, 1)), ("合计", TOTAL)]
    rows = []
    for name, column in lines:
        if column == TOTAL or any(counted.answers.get((n, column)) for n in numbers):
            rows.append([name, *(_one(counted, (n, column)) for n in (*numbers, TOTAL))])
    return "按镇街（答对的比例/作答）", ["镇街", *(f"第 {n} 题" for n in numbers), "各题合计"], rows


def _one(counted: Counted, cell: Cell) -> str:
    answers, right = counted.words(cell)
    return answers if answers in ("0", HIDDEN) else f"{right}/{answers}"
