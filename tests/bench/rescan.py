"""How long does reading stored advertisements again take after a rule changed, and how long does a new one wait for it?"""

import itertools
import os
from collections.abc import Iterator
from time import perf_counter

from django.db import transaction

from campaign_site import clock
from campaign_site.people.models import User
from campaign_site.places.models import Level, Place
from media_library.ads.cases import AdCase, State
from media_library.ads.county.reruns import Rescan
from media_library.ads.county.rescanning import pay_rescans
from media_library.ads.county.serving import serving
from media_library.ads.models import Ad, text_key
from media_library.ads.rulebook import shipped
from media_library.ads.rules import Written, read
from tests.bench.measuring import Line

ADS = int(os.environ.get("BENCH_ADS", "2000"))
BARE = 400
WHOLE = 1_000_000


def lines() -> Iterator[Line]:
    """Store advertisements of our own sentences, read them again in pieces, take everything back."""
    book = serving().book
    sentences = [example.text for rule in shipped().rules for example in (*rule.hits, *rule.misses)]
    begun = perf_counter()
    for text in itertools.islice(itertools.cycle(sentences), BARE):
        read(Written(text, clock.today()), book)
    bare = BARE / (perf_counter() - begun)
    with transaction.atomic():
        store(sentences)
        Rescan.objects.all().delete()
        pieces = list(walked())
        run = Rescan.objects.get()
        transaction.set_rollback(True)
    rate = run.done / sum(pieces)
    yield Line(f"重读 {run.done} 条（{run.changed} 条读得不一样）", rate, "条/秒", "只读文字、不碰库", bare)
    yield Line("新广告最多等一段", max(pieces), "秒", "中位一段", sorted(pieces)[len(pieces) // 2])
    yield Line(f"照此 {WHOLE} 条，一个进程", WHOLE / rate / 3600, "小时")


def store(sentences: list[str]) -> None:
    """Advertisements that were read without a point by a version of old."""
    reporter = User.objects.exclude(unit=None).order_by("pk")[0]
    place, now = Place.objects.filter(level=Level.TOWNSHIP).order_by("pk")[0], clock.machine_now()
    where = {"source": "bulk", "carrier": "leaflet", "place": place}
    texts = list(itertools.islice(itertools.cycle(sentences), ADS))
    cases = AdCase.objects.bulk_create(AdCase(opened_at=now, state=State.UNFLAGGED, **where) for _ in texts)
    Ad.objects.bulk_create(
        Ad(
            case=case, text=text, text_key=text_key(text), seen_at=now, month=clock.today().replace(day=1), entered_at=now,
            reporter=reporter, reporter_unit=reporter.unit, ruleset="old", read_at=now, **where,
        )
        for case, text in zip(cases, texts, strict=True)
    )  # fmt: skip


def walked() -> Iterator[float]:
    """Seconds of each piece until nothing is owed."""
    while True:
        begun = perf_counter()
        if not pay_rescans(clock.machine_now, limit=1):
            return
        yield perf_counter() - begun
