"""Does one command hold the whole system up while its processes are killed, and put it down cleanly?"""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from time import monotonic, sleep

import pytest

HOUSE = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.processes


class Served:
    """One `manage.py serve`, seen from outside."""

    def __init__(self, folder):
        env = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "BROKER_URL", "PORT"}}
        env |= {"VAR_DIR": str(folder), "DEMO": "0", "WEB_PROCESSES": "1", "WORKER_PROCESSES": "1"}
        self.log = folder / "serve.log"
        with self.log.open("w") as log:
            command = [sys.executable, "manage.py", "serve"]
            self.process = subprocess.Popen(command, cwd=HOUSE, env=env, stdout=log, stderr=log)
        wait(lambda: "已就绪" in self.said() or self.process.poll() is not None, seconds=90)

    def said(self):
        return self.log.read_text()

    def answers(self):
        address = re.search(r"http://[\d.]+:\d+/", self.said()).group()
        try:
            return urllib.request.urlopen(address, timeout=5).status == 200
        except OSError:
            return False

    def children(self):
        """Process ids by what they are, from the kernel's own list."""
        tasks = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        found = {}
        for pid in map(int, tasks.read_text().split()):
            words = Path(f"/proc/{pid}/cmdline").read_text()
            found |= {name: pid for name in ("gunicorn", "worker", "beat") if f"{name}\0" in words}
        return found


def wait(happened, *, seconds):
    limit = monotonic() + seconds
    while not happened():
        assert monotonic() < limit, "it took too long"
        sleep(0.1)


def gone(pids):
    return not any(Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_text() for pid in pids)


@pytest.fixture
def serve(tmp_path):
    begun = []

    def start():
        begun.append(Served(tmp_path))
        return begun[-1]

    yield start
    for served in begun:
        if served.process.poll() is None:
            served.process.terminate()
            served.process.wait(timeout=60)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc, which this system has not")
def test_serve_holds_everything_up_and_puts_it_down(serve):
    served = serve()
    first = served.children()
    assert set(first) == {"gunicorn", "worker", "beat"}
    for pid in first.values():
        os.kill(pid, signal.SIGKILL)
    wait(lambda: set(served.children()) == set(first) and served.answers(), seconds=30)

    again = serve()
    assert again.process.wait(timeout=60) == 1
    assert "已经在运行：http://127.0.0.1:" in again.said()

    orphans = served.children().values()
    served.process.kill()
    wait(lambda: gone(orphans), seconds=40)

    second = serve()
    assert second.answers()
    second.process.send_signal(signal.SIGINT)
    assert second.process.wait(timeout=60) == 0
    assert second.said().rstrip().endswith("已停止。")
