"""How does Celery reach its broker: folders on this machine, Redis or RabbitMQ? (pure)"""

from pathlib import Path
from typing import Any


def celery_settings(url: str, *, queue_dir: Path) -> dict[str, Any]:
    """Return the CELERY_* settings for the broker at `url`; `queue_dir` holds the embedded broker's folders."""
    return {
        "CELERY_BROKER_URL": url,
        "CELERY_BROKER_TRANSPORT_OPTIONS": transport_options(url, queue_dir),
        "CELERY_TASK_ACKS_LATE": True,
        "CELERY_TASK_REJECT_ON_WORKER_LOST": True,
        "CELERY_WORKER_PREFETCH_MULTIPLIER": 1,
        "CELERY_TASK_IGNORE_RESULT": True,
        "CELERY_TIMEZONE": "Asia/Shanghai",
        "CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP": True,
    }


def transport_options(url: str, queue_dir: Path) -> dict[str, Any]:
    """Return kombu's options: folders for filesystem://, quick redelivery for Redis, nothing for RabbitMQ."""
    if url.startswith("filesystem:"):
        for name in ("messages", "processed", "control"):
            (queue_dir / name).mkdir(parents=True, exist_ok=True)
        return {
            "data_folder_in": str(queue_dir / "messages"),
            "data_folder_out": str(queue_dir / "messages"),
            "processed_folder": str(queue_dir / "processed"),
            "control_folder": str(queue_dir / "control"),
            "store_processed": False,
            "polling_interval": 0.2,
        }
    if url.startswith(("redis:", "rediss:")):
        return {"visibility_timeout": 600, "unacked_restore_interval": 2, "unacked_restore_throttle": 1}
    return {}
