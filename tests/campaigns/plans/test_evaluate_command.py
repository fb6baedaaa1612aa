"""What does `evaluate_circulars` print, and how does it refuse?"""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

ITEM = {
    "text": "关于分工的通知\n各乡镇：\n一、宣传。多讲。\n责任分工：县甲局负责，县乙局协助。",
    "expected": {
        "title": "关于分工的通知",
        "measures": [{"number": "一", "lead": ["县甲局"], "assist": ["县丙局"], "heading": "宣传"}],
    },
}


def evaluate(folder, capsys):
    """Return what the command prints."""
    call_command("evaluate_circulars", str(folder))
    return capsys.readouterr().out


def test_misses_and_extras_are_listed(tmp_path, capsys):
    (tmp_path / "a.json").write_text(json.dumps(ITEM), encoding="utf-8")
    printed = evaluate(tmp_path, capsys)
    assert "a：牵头 F1 1.000  协助 F1 0.000" in printed
    assert "协助 漏读 一 县丙局" in printed
    assert "协助 多读 一 县乙局" in printed
    assert "heading 1/1" in printed


def test_the_reference_circulars_reach_the_figure(reference_data, capsys):
    lines = evaluate(reference_data / "circulars_dev", capsys).splitlines()
    scores = {line.split("：")[0]: line for line in lines if not line.startswith("    ")}
    assert scores["kaixian_2016"] == "kaixian_2016：牵头 F1 1.000  协助 F1 1.000"
    whole = next(line for line in scores.values() if line.startswith("合计"))
    assert [float(part.split()[0]) >= 0.95 for part in whole.split("F1 ")[1:]] == [True, True]


@pytest.mark.parametrize(("content", "sentence"), [("[]", "没有标注好的公文"), ("{", "不是 UTF-8 的 JSON")])
def test_a_folder_without_labels_is_refused(tmp_path, content, sentence):
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=sentence):
        call_command("evaluate_circulars", str(tmp_path))
