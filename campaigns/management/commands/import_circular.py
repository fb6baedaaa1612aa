"""How is a circular read from the command line: printed as JSON, tried out, or imported as a draft plan?"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from campaign_site import clock
from campaigns.plans.actions import import_circular
from campaigns.plans.circular.output import as_json, notes_on
from campaigns.plans.circular.parts import Circular
from campaigns.plans.circular.reading import read_circular
from media_library.documents.reading import read_document, refuse_by_size
from media_library.documents.refusals import UnreadableDocument


class Command(BaseCommand):
    """`import_circular FILE [--json] [--dry-run]`: exit 0, or 1 with a Chinese reason, or 2 for wrong usage."""

    help = "读取带责任分工的公文（.docx、.doc、.wps、.txt、.md）：--json 只打印读出的内容；否则导入为待确认的计划。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="公文文件，.docx、.doc、.wps、.txt 或 .md")
        parser.add_argument("--json", action="store_true", help="只打印读出的内容，不碰数据库")
        parser.add_argument("--dry-run", action="store_true", help="只说会导入什么，什么也不写")

    def handle(self, *args: Any, **options: Any) -> None:
        speak_utf8(sys.stdout)
        speak_utf8(sys.stderr)
        content, circular = read_file(options["file"])
        if options["json"]:
            self.stdout.write(json.dumps(as_json(circular), ensure_ascii=False, indent=2))
            for note in notes_on(circular):
                self.stderr.write(note)
            return
        if options["dry_run"]:
            self.stdout.write(summary(circular))
            self.stdout.write("以上只是试读，什么也没有写入。")
            return
        try:
            document, new = import_circular(None, content, options["file"].name, now=clock.now())
        except ValidationError as error:
            raise CommandError("；".join(error.messages)) from error
        self.stdout.write(summary(circular))
        self.stdout.write(
            "已导入，请到“计划与分工”里核对后确认。" if new else f"这份文件以前导入过：{document.title}。"
        )


def speak_utf8(stream: TextIO) -> None:
    """Write UTF-8 even where the machine's language is plain C."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")


def read_file(path: Path) -> tuple[bytes, Circular]:
    """Return the bytes and what they say; raises CommandError with a Chinese reason."""
    try:
        refuse_by_size(path.stat().st_size)
        content = path.read_bytes()
        return content, read_circular(read_document(content, path.name).blocks)
    except FileNotFoundError as error:
        raise CommandError(f"找不到文件 {path}，请核对路径。") from error
    except OSError as error:
        raise CommandError(f"打不开文件 {path}，请核对路径和权限。") from error
    except UnreadableDocument as error:
        raise CommandError(str(error)) from error


def summary(circular: Circular) -> str:
    """Say in a few lines what was understood."""
    lines = [f"《{circular.frame.title or '（没有读到标题）'}》 {circular.frame.date or '（没有读到日期）'}"]
    for measure in circular.measures:
        lead, assist = "、".join(measure.lead), "、".join(measure.assist) or "无"
        lines.append(f"{measure.number}{measure.heading or ''}：负责 {lead}；协助 {assist}")
    lines.append(f"共 {len(circular.measures)} 项任务，另有 {len(circular.leftovers)} 行未列入任务。")
    return "\n".join(lines)
