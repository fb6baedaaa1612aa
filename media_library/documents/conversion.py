"""What does an old Word or WPS file hold, once LibreOffice, shut in, has written it as .docx?"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from .refusals import UnreadableDocument

SECONDS = 60
MAX_OUT_KB = 40 * 1024
MAX_MEMORY_KB = 4 * 1024 * 1024
SAVE_AS = "请在 Word 或 WPS 里打开，另存为 .docx 再上传。"
OLD_WORD = f"这是旧版 Word（.doc）或 WPS 文件。{SAVE_AS}"
NOT_WORD = f"这不是完好的 Word 文档（可能是旧版 Excel、PPT，或已损坏）。如是公文，{SAVE_AS}"
ENCRYPTED = "文件有打开密码。请去掉密码，另存为 .docx 再上传。"
MACROS = "文件带有宏。请在 Word 里另存为不带宏的 .docx 再上传。"
# Streams of a compound file, as its directory spells them.
WORD_STREAM, PACKAGE_STREAM, MACRO_STREAM = (
    name.encode("utf-16-le") for name in ("WordDocument", "EncryptedPackage", "_VBA_PROJECT")
)
SECTOR = 512
WORD_MARK = b"\xec\xa5"  # opens the WordDocument stream (MS-DOC 2.5.1); its flags stand ten bytes on
ENCRYPTED_FLAG = 0x0100
# Nothing in the file may run or be fetched.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def word_of(content: bytes) -> bytes:
    """Return an old Word or WPS file as .docx; the result is as little trusted as the original.

    Raises UnreadableDocument for passwords, macros, other compound files, and where LibreOffice is missing or fails.
    """
    refuse_hostile_compound(content)
    office = shutil.which("soffice")
    if office is None:
        raise UnreadableDocument(OLD_WORD)
    with tempfile.TemporaryDirectory(prefix="circular-") as folder:
        return converted(office, content, Path(folder))


def refuse_hostile_compound(content: bytes) -> None:
    """Raise for what must not be converted; told by the names of the streams and the flags of the Word stream."""
    if PACKAGE_STREAM in content:
        raise UnreadableDocument(ENCRYPTED)
    if WORD_STREAM not in content:
        raise UnreadableDocument(NOT_WORD)
    if MACRO_STREAM in content:
        raise UnreadableDocument(MACROS)
    for at in range(SECTOR, len(content), SECTOR):
        flags = int.from_bytes(content[at + 10 : at + 12], "little")
        if content[at : at + 2] == WORD_MARK and flags & ENCRYPTED_FLAG:
            raise UnreadableDocument(ENCRYPTED)


def converted(office: str, content: bytes, folder: Path) -> bytes:
    """Run LibreOffice in a folder of its own: profile, input, output; with limits on time, memory and size."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    (folder / "paper.doc").write_bytes(content)
    limits = f'ulimit -t {SECONDS} -f {MAX_OUT_KB * 2} -v {MAX_MEMORY_KB}; exec "$0" "$@"'
    convert = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    convert += ["--convert-to", "docx", "--outdir", str(folder / "out"), str(folder / "paper.doc")]
    run_apart([*cut_off(), "/bin/sh", "-c", limits, *convert], folder)
    result = folder / "out" / "paper.docx"
    if not result.is_file() or result.stat().st_size > MAX_OUT_KB * 1024:
        raise UnreadableDocument(f"这个旧格式文件没能转换。{SAVE_AS}")
    return result.read_bytes()


def cut_off() -> list[str]:
    """Return the command that gives what follows a network of its own with nobody in it; empty where that is not allowed."""
    unshare = shutil.which("unshare")
    command = [unshare, "--user", "--map-root-user", "--net"] if unshare else []
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)  # noqa: S603 - our own words only
    return command if tried.returncode == 0 else []


def run_apart(command: list[str], folder: Path) -> None:
    """Run a command in a process group of its own, without our environment, and end the group when its time is over."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder)}
    process = subprocess.Popen(  # noqa: S603 - found on PATH, paths of our own folder
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(f"这个旧格式文件转换太久。{SAVE_AS}") from error
    finally:
        end_group(process)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End whatever the command left running."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
