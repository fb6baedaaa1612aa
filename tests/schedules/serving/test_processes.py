"""Does the keeper bring back what dies, and leave nothing behind?"""

import os
import re
import signal
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from schedules.serving import processes
from schedules.serving.processes import Child, Keeper

WITH_A_CHILD = """
import subprocess, time
print("up", subprocess.Popen(["sleep", "300"]).pid, flush=True)
time.sleep(300)
"""

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/cmdline").exists(), reason="reads /proc, which this system has not"
)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "SHORTEST_PAUSE_SECONDS", 0.2)
    child = Child("worker", [sys.executable, "-c", WITH_A_CHILD], log=tmp_path / "logs" / "worker.log")
    child.pause = 0.2
    said = []
    keeper = Keeper([child], say=said.append)
    keeper.said = said
    yield keeper
    keeper.end(patience_seconds=1)


def tend_until(keeper, happened):
    limit = monotonic() + 15
    while not happened():
        assert monotonic() < limit
        keeper.tend()
        sleep(0.02)


def started(keeper, times):
    log = keeper.children[0].log
    tend_until(keeper, lambda: log.exists() and log.read_text().count("up") == times)


def grandchildren(keeper):
    return [int(pid) for pid in re.findall(r"up (\d+)", keeper.children[0].log.read_text())]


def alive(pid):
    """A process that has ended but was not buried yet has no command line left."""
    line = Path(f"/proc/{pid}/cmdline")
    return line.exists() and bool(line.read_text())


def test_a_killed_child_comes_back_after_a_pause(kept):
    started(kept, 1)
    os.kill(kept.children[0].process.pid, signal.SIGKILL)
    started(kept, 2)
    assert [alive(pid) for pid in grandchildren(kept)] == [False, True]
    assert kept.said[0].startswith("worker 意外退出（-9）")


def test_each_early_death_makes_the_pause_longer(kept):
    started(kept, 1)
    pauses = []
    for _ in range(3):
        os.kill(kept.children[0].process.pid, signal.SIGKILL)
        tend_until(kept, lambda: kept.children[0].process is None)
        pauses.append(kept.children[0].pause)
        kept.children[0].start()
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[-1] <= processes.LONGEST_PAUSE_SECONDS


def test_the_end_takes_grandchildren_along(kept):
    started(kept, 1)
    [grandchild] = grandchildren(kept)
    assert alive(grandchild)
    kept.end(patience_seconds=3)
    wait_for = monotonic() + 3
    while alive(grandchild) and monotonic() < wait_for:
        sleep(0.02)
    assert not alive(grandchild)


def test_a_grown_log_is_put_aside(kept, monkeypatch):
    monkeypatch.setattr(processes, "LOG_BYTES", 1)
    log = kept.children[0].log
    log.parent.mkdir()
    log.write_text("old words")
    started(kept, 1)
    assert log.with_suffix(".old.log").read_text() == "old words"
