"""How are the processes of one machine kept alive, and how are they ended?

Each child leads a process group of its own, so that Ctrl-C reaches only the keeper and a dead child takes its
children along; each is told by the kernel to end when the keeper is killed.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import IO

SHORTEST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
STEADY_AFTER_SECONDS = 15.0
LOG_BYTES = 10 * 1024 * 1024
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Child:
    """One process that should be running, and when it may be started again."""

    def __init__(self, name: str, command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None) -> None:
        self.name, self.command, self.log, self.env = name, list(command), log, env
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.start_again = 0.0
        self.pause = SHORTEST_PAUSE_SECONDS

    def start(self) -> None:
        """Start the process; its words go to the log."""
        keeper = os.getpid()
        with _opened(self.log) as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.env,
                start_new_session=True,
                preexec_fn=lambda: _end_with(keeper),  # noqa: PLW1509  (the keeper has one thread)
            )
        self.started = monotonic()

    def is_running(self) -> bool:
        """Say whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def bury(self) -> None:
        """After a death: end what it left behind, and wait before the next start, longer if it died young."""
        self.signal_group(signal.SIGKILL)
        young = monotonic() - self.started < STEADY_AFTER_SECONDS
        self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS) if young else SHORTEST_PAUSE_SECONDS
        self.start_again = monotonic() + self.pause
        self.process = None

    def ask_to_end(self) -> None:
        """Ask the process to finish what it has begun and end."""
        if self.process is not None and self.is_running():
            self.process.terminate()

    def signal_group(self, number: signal.Signals) -> None:
        """Signal the process and all it started."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


class Keeper:
    """Keeps the children running until it is told to stop."""

    def __init__(self, children: Sequence[Child], *, say: Callable[[str], None]) -> None:
        self.children, self.say = list(children), say
        self.stopping = False

    def obey_signals(self) -> None:
        """SIGTERM and Ctrl-C stop the keeping."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: object) -> None:
        self.stopping = True

    def tend(self) -> None:
        """Look after each child once: bury the dead, start those whose pause is over."""
        for child in self.children:
            if child.process is not None and not child.is_running():
                code = child.process.returncode
                child.bury()
                self.say(f"{child.name} 意外退出（{code}），{child.pause:.0f} 秒后重启；日志：{child.log}")
            elif child.process is None and monotonic() >= child.start_again:
                child.start()

    def keep(self, *, meanwhile: Callable[[], None]) -> None:
        """Tend the children until told to stop."""
        while not self.stopping:
            self.tend()
            meanwhile()
            sleep(0.2)

    def end(self, *, patience_seconds: float) -> None:
        """Let the children finish their work; kill those that take longer than `patience_seconds`."""
        for child in self.children:
            child.ask_to_end()
        limit = monotonic() + patience_seconds
        while monotonic() < limit and any(child.is_running() for child in self.children):
            sleep(0.1)
        for child in self.children:
            child.signal_group(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()


def _end_with(keeper: int) -> None:
    """Between fork and exec: ask the kernel for SIGTERM when the keeper dies, and end at once if it just did."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != keeper:
        os._exit(1)


def _opened(log: Path) -> IO[bytes]:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".old.log"))
    return log.open("ab")
