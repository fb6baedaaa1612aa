"""A rulebook that does not fit together is refused with sentences, and every change of it is a new version."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from media_library.ads import rulebook
from media_library.ads.normalise import normalise


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The shipped files, free to be spoiled."""
    return Path(
        shutil.copytree(rulebook.FOLDER, tmp_path / "book", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    )


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_shipped_rules_stand_on_clauses(copied: Path) -> None:
    book = rulebook.load(copied)
    assert [rule.id for rule in book.rules] == [f"AD-R{number:02}" for number in range(1, 53)]
    assert [one.id for one in book.composites] == [f"AD-C{number:02}" for number in range(1, 8)]
    assert list(book.signals) == [f"CS-{number:02}" for number in range(1, 11)]
    assert all(rule.basis_on(date(2026, 10, 1)) for rule in book.rules)
    assert all(len(rule.hits) >= 6 <= len(rule.misses) for rule in book.rules)


def test_every_word_is_written_as_it_is_read():
    words = [word for rule in rulebook.shipped().rules for find in rule.finds for word in find.words]
    assert [word for word in words if normalise(word).text != word] == []


def test_what_never_makes_suspect_alone_is_marked_so():
    alone = {rule.id.removeprefix("AD-") for rule in rulebook.shipped().rules if not rule.alone}
    assert {"R17", "R40", "R44", "R45", "R46", "R47", "R49", "R51"} <= alone
    assert rulebook.shipped().rule("AD-R17").joins == ("AD-R37",)


def test_a_clause_in_use_cannot_be_taken_out(copied: Path) -> None:
    assert [rule.id for rule in rulebook.shipped().citing("AD-LAW-9-2")] == ["AD-R09"]
    spoil(copied / "clauses.toml", 'id = "AD-LAW-9-2"', 'id = "AD-LAW-9-9"')

    with pytest.raises(rulebook.RulebookBroken, match="AD-R09 引用的条款 AD-LAW-9-2 .*不能删除"):
        rulebook.load(copied)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"CS-02"', '"CS-77"', "反向信号 CS-77 不存在"),
        ('severity = "high"', 'severity = "awful"', "级别或分值写错了"),
        ('id = "AD-R01"', 'id = "AD-R02"', "同一个编号"),
        ('"100%', '"(100%', "读不懂"),
        ("points = 0.6", "points = ", "读不懂"),
        ("points = 0.6", "points = 6", "级别或分值写错了"),
        ("innocent = [", "guilty = [", "读不懂"),
        ("(?:到期|期满|随时)", "(?:到期|期满)+", "不限次数的重复"),
    ],
)
def test_a_broken_rule_is_named(copied: Path, old: str, new: str, says: str) -> None:
    spoil(copied / "AD-R01.toml", old, new)
    with pytest.raises(rulebook.RulebookBroken, match=says):
        rulebook.load(copied)


def test_any_change_makes_another_version(copied: Path) -> None:
    before = rulebook.load(copied).version
    spoil(copied / "AD-R02.toml", "points = 0.6", "points = 0.7")
    assert rulebook.load(copied).version != before == rulebook.load(rulebook.FOLDER).version


def test_a_doubtful_clause_says_so() -> None:
    clauses = rulebook.shipped().clauses
    warnings = {id: clauses[id].warning for id in ("AD-LAW-25-1", "SAIC-61-2", "PBC-316-3-5")}
    assert warnings == {"AD-LAW-25-1": "", "SAIC-61-2": "二手来源，待法制复核", "PBC-316-3-5": "依据待复核"}
