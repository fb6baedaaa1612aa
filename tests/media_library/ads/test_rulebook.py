"""A rulebook that does not fit together is refused with sentences, and every change of it is a new version."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from media_library.ads import rulebook


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The shipped files, free to be spoiled."""
    for path in rulebook.FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_shipped_rules_stand_on_clauses(copied: Path) -> None:
    book = rulebook.load(copied)
    assert [rule.id for rule in book.rules] == ["AD-R01", "AD-R02", "AD-R09"]
    assert {rule.severity for rule in book.rules} == {"high"}
    assert all(rule.basis_on(date(2026, 1, 1)) for rule in book.rules)


def test_a_clause_in_use_cannot_be_taken_out(copied: Path) -> None:
    assert [rule.id for rule in rulebook.shipped().citing("AD-LAW-9-2")] == ["AD-R09"]
    spoil(copied / "clauses.toml", 'id = "AD-LAW-9-2"', 'id = "AD-LAW-9-9"')

    with pytest.raises(rulebook.RulebookBroken, match="AD-R09 引用的条款 AD-LAW-9-2 .*不能删除"):
        rulebook.load(copied)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"CS-02"]', '"CS-77"]', "反向信号 CS-77 不存在"),
        ('severity = "high"', 'severity = "awful"', "级别或方向写错了"),
        ('id = "AD-R01"', 'id = "AD-R02"', "同一个编号"),
        ('"100%', '"(100%', "读不懂"),
        ("points = 0.6", "points = ", "读不懂"),
    ],
)
def test_a_broken_rule_is_named(copied: Path, old: str, new: str, says: str) -> None:
    spoil(copied / "AD-R01.toml", old, new)
    with pytest.raises(rulebook.RulebookBroken, match=says):
        rulebook.load(copied)


def test_any_change_makes_another_version(copied: Path) -> None:
    before = rulebook.load(copied).version
    spoil(copied / "AD-R02.toml", "points = 0.6", "points = 0.7")
    assert rulebook.load(copied).version != before == rulebook.shipped().version


def test_a_doubtful_clause_says_so() -> None:
    clauses = rulebook.shipped().clauses
    warnings = {id: clauses[id].warning for id in ("AD-LAW-25-1", "SAIC-61-2", "PBC-316-3-5")}
    assert warnings == {"AD-LAW-25-1": "", "SAIC-61-2": "二手来源，待法制复核", "PBC-316-3-5": "依据待复核"}
