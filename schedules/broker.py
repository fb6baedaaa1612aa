"""How does Celery reach its broker: folders on this machine, Redis or RabbitMQ?"""

from pathlib import Path
from typing import Any

USUAL_LIMIT_SECONDS = 300
LONGEST_TASK_SECONDS = 3600


def celery_settings(url: str, *, queue_dir: Path) -> dict[str, Any]:
    """Return the CELERY_* settings for the broker at `url`; `queue_dir` holds the embedded broker's folders.

    A message is only a wake-up (the rows owe), so none is kept longer than it is useful and no result is stored.
    """
    return {
        "CELERY_BROKER_URL": url,
        "CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP": True,
        "CELERY_TASK_ACKS_LATE": True,
        "CELERY_TASK_REJECT_ON_WORKER_LOST": True,
        "CELERY_TASK_IGNORE_RESULT": True,
        "CELERY_TASK_DEFAULT_QUEUE": "campaign",
        "CELERY_TASK_TIME_LIMIT": USUAL_LIMIT_SECONDS,
        "CELERY_WORKER_PREFETCH_MULTIPLIER": 1,
        "CELERY_WORKER_MAX_TASKS_PER_CHILD": 2000,
        "CELERY_WORKER_HIJACK_ROOT_LOGGER": False,
        "CELERY_TIMEZONE": "Asia/Shanghai",
        **_of_this_broker(url, queue_dir),
    }


def _of_this_broker(url: str, queue_dir: Path) -> dict[str, Any]:
    if url.startswith("filesystem:"):
        return {
            "CELERY_BROKER_TRANSPORT": "schedules.folder_queue:Transport",
            "CELERY_BROKER_TRANSPORT_OPTIONS": _folders(queue_dir),
        }
    if url.startswith(("redis:", "rediss:")):
        # An unacknowledged message comes back after visibility_timeout, which must exceed the longest task;
        # kombu looks for such messages every interval × throttle seconds, by default only every 100.
        return {
            "CELERY_BROKER_TRANSPORT_OPTIONS": {
                "visibility_timeout": 2 * LONGEST_TASK_SECONDS,
                "unacked_restore_interval": 2,
                "unacked_restore_throttle": 1,
            }
        }
    return {
        "CELERY_TASK_DEFAULT_QUEUE_TYPE": "quorum",
        "CELERY_TASK_DEFAULT_EXCHANGE_TYPE": "topic",
        "CELERY_BROKER_TRANSPORT_OPTIONS": {"confirm_publish": True},
    }


def _folders(queue_dir: Path) -> dict[str, Any]:
    for name in ("messages", "control"):
        (queue_dir / name).mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(queue_dir / "messages"),
        "data_folder_out": str(queue_dir / "messages"),
        "control_folder": str(queue_dir / "control"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
