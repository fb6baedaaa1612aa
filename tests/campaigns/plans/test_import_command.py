"""What does `import_circular` print, and with which exit code does it end?"""

import json
import os
import subprocess
import sys

import pytest

from campaigns.plans.sample.making import HERE

SAMPLE = str(HERE / "circular.docx")


def run(*arguments, tmp_path):
    """Run the command in a process of its own: plain C language, no database anywhere."""
    environment = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ} | {
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",
    }
    command = [sys.executable, "manage.py", "import_circular", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, check=False, timeout=60)


def test_json_needs_no_database_and_speaks_utf8(tmp_path):
    done = run(SAMPLE, "--json", tmp_path=tmp_path)
    reading = json.loads(done.stdout.decode("utf-8"))
    assert (done.returncode, done.stderr, len(reading["measures"])) == (0, b"", 13)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["missing.docx", "--json"], 1, "找不到文件"),
        (["manage.py", "--json"], 1, "认不出这种文件"),
        ([], 2, "required: file"),
        ([SAMPLE, "--unknown"], 2, "unrecognized arguments"),
    ],
)
def test_refusals_stand_on_stderr(tmp_path, arguments, code, sentence):
    done = run(*arguments, tmp_path=tmp_path)
    assert (done.returncode, done.stdout) == (code, b"")
    assert sentence in done.stderr.decode("utf-8")


def test_dry_run_says_what_would_be_and_writes_nothing(tmp_path):
    done = run(SAMPLE, "--dry-run", tmp_path=tmp_path)
    text = done.stdout.decode("utf-8")
    assert done.returncode == 0
    assert "共 13 项任务" in text
    assert "什么也没有写入" in text
