"""What does a new installation start with? Loads words, places and units; safe to run at every start."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.people.reference import load_reference_units
from campaign_site.places.reference import load_reference_places
from campaign_site.places.tables import WrongTable
from campaign_site.terms.seed import load_terms


def words() -> str:
    """Add the missing words; the words are below the audit, so the line is written here."""
    added = load_terms()
    if added:
        record(None, "terms.load", None, after={"new": added}, reason="terms.toml")
    return f"新增 {added}"


def places() -> str:
    """Load the county's places, seats and figures."""
    done = load_reference_places()
    return "；".join(f"{name}新增 {loaded.new}，改动 {loaded.changed}" for name, loaded in done.items())


def units() -> str:
    """Add the missing units, groups and aliases."""
    return f"新增 {load_reference_units()}"


STEPS: tuple[tuple[str, Callable[[], str]], ...] = (("词表", words), ("地方", places), ("单位", units))


class Command(BaseCommand):
    """Run the steps in order, all or nothing."""

    help = "载入词表、地方和单位；可反复运行，只补缺少的、改不同的。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只说会改什么，不写入")

    @transaction.atomic
    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        for name, step in STEPS:
            self.stderr.write(f"{name}：", ending="")
            try:
                self.stderr.write(step())
            except WrongTable as error:
                raise CommandError(str(error)) from error
        if dry_run:
            transaction.set_rollback(True)
            self.stderr.write("只是试运行，没有写入。")
