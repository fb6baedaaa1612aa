"""A rulebook that does not fit stops the start; a machine that cannot read pictures starts and says so."""

import shutil

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from media_library.ads import checks, ocr, rulebook


def test_a_rule_without_its_clause_stops_the_start(tmp_path, monkeypatch):
    for path in rulebook.FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    clauses = tmp_path / "clauses.toml"
    clauses.write_text(clauses.read_text(encoding="utf-8").replace('"AD-LAW-9-2"', '"AD-LAW-9-9"'), encoding="utf-8")
    monkeypatch.setattr(rulebook, "FOLDER", tmp_path)

    with pytest.raises(SystemCheckError, match="规则 AD-R09 引用的条款 AD-LAW-9-2 不在条款表里"):
        call_command("check")


def test_without_the_reading_component_the_start_says_so(monkeypatch):
    assert checks.pictures_can_be_read(None) == []
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    assert [warning.msg for warning in checks.pictures_can_be_read(None)] == ["没有装识字组件，图片广告只能请人看图。"]
