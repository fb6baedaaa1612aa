"""Does this installation have its reference data, and the demonstration year if it is one?"""

from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Idempotent, and quick when nothing is to do."""

    help = "装入参考数据；DEMO=1 时再装入演示年度。可以反复运行，已有的数据不动。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Call the loading commands of the rooms, lower rooms first."""
        known = get_commands()
        for name in ("load_reference", *(["load_demo"] if settings.DEMO else [])):
            if name in known:
                call_command(name, stdout=self.stdout, verbosity=options["verbosity"])
