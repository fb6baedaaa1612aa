"""With which commands do web, worker and beat start?"""

import sys
from pathlib import Path

from campaign_site.environment import whole_number

PROCESSES = ("web", "worker", "beat")
QUEUES = "campaign"


def commands_of(chosen: list[str], *, host: str, port: int, folder: Path) -> dict[str, list[str]]:
    """Return the command of each chosen process; `folder` keeps what beat remembers between two starts."""
    commands = {"web": web(host, port), "worker": worker(), "beat": beat(folder)}
    return {name: commands[name] for name in PROCESSES if name in chosen}


def web(host: str, port: int) -> list[str]:
    """Return gunicorn's command."""
    return [
        *(sys.executable, "-m", "gunicorn", "campaign_site.wsgi:application"),
        *("--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"),
        *(
            "--worker-class",
            "gthread",
            "--workers",
            str(whole_number("WEB_PROCESSES", default=2)),
            "--threads",
            str(whole_number("WEB_THREADS", default=4)),
        ),
        *("--no-control-socket", "--graceful-timeout", "20", "--timeout", "60", "--max-requests", "5000"),
        *("--max-requests-jitter", "500", "--access-logfile", "-"),
    ]


def worker() -> list[str]:
    """Return the worker's command."""
    return [
        *(sys.executable, "-m", "celery", "-A", "campaign_site.celery", "worker", "--queues", QUEUES),
        *("--concurrency", str(whole_number("WORKER_PROCESSES", default=2)), "--without-gossip", "--without-mingle"),
        *("--loglevel", "WARNING"),
    ]


def beat(folder: Path) -> list[str]:
    """Return beat's command."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        *(sys.executable, "-m", "celery", "-A", "campaign_site.celery", "beat", "--pidfile="),
        *("--schedule", str(folder / "beat"), "--loglevel", "WARNING"),
    ]
