"""How long after a colleague's approval does an event stand on the board, through the real worker and beat?"""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, sleep
from uuid import uuid4

from django.conf import settings
from django.test import Client

from campaign_site.clock import now, today
from campaign_site.people.models import User
from campaign_site.places.models import Place
from campaigns.coverage.models import Slab
from campaigns.outreach import actions
from campaigns.outreach.models import Event
from schedules.serving.commands import beat, worker
from schedules.serving.processes import Child, Keeper
from schedules.timetable import SWEEP
from tests.bench.measuring import Line

TIMES = 5


def posted(author: User) -> Event:
    """Hand an event in as a phone does."""
    browser = Client(headers={"host": "localhost", "accept": "application/json"})
    browser.force_login(author)
    village = Place.objects.under(author.unit.place).villages().first()
    told = {
        "uuid": uuid4(), "held_on": today(), "place": village.code_text, "venue_kind": "village_town",
        "form": "courtyard_meeting", "theme": "性能测试", "attendance": 38, "count_method": "counted", "sure": "on",
    }  # fmt: skip
    answer = browser.post("/field/", told)
    assert answer.status_code == 200, answer.content.decode()
    return Event.objects.get(uuid=told["uuid"])


def counted(event: Event) -> bool:
    """Say whether the event is in the stored numbers."""
    event.refresh_from_db()
    slab = Slab.objects.filter(township=event.township, month=event.month)
    return event.counted_month is not None and not slab.filter(owed_since__isnull=False).exists()


def seconds_to_the_board(keeper: Keeper, author: User, colleague: User) -> tuple[float, float]:
    """Return how long the post took, and the way from the approval to the board."""
    begun = perf_counter()
    event = posted(author)
    told = perf_counter() - begun
    begun = perf_counter()
    actions.approve(event, colleague, now=now())
    while not counted(event):
        keeper.tend()
        sleep(0.02)
    taken = perf_counter() - begun
    actions.void_event(event, colleague, reason="性能测试", now=now())
    return told, taken


def lines() -> Iterator[Line]:
    """Five events, one after another; the worst of them."""
    folder = Path(settings.VAR_DIR)
    commands = {"worker": worker(), "beat": beat(folder / "beat")}
    keeper = Keeper([Child(name, line, log=folder / f"{name}.log") for name, line in commands.items()], say=print)
    author, colleague = User.objects.get(username="linjiang1"), User.objects.get(username="linjiang2")
    try:
        seconds_to_the_board(keeper, author, colleague)
        taken = [seconds_to_the_board(keeper, author, colleague) for _ in range(TIMES)]
    finally:
        keeper.end(patience_seconds=10)
    yield Line("登记一场活动", max(told for told, _ in taken), "秒")
    yield Line("审核到上板，最慢一次", max(way for _, way in taken), "秒", "任务的间隔", SWEEP.total_seconds())
