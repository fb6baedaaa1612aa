"""Does the preview account for every line, and show the tasks of a table as well?"""

from campaigns.plans.circular.output import stored_json
from campaigns.plans.circular.reading import read_circular
from campaigns.plans.matching import Match
from campaigns.plans.preview import understood_lines


def shown(*blocks):
    """Return label, number and who leads, line by line."""
    reading = stored_json(read_circular(blocks))
    names = {name for one in reading["measures"] for name in (*one["lead"], *one["assist"])}
    lines = understood_lines(reading, [Match(name) for name in names])
    return [(line.label, line.number, [match.name for match in line.lead]) for line in lines]


def test_each_line_says_what_it_was_taken_for():
    assert shown("关于分工的通知", "各乡镇：", "一、宣传。多讲。", "责任分工：甲局负责。", "请照办。") == [
        ("标题", "", []),
        ("主送", "", []),
        ("任务", "一", []),
        ("分工", "一", ["甲局"]),
        ("未列入任务", "", []),
    ]


def test_a_statement_in_brackets_stands_at_its_own_line():
    assert shown("关于分工的通知", "各乡镇：", "一、宣传。多讲。（甲局负责）")[-1] == ("任务", "一", ["甲局"])


def test_tasks_of_a_table_follow_the_text():
    table = (("序号", "任务", "牵头单位"), ("1", "讲课", "甲局"), ("1", "巡查", "乙局"))
    assert shown("分解表", table) == [
        ("标题", "", []),
        ("表格里的任务", "1", ["甲局"]),
        ("表格里的任务", "1", ["乙局"]),
    ]
