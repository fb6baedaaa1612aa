"""How three rules behave on real words that nobody here wrote: some promises found, next to nothing else touched."""

import json
from collections import Counter
from datetime import date

from media_library.ads.rulebook import shipped
from media_library.ads.rules import Written, read


def test_the_three_rules_find_promises_and_leave_the_lawful_alone(reference_data):
    """Shares of texts marked: of promises of return, of lawful advertisements, of texts that are no advertisement."""
    all_of, marked = Counter(), Counter()
    for line in (reference_data / "ads_dev.jsonl").read_bytes().splitlines():
        ad = json.loads(line)
        kind = "promise" if "guarantee_return" in ad.get("categories", []) else ad["label"]
        all_of[kind] += 1
        marked[kind] += read(Written(ad["text"], date(2026, 10, 31)), shipped()).suspect

    shares = {kind: marked[kind] / all_of[kind] for kind in all_of}
    assert shares["promise"] >= 0.45
    assert shares["compliant"] <= 0.01
    assert shares["not_ad"] <= 0.03
