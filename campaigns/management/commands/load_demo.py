"""Give an empty installation its demonstration year; a second run changes nothing."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from campaign_site import clock
from campaign_site.places.models import find
from campaign_site.places.reference import outline
from campaigns.demo.actions import is_planted, plant_year
from campaigns.demo.asked import count_and_ask


class Command(BaseCommand):
    """Plant the year, then count it."""

    help = "装入演示年度（编造的活动、刊播、广告）；已经装过的不再装。只在 DEMO=1 时可用。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse outside a demonstration; plant once; leave no count owed."""
        if not settings.DEMO:
            raise CommandError("演示数据只装在演示环境里：请设 DEMO=1 再运行。正式环境不要装。")
        county = find(outline()["place"])
        if county is None:
            raise CommandError("演示用的区县还没有载入：请先运行 manage.py load_reference。")
        if is_planted():
            self.stderr.write("演示年度已经在了，没有改动。")
            return
        began = time.monotonic()
        made = plant_year(county, logins=settings.VAR_DIR / "demo-logins.json")
        self.stderr.write(f"演示年度：{made} 场活动，{time.monotonic() - began:.1f} 秒。")
        gaps = count_and_ask(clock=clock.machine_now, today=clock.today())
        self.stderr.write(f"数过一遍，开着的缺口 {gaps} 处，共 {time.monotonic() - began:.1f} 秒。")
