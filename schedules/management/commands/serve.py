"""How does one command start the whole system on this machine: web, worker and beat?"""

import os
import shutil
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from kombu import Connection
from kombu.exceptions import KombuError

from campaign_site.environment import whole_number
from schedules.serving.addresses import CannotListen, answers, free_port
from schedules.serving.alone import AlreadyServed, alone_with
from schedules.serving.commands import PROCESSES, commands_of
from schedules.serving.logins import login_table
from schedules.serving.processes import Child, Keeper

PATIENCE_SECONDS = 30


class Command(BaseCommand):
    """Prepares the database, then keeps the processes running until Ctrl-C or SIGTERM."""

    help = "准备好数据库，启动网页、任务和定时三个进程，看护到 Ctrl-C 为止。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which processes; a machine of several may run some of them."""
        parser.add_argument("--only", default=",".join(PROCESSES), help="只启动其中几个，如 web,worker")

    def handle(self, *args: Any, **options: Any) -> None:
        """Lock the folder, prepare, start, keep, end."""
        chosen = options["only"].split(",")
        if set(chosen) - set(PROCESSES):
            raise CommandError(f"--only 只能写 {'、'.join(PROCESSES)}，用逗号隔开。")
        host = os.environ.get("HOST", "127.0.0.1")
        try:
            port = free_port(host, whole_number("PORT", default=0))
            self.address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/"  # noqa: S104
            with alone_with(settings.VAR_DIR / "serving", self.address):
                self.prepare()
                commands = commands_of(chosen, host=host, port=port, folder=settings.VAR_DIR / "beat")
                self.keep(commands, ready=lambda: answers(host, port))
        except (CannotListen, AlreadyServed) as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(f"数据库用不了，请检查 DATABASE_URL 和数据库是否在运行。（{error}）") from error
        except KombuError as error:
            raise CommandError(f"任务队列连不上，请检查 BROKER_URL 和它是否在运行。（{error}）") from error

    def prepare(self) -> None:
        """Bring the database and the reference data up to date; forget messages that nobody waits for."""
        self.say("正在准备数据库和参考数据……")
        for name in ("queue", "tmp"):
            shutil.rmtree(settings.VAR_DIR / name, ignore_errors=True)
        (settings.VAR_DIR / "tmp").mkdir()
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        os.environ["TMPDIR"] = str(settings.VAR_DIR / "tmp")
        refuse_silent_broker(settings.BROKER_URL)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load", stdout=self.stdout)

    def keep(self, commands: dict[str, list[str]], *, ready: Any) -> None:
        """Keep the processes until told to stop, and say once when the pages can be opened."""
        logs = settings.VAR_DIR / "logs"
        keeper = Keeper([Child(name, line, log=logs / f"{name}.log") for name, line in commands.items()], say=self.say)
        keeper.obey_signals()
        waits = [ready] if "web" in commands else []
        begun = monotonic()

        def announce() -> None:
            if waits and waits[0]():
                waits.clear()
                self.welcome(seconds=monotonic() - begun)

        try:
            keeper.keep(meanwhile=announce)
        finally:
            self.say("正在停止，等手头的工作做完……")
            keeper.end(patience_seconds=PATIENCE_SECONDS)
            self.say("已停止。")

    def welcome(self, *, seconds: float) -> None:
        """Print the address and who may sign in."""
        table = login_table(settings.VAR_DIR / "demo-logins.json") if settings.DEMO else []
        self.say("\n".join([f"已就绪（{seconds:.0f} 秒）：{self.address}   管理后台：{self.address}admin/", *table]))
        self.say("按 Ctrl-C 停止。")

    def say(self, sentence: str) -> None:
        """Tell the person at the terminal, now."""
        self.stdout.write(sentence)
        self.stdout.flush()


def refuse_silent_broker(url: str) -> None:
    """Raise KombuError when the broker's server does not answer; folders always do."""
    if not url.startswith("filesystem:"):
        with Connection(url, connect_timeout=5) as queue:
            queue.ensure_connection(max_retries=1, interval_start=1)
