"""Does the preview account for every line, and show the tasks of a table as well?"""

from campaigns.plans.circular.output import stored_json
from campaigns.plans.circular.reading import read_circular
from campaigns.plans.deadlines import Period
from campaigns.plans.matching import Match
from campaigns.plans.preview import progress_of, rows_of
from campaigns.plans.worked import worked_measures


def rows(*blocks, edits=None):
    """Return the rows of the preview and the figures above it."""
    reading = stored_json(read_circular(blocks))
    measures = worked_measures(reading, edits or {})
    matches = [Match(name) for one in measures for name in one.names]
    found = rows_of(reading, measures, matches, Period())
    return found, progress_of(found, matches)


def shown(*blocks, **more):
    """Return label, number and who leads, row by row."""
    return [
        (row.label, row.measure.values["number"] if row.measure else "", [match.name for match in row.lead])
        for row in rows(*blocks, **more)[0]
    ]


def test_each_line_says_what_it_was_taken_for():
    assert shown("关于分工的通知", "各乡镇：", "一、宣传。多讲。", "责任分工：甲局负责。", "请照办。") == [
        ("标题", "", []),
        ("主送", "", []),
        ("任务", "一", ["甲局"]),
        ("未列入任务", "", []),
    ]


def test_a_statement_in_brackets_stands_at_its_own_line():
    assert shown("关于分工的通知", "各乡镇：", "一、宣传。多讲。（甲局负责）")[-1] == ("任务", "一", ["甲局"])


def test_tasks_of_a_table_follow_the_text():
    table = (("序号", "任务", "牵头单位"), ("1", "讲课", "甲局"), ("1", "巡查", "乙局"))
    assert shown("分解表", table) == [("标题", "", []), ("任务", "1", ["甲局"]), ("任务", "1", ["乙局"])]


def test_a_line_made_a_measure_by_hand_is_left_over_no_more():
    added = {"fields": {"number": "9", "heading": "照办", "lead": ["丙局"]}, "line": 4, "by": "周敏", "version": 2}
    text = ("关于分工的通知", "各乡镇：", "一、宣传。多讲。", "责任分工：甲局负责。", "请照办。")
    assert shown(*text, edits={"a1": added})[-1] == ("任务", "9", ["丙局"])
    assert rows(*text, edits={"a1": added})[1].leftover == 0


def test_a_measure_added_by_hand_stands_behind_its_neighbour():
    added = {"fields": {"number": "一之二", "heading": "再讲", "lead": ["丙局"]}, "after": "m0"}
    text = ("一、宣传。多讲。（甲局负责）", "二、巡查。多看。（乙局负责）")
    assert [number for _, number, _ in shown(*text, edits={"a1": added})] == ["一", "一之二", "二"]


def test_what_is_left_out_asks_for_nothing():
    text = ("一、宣传。多讲。（甲局负责）", "二、巡查。多看。（乙局负责）")
    found, progress = rows(*text, edits={"m1": {"left_out": True}})
    assert [row.asks for row in found] == [True, False]
    assert (progress.measures, progress.left_out) == (1, 1)
