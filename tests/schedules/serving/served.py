"""One whole installation with its real processes, seen from outside."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from time import monotonic, sleep

HOUSE = Path(__file__).resolve().parents[3]
SERVERS = {"DATABASE_URL", "BROKER_URL", "PORT"}


class Installation:
    """A folder with data; commands and one `serve` at a time run on it."""

    def __init__(self, folder, **more):
        self.folder = folder
        self.env = {key: value for key, value in os.environ.items() if key not in SERVERS}
        self.env |= {"VAR_DIR": str(folder), "DEMO": "0", "WEB_PROCESSES": "1", "WORKER_PROCESSES": "1"} | more
        self.log = folder / "serve.log"
        self.process = None

    def run(self, *command):
        """Return what a command prints."""
        line = [sys.executable, *command]
        done = subprocess.run(line, cwd=HOUSE, env=self.env, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def read(self, *command):
        return json.loads(self.run(*command))

    def serve(self):
        with self.log.open("w") as log:
            line = [sys.executable, "manage.py", "serve"]
            self.process = subprocess.Popen(line, cwd=HOUSE, env=self.env, stdout=log, stderr=log)
        wait(lambda: "已就绪" in self.said() or self.process.poll() is not None, seconds=120)
        return self

    def said(self):
        return self.log.read_text()

    def address(self):
        return re.search(r"http://[\d.]+:\d+/", self.said()).group()

    def answers(self):
        return self.post("", None) == 200

    def post(self, path, body, headers=None):
        """Return the status of a request, None when nobody answered."""
        request = urllib.request.Request(self.address() + path, data=body, headers=headers or {})
        try:
            return urllib.request.urlopen(request, timeout=20).status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def children(self):
        """Process ids by what they are, from the kernel's own list."""
        tasks = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        found = {}
        for pid in map(int, tasks.read_text().split()):
            words = Path(f"/proc/{pid}/cmdline").read_text()
            found |= {name: pid for name in ("gunicorn", "worker", "beat") if f"{name}\0" in words}
        return found

    def kill(self, name):
        """Kill -9 the process and all it started, if it is up."""
        pid = self.children().get(name)
        if pid:
            os.killpg(pid, signal.SIGKILL)

    def end(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=60)


def wait(happened, *, seconds):
    limit = monotonic() + seconds
    while not happened():
        assert monotonic() < limit, "it took too long"
        sleep(0.1)


def gone(pids):
    """Say whether the processes have ended; one that is not buried yet has no command line left."""
    lines = [Path(f"/proc/{pid}/cmdline") for pid in pids]
    return not any(line.exists() and line.read_text() for line in lines)
