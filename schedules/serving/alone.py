"""Is this folder being served already, and at which address?"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyServed(Exception):
    """Another keeper holds the folder."""


@contextmanager
def alone_with(mark: Path, address: str) -> Iterator[None]:
    """Hold the file `mark` with `address` written in it; the kernel lets go of it when the process ends.

    Raises AlreadyServed with a Chinese sentence.
    """
    with mark.open("a+", encoding="utf-8") as held:
        held.seek(0)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyServed(f"已经在运行：{held.read().strip()}（要重启，先在那个窗口按 Ctrl-C）") from error
        held.truncate()
        held.write(address)
        held.flush()
        yield
