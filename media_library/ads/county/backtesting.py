"""What would one version have marked in everything that is stored? Owed work in bounded pieces, safe after a kill."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import User
from media_library.ads.cases import AdLawConclusion
from media_library.ads.county.content import alone, as_rule
from media_library.ads.county.models import CountyRuleVersion
from media_library.ads.county.reruns import Backtest
from media_library.ads.county.walking import pay_pieces, piece_of, stretch, went_on
from media_library.ads.known_good import KnownGood
from media_library.ads.models import Ad
from media_library.ads.rulebook import Rulebook, shipped
from media_library.ads.rules import Hit, Written, read
from schedules.workdays import shanghai_day

MOST_EXAMPLES = 20


@dataclass
class Tally:
    """What one piece adds to the result."""

    last: int
    read: int = 0
    sums: dict[str, int] = field(default_factory=dict)
    examples: list[dict[str, Any]] = field(default_factory=list)

    def add(self, **more: int) -> None:
        """Add to the sums."""
        for name, number in more.items():
            self.sums[name] = self.sums.get(name, 0) + number


def begin_backtest(version: CountyRuleVersion, user: User, now: datetime) -> Backtest:
    """Owe a backtest of this version. Raises ValidationError when one is under way."""
    try:
        with transaction.atomic():
            made = Backtest.objects.create(version=version, asked_by=user, asked_at=now, **stretch())
            Backtest.objects.filter(pk=made.pk).owe()
            record(user, "rules.begin_backtest", version)
    except IntegrityError as twice:
        raise ValidationError("这一版正在回测，请等它做完。") from twice
    return made


def pay_backtests(clock: Callable[[], datetime], limit: int = 2) -> int:
    """Pay up to `limit` pieces of owed backtests; safe to run twice, on two workers, after a kill."""
    return pay_pieces(Backtest, clock=clock, do=read_piece, keep=keep, limit=limit)


def read_piece(run: Backtest) -> Tally:
    """What the version finds in the next piece (at the end: in the known good ones); writes nothing."""
    version = CountyRuleVersion.objects.select_related("rule").get(pk=run.version_id)
    book = alone(as_rule(version.rule.key, version.content, shipped()), shipped())
    ads = list(piece_of(run))
    if not ads:
        return _read_good(run, book)
    tally = Tally(ads[-1].pk, len(ads))
    for ad in ads:
        _count(tally, ad, list(_counted(ad, book)))
    return tally


def _counted(ad: Ad, book: Rulebook) -> Iterable[Hit]:
    """The points that count in the words of an advertisement, typed ones and those read from its pictures before."""
    for text, source in ((ad.text, "text"), *((one.read_text, "ocr") for one in ad.specimens.all())):
        known = {"published_on": ad.law_day, "speaker": ad.advertiser, "carrier": ad.carrier, "place": ad.spot}
        yield from (
            (hit for hit in read(Written(text, source=source, **known), book).hits if hit.counted) if text else ()
        )


def _count(tally: Tally, ad: Ad, hits: list[Hit]) -> None:
    """Add one advertisement with its hits."""
    lawful = ad.case.ad_law_conclusion == AdLawConclusion.NO_ISSUE
    tally.add(lawful=int(lawful), lawful_hit=int(lawful and bool(hits)), hits=len(hits), hit_ads=int(bool(hits)))
    tally.add(new_suspects=int(bool(hits) and not ad.case.suspect))
    if hits and len(tally.examples) < MOST_EXAMPLES:
        first = hits[0]
        tally.examples.append(
            {"case": ad.case_id, "before": first.before, "quoted": first.text, "after": first.after, "lawful": lawful}
        )


def _read_good(run: Backtest, book: Rulebook) -> Tally:
    """The known good texts, all that count today: they are hundreds, not millions."""
    tally = Tally(run.last_ad)
    day = shanghai_day(run.asked_at)
    for text in KnownGood.objects.valid_on(day).exclude(text="").values_list("text", flat=True).iterator(200):
        hit = any(one.counted for one in read(Written(text, published_on=day), book).hits)
        tally.add(good=1, good_hit=int(hit))
    return tally


def keep(run: Backtest, found: Tally, now: datetime) -> None:
    """Add the piece to the result in the transaction that pays for it, and owe the next one; an empty piece was the last."""
    examples = (run.examples + found.examples)[:MOST_EXAMPLES]
    Backtest.objects.filter(pk=run.pk, finished_at=None).update(examples=examples)
    if went_on(run, found, now, **found.sums):
        record(None, "rules.finish_backtest", run.version, after={"done": run.done, "hit_ads": run.hit_ads})
