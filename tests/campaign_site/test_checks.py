"""Does a wrong setting stop the start, and say what to write instead?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks

HOUSE = Path(__file__).resolve().parents[2]


def numbers():
    return [found.id for found in run_checks() if found.id.startswith("campaign.")]


def test_the_tests_own_settings_are_right():
    assert numbers() == []


@pytest.mark.parametrize(
    ("wrong", "number"),
    [
        ({"DEMO_TODAY": "2026-10-31", "DEMO": False}, "campaign.E001"),
        ({"DEBUG": True, "HTTPS": True, "WAGTAILADMIN_BASE_URL": "https://a"}, "campaign.E002"),
        ({"ALLOWED_HOSTS": ["*"]}, "campaign.E003"),
        ({"HTTPS": True, "WAGTAILADMIN_BASE_URL": "http://a"}, "campaign.E004"),
        ({"SECRET_KEY": "short"}, "campaign.E005"),
        ({"BROKER_URL": "sqs://"}, "campaign.E007"),
        ({"MEDIA_ROOT": "/srv/m", "PRIVATE_ROOT": "/srv/m/private"}, "campaign.E008"),
    ],
)
def test_a_wrong_setting_is_refused(settings, wrong, number):
    for name, value in wrong.items():
        setattr(settings, name, value)
    assert numbers() == [number]


def test_a_key_others_can_read_is_refused(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    (tmp_path / "secret-key").write_text("x" * 60)
    (tmp_path / "secret-key").chmod(0o644)
    assert numbers() == ["campaign.E006"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "ture", "DEBUG 须写成 1 或 0，现在是“ture”。"),
        ("DEMO_TODAY", "2026/10/31", "DEMO_TODAY 须写成 2026-10-31 这样的日期，现在是“2026/10/31”。"),
        ("SESSION_SECONDS", "8h", "SESSION_SECONDS 须写成整数，现在是“8h”。"),
        ("DATABASE_URL", "mysql://u:secret@h/n", "DATABASE_URL 须写成 postgres://"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL 须写成 postgres://"),
    ],
)
def test_a_value_that_cannot_be_read_is_one_sentence(tmp_path, name, value, sentence):
    env = os.environ | {"VAR_DIR": str(tmp_path), name: value}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, cwd=HOUSE, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"设置有误：{sentence}")
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr
