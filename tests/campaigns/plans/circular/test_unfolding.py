"""Are lost line breaks found again, and whole texts left alone?"""

from campaigns.plans.circular.unfolding import unfold

PASTED = (
    "关于分工的通知县政办发〔2024〕7号各乡镇人民政府，县政府各部门：请认真落实。县人民政府办公室2024年5月6日（此件公开发布）"
    "一、宣传（一）讲课。多讲。（甲局负责）1．进村。（乙局负责）2．进校。（丙局负责）二、监查（二）巡查。多看。（丁局负责）"
)


def test_a_paste_without_breaks_gets_its_lines_back():
    assert unfold([PASTED]) == [
        "关于分工的通知",
        "县政办发〔2024〕7号",
        "各乡镇人民政府，县政府各部门：",
        "请认真落实。",
        "县人民政府办公室",
        "2024年5月6日",
        "（此件公开发布）",
        "一、宣传",
        "（一）讲课。多讲。（甲局负责）",
        "1．进村。（乙局负责）",
        "2．进校。（丙局负责）",
        "二、监查",
        "（二）巡查。多看。（丁局负责）",
    ]


def test_a_text_with_its_breaks_comes_back_as_it_is():
    lines = ["一、宣传。按照第（一）项和第（二）项办理。", "责任分工：甲局负责。", "2024年5月6日起施行。"]
    assert unfold(lines) == lines
