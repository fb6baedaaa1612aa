"""How do messages lie in folders so that a process killed at any moment leaves no half-written file?

kombu's own filesystem transport writes in place: a reader may meet half a message, and a process killed while it
declares a queue leaves an empty exchange file that stops every later start. Here each file appears whole or not at all.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic_ns
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem


class Channel(filesystem.Channel):
    """The filesystem channel with atomic writes."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:
        name = f"{monotonic_ns():020d}_{uuid4()}.{queue}.msg"
        _write_whole(Path(self.data_folder_out) / name, payload)

    def get_table(self, exchange: str) -> list[Any]:
        """Return the queues bound to the exchange; a file that cannot be read binds none and is written anew."""
        try:
            return super().get_table(exchange)
        except ValueError:
            return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        file = self._exchange_file(exchange)
        with _alone_in(file.parent):
            bound = [list(one) for one in self.get_table(exchange)]
            binding = [routing_key or "", pattern or "", queue or ""]
            if binding not in bound:
                _write_whole(file, [binding, *bound])

    def _delete(self, queue: str, exchange: str, routing_key: str, pattern: str, *args: Any, **kwargs: Any) -> None:
        super(filesystem.Channel, self)._delete(queue, exchange, routing_key, pattern, *args, **kwargs)
        file = self._exchange_file(exchange)
        with _alone_in(file.parent):
            bound = [list(one) for one in self.get_table(exchange)]
            binding = [routing_key or "", pattern or "", queue or ""]
            if binding in bound:
                _write_whole(file, [one for one in bound if one != binding])


class Transport(filesystem.Transport):
    """Named in settings as the embedded broker's transport."""

    Channel = Channel


def _write_whole(path: Path, content: Any) -> None:
    part = path.with_name(f"{uuid4()}.part")
    part.write_text(json.dumps(content), encoding="utf-8")
    part.replace(path)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
