"""How does an installation's data move to another database, such as from this machine's SQLite to a PostgreSQL server?"""

from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.migrations.executor import MigrationExecutor

from campaign_site.environment import database_at

TARGET = "target"
ROWS_AT_A_TIME = 500
REBUILT = {"wagtailsearch", "modelsearch"}  # the search index differs between databases and is built anew


class Command(BaseCommand):
    """Copies every row with its key in one transaction, and sets the counters. Migrations of the kept apps know only the
    default database, so the target is migrated beforehand, by a command of its own."""

    help = "把全部数据搬到另一个空的数据库（先停下系统，再对目标运行 migrate）：copy_database postgres://用户:口令@主机/库名"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("address", help="空的目标数据库，如 postgres://用户:口令@主机:5432/库名")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse a target that has data; copy; count both sides."""
        try:
            told = database_at(options["address"], name="目标地址")
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        connections.settings[TARGET] = connections.databases[TARGET] = {**settings.DATABASES["default"], **told}
        connections.databases[TARGET].update({"OPTIONS": {}, "TEST": {}, "NAME": told["NAME"]})
        refuse_unless_fresh()
        call_command("flush", database=TARGET, interactive=False, verbosity=0, inhibit_post_migrate=True)
        kept = [model for model in stored_models() if model._meta.app_label not in REBUILT]
        with transaction.atomic(using=TARGET):
            moved = {model: copy(model) for model in kept}
        with connections[TARGET].cursor() as cursor:
            for statement in connections[TARGET].ops.sequence_reset_sql(no_style(), kept):
                cursor.execute(statement)
        self.stdout.write(f"搬了 {len(moved)} 张表，{sum(moved.values())} 行。")
        self.stdout.write("请把 DATABASE_URL 改成新地址，复制图片目录和密钥，再运行 update_index 重建搜索。")


def refuse_unless_fresh() -> None:
    """Raise CommandError unless the target is migrated as far as this program is, and nobody has used it."""
    migrations = MigrationExecutor(connections[TARGET])
    if migrations.migration_plan(migrations.loader.graph.leaf_nodes()):
        raise CommandError("目标数据库还没有建表。请先运行 DATABASE_URL=目标地址 ./run manage migrate。")
    if get_user_model()._base_manager.using(TARGET).exists():
        raise CommandError("目标数据库里已经有账号。请新建一个空库再搬。")


def stored_models() -> Iterator[type[models.Model]]:
    """Yield every model with a table of its own, those between two others included."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def copy(model: type[models.Model]) -> int:
    """Copy the rows of the model's own table as they are, keys and moments included; return how many."""
    fields = model._meta.local_concrete_fields
    names = [field.attname for field in fields]
    rows = model._base_manager.using("default").order_by("pk").values_list(*names).iterator(ROWS_AT_A_TIME)
    copied = 0
    while some := list(islice(rows, ROWS_AT_A_TIME)):
        objects = [model(**dict(zip(names, row, strict=True))) for row in some]
        model._base_manager._insert(objects, fields=fields, using=TARGET, raw=True)
        copied += len(objects)
    return copied
