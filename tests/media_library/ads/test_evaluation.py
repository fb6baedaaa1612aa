"""Labelled advertisements are counted by label, confidence, category and group, and what went wrong is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from media_library.ads.evaluation import ALL, SURE, VERBATIM, evaluate

ROWS = [
    {"id": "a", "text": "坏", "label": "violating", "categories": ["pyramid"], "group": "甲"},
    {"id": "b", "text": "好", "label": "violating", "categories": ["pyramid"], "group": "乙", "confidence": "low"},
    {"id": "c", "text": "坏", "label": "not_ad", "categories": [], "group": "甲", "verbatim": False},
    {"id": "d", "text": "好", "label": "compliant", "group": "乙"},
]


def written(folder: Path, *lines: str) -> str:
    path = folder / "ads.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_shares_are_counted_with_doubtful_and_reworded_rows_apart():
    found = evaluate(ROWS, lambda row: {"suspect": row["text"] == "坏"}, by="group")

    whole = {name: [tally.share(label) for label in tally.of] for name, tally in found.whole.items()}
    assert whole == {ALL: [0.5, 0, 1], SURE: [1, 0, 1], VERBATIM: [0.5, 0, None]}
    assert found.whole[ALL].precision == 0.5
    assert found.categories["pyramid"].share("violating") == 0.5
    assert found.groups["乙"].flagged == {"violating": 0, "compliant": 0, "not_ad": 0}
    assert ([row["id"] for row in found.missed], [row["id"] for row in found.false_alarms]) == (["b"], ["c"])


def test_nothing_flagged_has_no_precision():
    assert evaluate(ROWS[3:], lambda row: {"suspect": False}).whole[ALL].precision is None


def test_the_command_prints_figures_and_ids(tmp_path, capsys):
    path = written(
        tmp_path,
        json.dumps({"id": "x1", "text": "入股养殖，保本保息，名额有限", "label": "violating", "kind": "传单"}),
        "",
        json.dumps({"id": "x2", "text": "本镇周六赶场，欢迎来买黄豆", "label": "violating", "confidence": "low"}),
    )
    call_command("evaluate_ads", path, by="kind", excerpts=True)
    told = capsys.readouterr()
    assert "全部：违规标出 0.500（1/2）  合规标出 —  非广告标出 —  精确 1.000" in told.out
    assert "传单：违规标出 1.000（1/1）" in told.out
    assert "x2（把握低）" in told.out
    assert "漏 x2 本镇周六赶场" in told.err


def test_machines_get_one_object(tmp_path, capsys):
    path = written(tmp_path, json.dumps({"id": 7, "text": "本镇周六赶场", "label": "not_ad"}))
    call_command("evaluate_ads", path, json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["whole"][ALL]["flagged_not_ad"], told["whole"][ALL]["recall"], told["missed"]) == (0, None, [])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "没有标注好的广告"),
        ("{", "第 1 行不是完整的 JSON"),
        ('{"text": "甲"}', "第 1 行没有 text"),
        ('{"text": "甲", "label": "violating", "published_on": "昨天"}', "读不了：published_on"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path, line, says):
    with pytest.raises(CommandError, match=says):
        call_command("evaluate_ads", written(tmp_path, line))
    with pytest.raises(CommandError, match="打不开"):
        call_command("evaluate_ads", str(tmp_path / "nowhere.jsonl"))
