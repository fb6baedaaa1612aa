"""How does an operator load a list of 统计用区划代码, and see first what it would change?"""

import argparse
import datetime as dt
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from campaign_site import clock
from campaign_site.places.doubts import read_decisions
from campaign_site.places.importing import Imported, Wish, import_lists
from campaign_site.places.tables import WrongTable

NEWEST = dt.date(2023, 6, 30)  # 国家统计局: the last edition published with villages
SHOWN = 20
COUNTS = {
    "rows": "读到",
    "new": "新增",
    "renamed": "改名",
    "changed": "其他改动",
    "renumbered": "改码",
    "same": "不变",
    "early": "与更晚的记录不一、没有动",
    "folded": "同一个地方重复列出、并作一处",
}


def day_of(text: str) -> dt.date:
    """Return the ISO day of an argument."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是 2023-06-30 这样的日期") from error


class Command(BaseCommand):
    """Load lists; exit 0 when the register is as they say, 1 with a reason when not."""

    help = "导入统计用区划代码表（CSV：县级表，或全国的 provinces、cities、areas、streets、villages）；要么全部写入，要么一行不写。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", type=Path, help="一个或几个 CSV；村的表可以在镇街的表之前"
        )
        parser.add_argument("--dry-run", action="store_true", help="只说会改什么，不写入")
        parser.add_argument("--edition", type=day_of, default=NEWEST, metavar="DAY", help=f"表的截止日，默认 {NEWEST}")
        parser.add_argument(
            "--changes", type=Path, metavar="FILE", help="人工核定的改码：CSV old_code,new_code,reason,date"
        )
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, files: list[Path], dry_run: bool, edition: dt.date, **options: Any) -> None:
        missing = [path for path in [*files, *filter(None, [options["changes"]])] if not path.is_file()]
        if missing:
            raise CommandError(f"没有文件 {missing[0]}，请核对路径。")
        size = sum(path.stat().st_size for path in files)
        with tqdm(total=size, unit="B", unit_scale=True, file=sys.stderr, mininterval=0.5) as bar:
            try:
                decided = read_decisions(options["changes"]) if options["changes"] else []
                wish = Wish(
                    edition=edition,
                    today=clock.today(),
                    decided=decided,
                    dry_run=dry_run,
                    read=bar.update,
                    step=bar.set_description,
                )
                done = import_lists(files, wish)
            except WrongTable as error:
                raise CommandError(str(error)) from error
        self.stdout.write(as_json(done, dry_run=dry_run) if options["json"] else in_words(done))
        if done.doubts:
            raise CommandError(undecided(done))
        if dry_run:
            self.stderr.write("只是试运行，没有写入。")


def as_json(done: Imported, *, dry_run: bool) -> str:
    """Return the result as JSON, codes as text of 12 digits."""
    answer: dict[str, Any] = {"edition": done.edition.isoformat(), "dry_run": dry_run}
    answer |= {name: getattr(done, name) for name in COUNTS}
    answer["gone"] = [{"code": f"{code:012d}", "name": name} for code, name in done.gone]
    answer["maybe_renumbered"] = [
        {"old_code": str(d.old_code), "new_code": str(d.new_code), "old_name": d.old_name, "new_name": d.new_name}
        for d in done.doubts
    ]
    return json.dumps(answer, ensure_ascii=False, indent=1)


def in_words(done: Imported) -> str:
    """Return the result in words: the counts that are not nought, and what is no longer listed."""
    counts = [f"{word} {getattr(done, name)} 行" for name, word in COUNTS.items() if getattr(done, name)]
    lines = [f"{done.edition} 版：{'，'.join(counts)}。"]
    if done.gone:
        lines.append(f"表里没有了的地方 {len(done.gone)} 处（没有动，撤销或合并请登记变动）：")
        lines += [f"  {code} {name}" for code, name in done.gone[:SHOWN]]
    return "\n".join(lines)


def undecided(done: Imported) -> str:
    """Return what a person has to decide, in the form of the file that says it."""
    lines = [
        f"没有写入：{len(done.doubts)} 处可能是改码，请人工核定后写进 --changes 文件（old_code,new_code,reason,date）："
    ]
    lines += [f"  {d.old_code},{d.new_code},,{done.edition}  {d.old_name} → {d.new_name}" for d in done.doubts[:SHOWN]]
    if len(done.doubts) > SHOWN:
        lines.append(f"  ……共 {len(done.doubts)} 处，用 --json 看全部。")
    return "\n".join([*lines, "不是同一处的，old_code 空着，表示新设。"])
