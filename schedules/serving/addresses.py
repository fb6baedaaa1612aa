"""On which port does this machine answer, and does it answer yet?"""

import http.client
import socket
from contextlib import closing, suppress

FIRST_PORT = 8000
PORTS_TRIED = 100


class PortTaken(Exception):
    """The port that was asked for is in use."""


def free_port(host: str, wanted: int) -> int:
    """Return `wanted` if it is free, or the first free port from 8000 on when `wanted` is 0.

    Raises PortTaken with a Chinese sentence.
    """
    tried = [wanted] if wanted else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    for port in tried:
        if _can_listen(host, port):
            return port
    if wanted:
        raise PortTaken(f"端口 {wanted} 已被占用。请停掉占用它的程序，或换一个：PORT=8001 ./run")
    raise PortTaken(f"{FIRST_PORT} 到 {FIRST_PORT + PORTS_TRIED - 1} 的端口都被占用，请指定一个：PORT=9000 ./run")


def _can_listen(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            probe.bind((host, port))
            return True
    return False


def answers(host: str, port: int) -> bool:
    """Say whether a web server answers there with a page, not with an error of its own."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (a question, not a binding)
    with closing(http.client.HTTPConnection(near, port, timeout=2)) as connection:
        try:
            connection.request("GET", "/", headers={"Host": "localhost"})
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
