"""Is the table of demo logins readable at a terminal?"""

import json

from schedules.serving.logins import login_table


def test_chinese_takes_two_columns(tmp_path):
    rows = [
        {"role": "打非办", "unit": "县打非办", "username": "office", "password": "p1"},
        {"role": "镇", "unit": "汉丰街道", "username": "town", "password": "p2"},
    ]
    (tmp_path / "logins.json").write_text(json.dumps(rows), encoding="utf-8")
    assert login_table(tmp_path / "logins.json") == [
        "角色    单位      账号    口令",
        "打非办  县打非办  office  p1",
        "镇      汉丰街道  town    p2",
    ]


def test_without_a_demonstration_there_is_no_table(tmp_path):
    assert login_table(tmp_path / "logins.json") == []
