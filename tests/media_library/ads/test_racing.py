"""Two reviewers reach for one item in the same moment; one of them holds it."""

import datetime as dt
import threading
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import connection

from campaign_site.terms.seed import load_terms
from media_library.ads.actions import Verdict, claim, decide
from media_library.ads.cases import AdCase, AdDecision, State
from media_library.ads.models import Ad
from media_library.ads.sightings import merge
from tests import make

NOW = make.MORNING + dt.timedelta(hours=2)


def at_once(*acts) -> list[str]:
    """Run the acts in threads that start together; return what each came to."""
    start, results = threading.Barrier(len(acts)), []

    def run(act) -> None:
        start.wait()
        try:
            act()
            results.append("held")
        except ValidationError:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def test_two_reviewers_racing_never_hold_one_item(racing_database):
    county = make.county()
    reviewers = [make.user("market", at=county.place) for _ in range(4)]
    for _ in range(5):
        case = make.ad(county.townships[0]).case

        results = at_once(*[lambda user=user, case=case: claim(case, user, NOW) for user in reviewers])

        assert results == ["held", "refused", "refused", "refused"]
        assert AdCase.objects.get(pk=case.pk).claimed_by in reviewers


def test_two_windows_of_one_reviewer_decide_once(racing_database):
    county = make.county()
    user = make.user("market", at=county.place)
    case = make.ad(county.townships[0]).case
    claim(case, user, NOW)
    verdicts = [Verdict(choice, "广告法", "看过") for choice in ("no_issue", "order_correct")]

    results = at_once(*[lambda verdict=verdict: decide(case, user, verdict, NOW) for verdict in verdicts])

    assert results == ["held", "refused"]
    assert AdDecision.objects.get().conclusion == AdCase.objects.get().ad_law_conclusion


def test_a_report_sent_many_times_at_once_is_one_advertisement(racing_database):
    county = make.county()
    user, uid = make.user("market", at=county.place), uuid4()
    load_terms()

    results = at_once(*[lambda: make.ad(county.townships[0], by=user, uid=uid) for _ in range(6)])

    assert results == ["held"] * 6
    assert (Ad.objects.count(), AdCase.objects.count()) == (1, 1)


def test_merging_in_a_ring_leaves_no_sighting_in_a_void_case(racing_database):
    county = make.county()
    user = make.user("market", at=county.place)
    for _ in range(4):
        cases = [make.ad(county.townships[0]).case for _ in range(3)]
        pairs = zip(cases, [*cases[1:], cases[0]], strict=True)

        results = at_once(*[lambda a=a, b=b: merge(a, b, user, reason="同一张传单。", now=NOW) for a, b in pairs])

        assert "held" in results
        assert not Ad.objects.filter(case__state=State.VOID).exists()
