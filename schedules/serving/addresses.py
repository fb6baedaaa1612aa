"""On which port does this machine answer, and does it answer yet?"""

import errno
import http.client
import socket
from contextlib import closing

FIRST_PORT = 8000
PORTS_TRIED = 100
LAST_PORT = 65535


class CannotListen(Exception):
    """The address cannot be used; says in Chinese why and what to write."""


def free_port(host: str, wanted: int) -> int:
    """Return `wanted` if it is free, or the first free port from 8000 on when `wanted` is 0.

    Raises CannotListen with a Chinese sentence.
    """
    if wanted > LAST_PORT:
        raise CannotListen(f"PORT 须是 1 到 {LAST_PORT} 的整数，现在是 {wanted}。")
    tried = [wanted] if wanted else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    for port in tried:
        trouble = _trouble(host, port)
        if trouble is None:
            return port
        if trouble == errno.EACCES:
            raise CannotListen(f"没有权限使用端口 {port}。1024 以下的端口要由反向代理监听，请换一个：PORT=8001 ./run")
        if trouble != errno.EADDRINUSE:
            raise CannotListen(f"HOST 须是这台机器自己的地址（如 127.0.0.1 或 0.0.0.0），现在是“{host}”。")
    if wanted:
        raise CannotListen(f"端口 {wanted} 已被占用。请停掉占用它的程序，或换一个：PORT=8001 ./run")
    raise CannotListen(f"{FIRST_PORT} 到 {FIRST_PORT + PORTS_TRIED - 1} 的端口都被占用，请指定一个：PORT=9000 ./run")


def _trouble(host: str, port: int) -> int | None:
    """Return why the port cannot be listened on as an error number, None when it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno or -1
    return None


def answers(host: str, port: int) -> bool:
    """Say whether a web server answers there with a page, not with an error of its own."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (a question, not a binding)
    with closing(http.client.HTTPConnection(near, port, timeout=2)) as connection:
        try:
            connection.request("GET", "/", headers={"Host": "localhost"})
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
