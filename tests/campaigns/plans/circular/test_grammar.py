"""Does every known form read its own example, and is the body left alone?"""

import pytest

from campaigns.plans.circular.grammar import FORMS, find_statements, read_verbs
from campaigns.plans.circular.reading import read_circular


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


@pytest.mark.parametrize(
    ("clause", "lead", "assist"),
    [
        ("多讲。责任单位：甲局牵头，乙院、丙院配合", ("甲局",), ("乙院", "丙院")),
        ("多讲。\n责任单位：甲局、乙院、\n丙院", ("甲局", "乙院", "丙院"), ()),
        ("多讲。由甲局牵头、乙局配合，7月底前完成。", ("甲局",), ("乙局",)),
        ("多讲。牵头部门为甲局，配合部门为乙局。", ("甲局",), ("乙局",)),
        ("多讲。甲局、乙局按各自职责负责。", ("甲局", "乙局"), ()),
        ("多讲。（责任单位：甲局，配合单位：乙局）", ("甲局",), ("乙局",)),
        ("多讲。（甲局、乙局，各乡镇人民政府）", ("甲局", "乙局", "各乡镇人民政府"), ()),
        ("按通知要求落实。（此件公开发布）", None, None),
        ("加强领导。各单位负责人要亲自抓。", None, None),
    ],
)
def test_statements_are_found_in_a_clause(clause, lead, assist):
    found = find_statements(clause)
    assert [(said.lead, said.assist) for _, said in found] == ([] if lead is None else [(lead, assist)])


def test_a_heading_that_is_a_body_bears_what_follows_on_the_next_lines():
    text = "白水镇工作职责分工\n一、镇甲办\n1.牵头制定计划；\n2.协助镇乙所维持秩序。\n二、镇丙中心\n负责播放广播。\n三、各村（社区）\n负责入户。"
    read = read_circular(text.split("\n")).measures
    assert [(one.number, one.lead, one.assist) for one in read] == [
        ("一1", ("镇甲办",), ()), ("一2", (), ("镇甲办",)), ("二", ("镇丙中心",), ()), ("三", ("各村（社区）",), ()),
    ]  # fmt: skip
