"""Is the audit trail whole? Prints each break; exit 0 when there is none, 1 otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaign_site.audit.chain import faults, seal_owed
from campaign_site.audit.models import AuditEntry


class Command(BaseCommand):
    """Seal what waits, then walk the chain."""

    help = "核对审计链：改过、删过、插过的记录逐条列出。"

    def handle(self, *args: Any, **options: Any) -> None:
        while seal_owed():
            pass
        broken = 0
        for fault in faults():
            broken += 1
            self.stdout.write(fault)
        if broken:
            raise CommandError(f"审计链有 {broken} 处对不上。")
        self.stdout.write(f"审计链完整，共 {AuditEntry.objects.sealed().count()} 条。")
