"""Does one command hold the whole system up while its processes are killed, and put it down cleanly?"""

import os
import signal

import pytest

from tests.schedules.serving.served import gone, wait

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("serving")]
ALL = {"gunicorn", "worker", "beat"}


def test_serve_holds_everything_up_and_puts_it_down(install):
    served = install().serve()
    first = served.children()
    assert set(first) == ALL
    for pid in first.values():
        os.kill(pid, signal.SIGKILL)
    wait(lambda: set(served.children()) == ALL and served.answers(), seconds=40)
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(timeout=60) == 0
    assert served.said().rstrip().endswith("已停止。")


def test_a_killed_keeper_leaves_no_orphans_and_its_data(install):
    served = install().serve()
    orphans = served.children().values()
    served.process.kill()
    served.process.wait()
    wait(lambda: gone(orphans), seconds=40)
    assert served.serve().answers()


def test_a_folder_is_served_once(install):
    served = install().serve()
    again = type(served)(served.folder)
    again.log = served.folder / "again.log"
    assert again.serve().process.poll() == 1
    assert f"已经在运行：{served.address()}" in again.said()
