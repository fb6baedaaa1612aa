"""How can a person at a terminal see what the machine still owes, and let it try again what it gave up?"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from campaign_site.clock import machine_now
from schedules.debts import Debt, debts, owe_again


class Command(BaseCommand):
    """Reads the database and changes nothing, unless `--again` is said."""

    help = "列出各类待办的笔数和最早一笔的等待时间；转人工的另列。--json 给程序读；--again 把转人工的重新交办。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For people or for programs."""
        parser.add_argument("--again", action="store_true", help="先把转人工的重新交办（记入审计），再列出")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each kind."""
        now = machine_now()
        if options["again"]:
            for label, number in owe_again(now=now):
                self.stderr.write(f"{label}：{number} 笔重新交办")
        found = debts()
        if options["json"]:
            rows = [
                one._asdict()
                | {
                    "oldest": one.oldest.isoformat() if one.oldest else None,
                    "age_seconds": int(one.age(now).total_seconds()),
                }
                for one in found
            ]
            self.stdout.write(json.dumps({"as_of": now.isoformat(), "kinds": rows}, ensure_ascii=False))
            return
        for one in found:
            self.stdout.write(sentence(one, seconds=int(one.age(now).total_seconds())))


def sentence(debt: Debt, *, seconds: int) -> str:
    """Return the line of one kind."""
    waiting = f"待办 {debt.owed}，最早一笔已等 {seconds} 秒" if debt.oldest else "无待办"
    asked = f"；转人工 {debt.given_up}，最近一次失败：{debt.last_error}" if debt.given_up else ""
    return f"{debt.label}（{debt.kind}）：{waiting}{asked}"
