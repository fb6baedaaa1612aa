"""Which port is taken when several are in use?"""

import socket

import pytest

from schedules.serving.addresses import CannotListen, answers, free_port


@pytest.fixture
def taken():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_port_that_was_asked_for_is_refused_when_taken(taken):
    with pytest.raises(CannotListen, match=f"端口 {taken} 已被占用"):
        free_port("127.0.0.1", taken)


def test_the_next_free_port_is_found(taken, monkeypatch):
    monkeypatch.setattr("schedules.serving.addresses.FIRST_PORT", taken)
    assert taken < free_port("127.0.0.1", 0) < taken + 100


def test_nobody_answers_behind_a_port_that_only_listens(taken):
    assert not answers("127.0.0.1", taken)


@pytest.mark.parametrize(
    ("host", "port", "sentence"),
    [
        ("127.0.0.1", 70000, "PORT 须是 1 到 65535 的整数，现在是 70000"),
        ("203.0.113.9", 0, "HOST 须是这台机器自己的地址"),
        ("no such host", 0, "HOST 须是这台机器自己的地址"),
    ],
)
def test_an_address_that_cannot_be_is_refused(host, port, sentence):
    with pytest.raises(CannotListen, match=sentence):
        free_port(host, port)
