"""Is the audit trail whole? Prints each break and the head of the chain; exit 0 when there is none, 1 otherwise."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaign_site.audit import head
from campaign_site.audit.chain import faults, seal_owed


class Command(BaseCommand):
    """Seal what waits, then walk the chain."""

    help = "核对审计链：改过、删过、插过、截断过的记录逐条列出。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", default="", help="以前记下的链头（条数:校验值），核对它还在不在链上")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            noted = head.parse(options["head"]) if options["head"] else None
        except ValueError as error:
            raise CommandError(str(error)) from error
        while seal_owed():
            pass
        broken = 0
        for fault in faults(noted):
            broken += 1
            self.stdout.write(fault)
        if broken:
            raise CommandError(f"审计链有 {broken} 处对不上。")
        self.stdout.write(f"审计链完整。链头 {head.current() or '还没有封存的记录'}")
