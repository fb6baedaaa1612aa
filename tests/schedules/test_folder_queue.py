"""Does the embedded broker survive what a killed process leaves behind?"""

import pytest
from kombu import Connection
from kombu.transport.virtual import BrokerState

from schedules.broker import celery_settings


@pytest.fixture
def started(tmp_path, monkeypatch):
    """Return what a newly started process does first: open the queue, knowing nothing of earlier processes."""
    chosen = celery_settings("filesystem://", queue_dir=tmp_path)
    options = chosen["CELERY_BROKER_TRANSPORT_OPTIONS"]

    def start():
        monkeypatch.setattr("schedules.folder_queue.Transport.global_state", BrokerState())
        link = Connection("filesystem://", transport=chosen["CELERY_BROKER_TRANSPORT"], transport_options=options)
        return link.SimpleQueue("campaign")

    return start


@pytest.fixture
def queue(started):
    return started()


def test_messages_come_out_once_and_in_order(queue):
    for n in range(3):
        queue.put({"n": n})
    assert [queue.get(timeout=1).payload["n"] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(queue.Empty):
        queue.get(block=False)


def test_half_a_message_is_never_met(queue, tmp_path):
    (tmp_path / "messages" / "0001.part").write_text('{"bo')
    queue.put({"n": 1})
    assert queue.get(timeout=1).payload == {"n": 1}


def test_an_exchange_file_emptied_by_a_kill_is_written_anew(started, tmp_path):
    started()
    for file in (tmp_path / "control").glob("*.exchange"):
        file.write_text("")
    queue = started()
    queue.put({"n": 1})
    assert queue.get(timeout=1).payload == {"n": 1}
