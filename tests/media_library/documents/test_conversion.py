"""Is an old Word file read through LibreOffice, shut in, and refused where it must be?"""

import shutil
import subprocess
import time

import pytest

from media_library.documents import conversion
from media_library.documents.conversion import OLD_WORD, run_apart, word_of
from media_library.documents.reading import read_document
from media_library.documents.refusals import UnreadableDocument
from tests.media_library.documents.test_reading import word_file

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD_STREAM = "WordDocument".encode("utf-16-le")


def compound(*names: str, flags: int = 0) -> bytes:
    """Return the outside of a compound file: its directory's names, and a Word stream's first bytes."""
    directory = b"".join(name.encode("utf-16-le") for name in names).ljust(504, b"\0")
    return COMPOUND + directory + b"\xec\xa5\xc1\x00" + b"\0" * 6 + flags.to_bytes(2, "little") + b"\0" * 600


@pytest.fixture
def old_file(tmp_path):
    """An old Word file, written by LibreOffice from one of ours."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("这台机器没有 LibreOffice，跳过旧格式转换的测试")
    (tmp_path / "new.docx").write_bytes(word_file("关于分工的通知", "县打非办负责。"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "doc", "--outdir", tmp_path, tmp_path / "new.docx"]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return (tmp_path / "new.doc").read_bytes()


def test_an_old_word_file_reads_like_a_new_one(old_file):
    assert read_document(old_file, "通知.wps").paragraphs == ["关于分工的通知", "县打非办负责。"]


def test_without_libreoffice_it_says_how_to_save(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableDocument, match=OLD_WORD.split("（")[0]):
        word_of(compound("WordDocument"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (compound("Workbook"), "旧版 Excel"),
        (compound("WordDocument", "_VBA_PROJECT"), "文件带有宏"),
        (compound("WordDocument", flags=0x0100), "打开密码"),
        (compound("EncryptedPackage"), "打开密码"),
    ],
)
def test_what_must_not_be_converted_is_refused_first(content, sentence):
    with pytest.raises(UnreadableDocument, match=sentence):
        word_of(content)


def test_a_conversion_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(conversion, "SECONDS", 0.2)
    begun = time.perf_counter()
    with pytest.raises(UnreadableDocument, match="转换太久"):
        run_apart(["/bin/sh", "-c", "sleep 30 & sleep 30"], tmp_path)
    assert time.perf_counter() - begun < 10
