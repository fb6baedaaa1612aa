"""Is a reading scored fairly: pairs found, missed, added, and doubtful measures left out?"""

import pytest

from campaigns.plans.circular.scoring import score

FRAME = {"title": "甲", "doc_number": "甲办〔2024〕1号", "issuer": None, "date": None, "recipients": [], "cc": []}


def measure(number, lead, assist=(), **more):
    """Return a measure as printed."""
    bare = dict.fromkeys(("section", "heading", "body", "deadline", "deadline_text", "resp_text"))
    return bare | {"number": number, "lead": list(lead), "assist": list(assist)} | more


def reading(*measures, **more):
    """Return a whole reading."""
    return FRAME | {"issuers": [], "aliases": {}, "measures": list(measures)} | more


def test_pairs_are_measures_with_units():
    result = score(reading(measure("一", ["甲局", "乙局"])), reading(measure("一", ["甲局"]), measure("二", ["丙局"])))
    lead = result.sides["lead"]
    assert (lead.found, lead.missed, lead.added) == (1, [("一", "乙局")], [("二", "丙局")])
    assert lead.f1 == pytest.approx(0.5)


def test_nothing_to_find_and_nothing_found_is_right():
    assert score(reading(), reading()).sides["assist"].f1 == 1.0


def test_doubtful_measures_count_on_neither_side():
    labels = reading(measure("一", ["甲局"], ambiguous=True), measure("二", ["乙局"], ambiguous_deadline=True))
    result = score(labels, reading(measure("一", ["丙局"]), measure("二", ["乙局"], deadline="2024-06-30")))
    assert (result.sides["lead"].f1, "deadline" in result.fields) == (1.0, False)


def test_the_shape_of_a_numbers_brackets_does_not_count():
    assert score(reading(), reading(doc_number="甲办[2024]1号")).fields["doc_number"] == (1, 1)


def test_a_measure_not_read_has_no_field_right():
    assert score(reading(measure("一", ["甲局"])), reading()).fields["deadline"] == (0, 1)
