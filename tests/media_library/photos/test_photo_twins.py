"""What does the command say of a folder?"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.media_library.photos import reshots
from tests.media_library.photos.reshots import CHANGES, file_of

HOUSE = Path(__file__).resolve().parents[3]


@pytest.fixture
def pile(tmp_path):
    """Return a folder with one flyer three times, one photograph twice, others once, and what cannot be read."""
    folder = tmp_path / "pile"
    (folder / "深" / "更深").mkdir(parents=True)
    one, other, seen = reshots.flyer(), reshots.flyer(rate="18"), reshots.photograph(1)
    (folder / "b.png").write_bytes(file_of(one))
    (folder / "a.jpg").write_bytes(file_of(CHANGES["all"](one), "JPEG"))
    (folder / "深" / "更深" / "半.png").write_bytes(file_of(CHANGES["half"](one)))
    (folder / "other.png").write_bytes(file_of(other))
    (folder / "z1.webp").write_bytes(file_of(seen, "WEBP"))
    (folder / "深" / "z2.txt").write_bytes(file_of(CHANGES["cropped"](seen), "JPEG"))
    (folder / "坏.jpg").write_bytes(b"\xff\xd8\xff nothing")
    (tmp_path / "outside.png").write_bytes(file_of(one))
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    return folder


def test_groups_go_to_one_stream_and_faults_to_the_other(pile, capsys):
    call_command("photo_twins", str(pile), "--json")
    out, err = capsys.readouterr()
    assert json.loads(out) == [["a.jpg", "b.png", "深/更深/半.png"], ["z1.webp", "深/z2.txt"]]
    assert sorted(line.split("：")[0] for line in err.splitlines() if "：" in line) == ["link.png", "坏.jpg"]


def test_copies_byte_for_byte_are_a_group_even_without_content(tmp_path, capsys):
    blank = file_of(reshots.Image.new("RGB", (50, 50), "white"))
    for name in ("2.png", "1.png"):
        (tmp_path / name).write_bytes(blank)
    call_command("photo_twins", str(tmp_path))
    assert json.loads(capsys.readouterr().out) == [["1.png", "2.png"]]


def test_an_empty_folder_has_no_groups(tmp_path, capsys):
    call_command("photo_twins", str(tmp_path))
    assert json.loads(capsys.readouterr().out) == []


def test_no_folder_is_a_chinese_reason(tmp_path):
    with pytest.raises(CommandError, match="没有这个文件夹"):
        call_command("photo_twins", str(tmp_path / "nowhere"))


def test_it_runs_without_a_database_and_in_a_plain_language(pile, tmp_path):
    plain = {
        "PATH": "/usr/bin:/bin",
        "LANG": "C",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "VAR_DIR": str(tmp_path),
    }
    command = [sys.executable, "manage.py", "photo_twins", str(pile), "--json"]
    ran = subprocess.run(command, cwd=HOUSE, env=plain, capture_output=True, check=False)
    assert ran.returncode == 0
    assert json.loads(ran.stdout.decode())[0] == ["a.jpg", "b.png", "深/更深/半.png"]
