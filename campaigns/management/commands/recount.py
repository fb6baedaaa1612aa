"""Do the stored numbers equal the records, and how are they counted anew?"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaign_site import clock
from campaigns.coverage import gap_finding, listing, recounting
from campaigns.management.commands.import_circular import speak_utf8

MOST_SHOWN = 200


class Command(BaseCommand):
    """`recount [--check]`: exit 0, or 1 when stored and recounted differ, or 2 for wrong usage."""

    help = "把覆盖数按记录重数一遍；--check 只核对，不改，有一格不同就退出 1。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="只核对存的数和重数的数是否相等，什么也不写")

    def handle(self, *args: Any, **options: Any) -> None:
        speak_utf8(sys.stdout)
        speak_utf8(sys.stderr)
        if options["check"]:
            self.check_stored()
        else:
            self.recount()
        self.stdout.write(f"指纹 {recounting.digest()}　数据版本 {listing.data_version() or '（还没有数过）'}")

    def recount(self) -> None:
        """Count every slab anew and owe each township a look for gaps."""
        slabs = 0

        def progress(slab: Any, changed: bool) -> None:
            nonlocal slabs
            slabs += 1
            if changed:
                self.stderr.write(f"重数 {slab}：有变动")

        changed = recounting.recount_all(clock=clock.machine_now, progress=progress)
        gap_finding.look_daily(today=clock.today(), now=clock.machine_now())
        self.stdout.write(f"重数了 {slabs} 个镇街月份，{changed} 个有变动。")

    def check_stored(self) -> None:
        """Name every cell that differs; raises CommandError when there is one."""
        differing = 0
        for township, month, words in recounting.differences():
            differing += 1
            if differing <= MOST_SHOWN:
                self.stdout.write(f"{township.code_text} {township} {month:%Y-%m} {words}")
        if differing:
            owed = listing.owed_count()
            advice = f"其中可能有 {owed} 笔欠账还没付，等几秒再核对；" if owed else ""
            raise CommandError(f"存的数和重数的数有 {differing} 处不同。{advice}要改正，请运行 manage.py recount。")
        self.stdout.write("存的数和重数的数全部相等。")
