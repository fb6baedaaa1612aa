"""Which pictures of a folder are one picture? Printed as JSON: groups of two and more."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import cv2
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from media_library.photos.pile import twins_in


class Command(BaseCommand):
    """`photo_twins DIR --json`: groups on stdout, unreadable files on stderr; exit 0, 1 without such a folder, 2 usage."""

    help = "找出文件夹里实为同一张的图片（缩放、重存、调亮、裁剪、盖章也算），打印各组相对路径。不碰数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="图片所在的文件夹，连同下级文件夹")
        parser.add_argument("--json", action="store_true", help="按 JSON 打印（不写也是）")

    def handle(self, *args: Any, **options: Any) -> None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"没有这个文件夹：{folder}。请核对路径。")
        cv2.setNumThreads(1)
        groups = twins_in(
            folder, unreadable=self.tell, progress=lambda names: tqdm(names, desc="看图", unit="张", disable=None)
        )
        self.stdout.write(json.dumps(groups, ensure_ascii=False, indent=2))

    def tell(self, name: str, reason: str) -> None:
        """Say which file could not be looked at, and why."""
        tqdm.write(f"{name}：{reason}。", file=sys.stderr)
