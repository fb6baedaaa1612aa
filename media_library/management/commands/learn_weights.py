"""How do the weights of the ad reader come from our own texts again?"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaign_site import clock
from media_library.ads.evaluation import ALL, LABELS, evaluate
from media_library.ads.rulebook import shipped
from media_library.ads.scanning import scan
from media_library.ads.weighing import FILE, read_weights
from media_library.ads.weighing.learning import Lesson, learn

TEXTS = FILE.parent / "texts"
OF_A_RULE = 0.4  # what a rule's own example counts beside a free text
UNSURE = 0.5  # what a text counts on which two careful readers could differ
LAWFUL = 1.5  # a lawful text wrongly flagged costs more than an unlawful one missed: the rules see that one too


class Command(BaseCommand):
    """`learn_weights [--without NAME] [--each] [--out FILE] [--dry-run]`: learn from `weighing/texts` and the rules' examples."""

    help = "从自己写的样本重新学习广告识别的权重（不用数据库、不用网络；同样的样本得到同样的权重）。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--without", action="append", default=[], metavar="NAME", help="留出这一份样本不学，用来检验"
        )
        parser.add_argument("--out", type=Path, default=FILE, metavar="FILE", help="写到哪个文件")
        parser.add_argument(
            "--each", action="store_true", help="每份样本留出一次，用其余的学，报告各自标出的比例（不写文件）"
        )
        parser.add_argument("--dry-run", action="store_true", help="只学习，不写文件")

    def handle(self, *args: Any, **options: Any) -> None:
        unknown = set(options["without"]) - {path.stem for path in TEXTS.glob("*.jsonl")}
        if unknown:
            raise CommandError(f"没有叫“{'、'.join(sorted(unknown))}”的样本，请看 {TEXTS.name} 文件夹里的文件名。")
        if options["each"]:
            self.leave_out_each()
            return
        lessons = list(lessons_without(options["without"]))
        self.stderr.write(f"{len(lessons)} 条样本")
        data = learn(lessons, say=self.stderr.write)
        if not options["dry_run"]:
            options["out"].write_bytes(data)
        self.stdout.write(f"权重 {len(data) // 1024} KB")

    def leave_out_each(self) -> None:
        """Print, for every file of texts, what the rules and weights learned without it flag of it."""
        today = clock.today()
        for path in sorted(TEXTS.glob("*.jsonl")):
            weights = read_weights(learn(list(lessons_without([path.stem]))))
            book = replace(shipped(), weights=weights)
            records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            told = [
                evaluate(records, partial(scan, book=one, today=today)).whole[ALL]
                for one in (book, replace(shipped(), weights=None))
            ]
            shares = ["/".join(f"{tally.share(label) or 0:.3f}" for label in LABELS) for tally in told]
            self.stdout.write(f"{path.stem}  {shares[0]}（只用规则 {shares[1]}）")


def lessons_without(left_out: list[str]) -> Iterator[Lesson]:
    """Yield every text of the folder but the files left out, then the examples of the rules."""
    for path in sorted(TEXTS.glob("*.jsonl")):
        if path.stem not in left_out:
            for line in path.read_text("utf-8").splitlines():
                yield _lesson(json.loads(line))
    for rule in shipped().rules:
        if not rule.scope:
            yield from (Lesson(one.text, suspect=True, weight=OF_A_RULE) for one in rule.hits if rule.alone)
            yield from (Lesson(one.text, suspect=False, weight=OF_A_RULE * LAWFUL) for one in rule.misses)


def _lesson(row: dict[str, Any]) -> Lesson:
    suspect = row["label"] == "violating"
    weight = (UNSURE if row.get("confidence") == "low" else 1.0) * (1.0 if suspect else LAWFUL)
    return Lesson(row["text"], suspect, frozenset(row.get("categories") or ()), weight)
