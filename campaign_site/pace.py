"""Does somebody without an account ask too often? Counted in this process's memory only; nothing is kept."""

from threading import Lock

MOST_KEYS = 20_000  # remembered within one window; beyond that the window starts afresh rather than growing


class Pace:
    """At most `most` turns per key within `seconds`; each process counts for itself, so several allow a multiple."""

    def __init__(self, most: int, *, seconds: int) -> None:
        self.most, self.seconds = most, seconds
        self._window, self._turns, self._lock = 0, dict[str, int](), Lock()

    def within(self, key: str, moment: float) -> bool:
        """Count a turn of `key` at `moment` (seconds) and say whether it is still within the pace."""
        with self._lock:
            window = int(moment // self.seconds)
            if window != self._window or len(self._turns) > MOST_KEYS:
                self._window, self._turns = window, {}
            self._turns[key] = self._turns.get(key, 0) + 1
            return self._turns[key] <= self.most
