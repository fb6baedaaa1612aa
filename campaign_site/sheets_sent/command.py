"""How is a table imported from the command line: tried out, or written whole?"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from campaign_site.sheets_sent.plans import Plan, State, confirm
from campaign_site.tables_in.opening import refuse_by_size
from campaign_site.tables_in.reading import UnreadableTable


class SheetCommand(BaseCommand):
    """`… FILE [--dry-run] [--reason TEXT]`: exit 0, or 1 with every wrong line; a subclass says `plan(content, filename)`."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="表格文件：.xlsx、.xls、.ods、.csv")
        parser.add_argument("--dry-run", action="store_true", help="只说会改什么，不写入")
        parser.add_argument("--reason", default="", help="改动同一时点原数的原因")

    def plan(self, content: bytes, filename: str) -> Plan:
        raise NotImplementedError

    def handle(self, *args: Any, file: Path, dry_run: bool, reason: str, **options: Any) -> None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8")
        plan = self.read(file)
        for said in (*plan.remarks, *plan.questions):
            self.stderr.write(said)
        if plan.faults:
            raise CommandError("没有写入：\n" + "\n".join(plan.faults))
        self.tell_lines(plan)
        if not dry_run and plan.writes():
            try:
                confirm(plan, actor=None, seen=plan.digest(), reason=reason)
            except ValidationError as error:
                raise CommandError("；".join(error.messages)) from error
        self.stdout.write("，".join(f"{state} {number}" for state, number in plan.counts().items()))
        self.stderr.write("只是试运行，没有写入。" if dry_run else "已写入。" if plan.writes() else "没有要写的。")

    def tell_lines(self, plan: Plan) -> None:
        """Say on stderr what each line would change."""
        for line in plan.lines:
            if line.state is not State.SAME:
                before = f"（原 {line.before}）" if line.before else ""
                self.stderr.write(f"第 {line.line} 行 {line.state} {line.name} {line.what}{before}")

    def read(self, file: Path) -> Plan:
        """Return what the file would change; raises CommandError with a Chinese reason."""
        try:
            refuse_by_size(file.stat().st_size)
            return self.plan(file.read_bytes(), file.name)
        except OSError as error:
            raise CommandError(f"打不开文件 {file}，请核对路径和权限。") from error
        except UnreadableTable as error:
            raise CommandError(str(error)) from error
