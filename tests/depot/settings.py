"""The depot's settings: the project's database and broker settings, and one app."""

import os
from pathlib import Path

import environ

from schedules.broker import celery_settings

env = environ.Env()
VAR_DIR = Path(os.environ["VAR_DIR"])
SECRET_KEY = "depot"
USE_TZ = True
INSTALLED_APPS = ["tests.depot"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'depot.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
globals().update(celery_settings(os.environ["BROKER_URL"], queue_dir=VAR_DIR / "queue"))
CELERY_TASK_DEFAULT_QUEUE = os.environ["QUEUE"]
if "redis" in os.environ["BROKER_URL"]:
    globals()["CELERY_BROKER_TRANSPORT_OPTIONS"]["global_keyprefix"] = os.environ["QUEUE"]
