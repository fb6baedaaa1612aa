"""Does every known form read its own example, and is the body left alone?"""

import pytest

from campaigns.plans.circular.grammar import FORMS, find_statements, read_verbs


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_each_form_reads_its_own_example(form):
    found = form.pattern.search(form.example)
    assert form.read(found["said"]).lead


@pytest.mark.parametrize(
    ("said", "lead", "assist"),
    [
        ("甲局、乙局负责，丙办协助。", ("甲局", "乙局"), ("丙办",)),
        ("甲局负责。", ("甲局",), ()),
        ("县工商局负责，县公安局协助。", ("县工商局",), ("县公安局",)),
        ("甲部牵头，乙部、丙局按职责分工负责", ("甲部",), ("乙部", "丙局")),
        ("甲部会同乙部负责", ("甲部",), ("乙部",)),
        ("甲局、乙局按职责分工负责", ("甲局", "乙局"), ()),
    ],
)
def test_verbs_tell_who_leads(said, lead, assist):
    statement = read_verbs(said)
    assert (statement.lead, statement.assist) == (lead, assist)


def test_a_statement_in_the_body_yields_to_the_clauses_own():
    clause = "明确主体。由行业准入监管部门牵头负责。\n责任分工：行业部门负责，县打非办协助。"
    assert [said.lead for _, said in find_statements(clause)] == [("行业部门",)]


def test_posts_are_not_organisations():
    clause = "压实责任。多看。\n责任领导：分管副镇长；责任科室：镇综治中心；配合科室：各村（社区）"
    ((_, said),) = find_statements(clause)
    assert (said.lead, said.assist) == (("镇综治中心",), ("各村（社区）",))
