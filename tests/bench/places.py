"""How long does the whole country's list of places take to load, beside the bare rows; and a province's subtree?"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from django.core.management import call_command
from django.db import connection, transaction

from campaign_site.places.code_lists import listed
from campaign_site.places.models import Place
from campaign_site.places.staging import put_in, staged
from tests.bench.measuring import Line, milliseconds

PACKAGE = "china-division@2.7.0"
SHA256 = "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85"
FILES = ("streets.csv", "villages.csv")
ROWS = 661_925
PROVINCE = 500000000000
# VmHWM, for ru_maxrss of a child begins with what its parent, which holds all rows, had when it started it
LOAD = (
    "import re, sys, django; django.setup();"
    "from django.core.management import call_command; call_command('import_places', *sys.argv[1:]);"
    "print(re.search('VmHWM:\\\\s+([0-9]+) kB', open('/proc/self/status').read())[1])"
)


def fetched(folder: Path) -> list[Path] | str:
    """Return the two lists, unpacked into the folder, or a sentence why they are not there."""
    npm = shutil.which("npm")
    if npm is None:
        return "没有 npm，跳过全国地方表"
    packed = subprocess.run([npm, "pack", PACKAGE], cwd=folder, capture_output=True, check=False, timeout=300)
    tarball = next(folder.glob("*.tgz"), None)
    if packed.returncode or tarball is None:
        return "npm 仓库连不上，跳过全国地方表"
    if hashlib.sha256(tarball.read_bytes()).hexdigest() != SHA256:
        return "下载的全国地方表与记录的校验值不同，跳过"
    with tarfile.open(tarball) as tar:
        for name in FILES:
            member = tar.extractfile(f"package/dist/{name}")
            if member is not None:
                (folder / name).write_bytes(member.read())
    return [folder / name for name in FILES]


def bare_seconds(paths: list[Path]) -> float:
    """Return how long the same rows, read beforehand, take into a table without an index: COPY or executemany."""
    rows = [row for path in paths for row in listed(path, lambda line, says: None, lambda size: None)]
    with transaction.atomic(), staged():
        begun = perf_counter()
        put_in(0, iter(rows))
        return perf_counter() - begun


def province_plan() -> str:
    """Return how the database finds what lies below a province."""
    return Place.objects.under(Place(code=PROVINCE, level=2)).order_by().explain().replace("\n", " ／ ")


@contextmanager
def own_database(folder: str) -> Iterator[dict[str, str]]:
    """With SQLite: an empty register in the folder, for us and for children given this environment; else the one that is set."""
    environment = dict(os.environ)
    if connection.vendor == "sqlite":
        before = connection.settings_dict["NAME"]
        connection.close()
        environment["VAR_DIR"], connection.settings_dict["NAME"] = folder, f"{folder}/campaign.sqlite3"
        call_command("migrate", interactive=False, verbosity=0)
    yield environment
    if connection.vendor == "sqlite":
        connection.close()
        connection.settings_dict["NAME"] = before


def lines() -> Iterator[Line | str]:
    """Load the list into an empty register, once more, and look at a province. PostgreSQL: name an empty database."""
    with tempfile.TemporaryDirectory() as folder, own_database(folder) as environment:
        if Place.objects.exists():
            yield "这个库里已有地方，没有载入全国地方表；请用 DATABASE_URL 指一个空库"
            return
        paths = fetched(Path(folder))
        if isinstance(paths, str):
            yield paths
            return
        bare = bare_seconds(paths)
        name = "COPY" if connection.vendor == "postgresql" else "executemany"
        for what in ("全国地方表载入", "再载入一次"):
            begun = perf_counter()
            command = [sys.executable, "-c", LOAD, *map(str, paths)]
            said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
            yield Line(what, perf_counter() - begun, "秒", f"同样 {ROWS} 行只 {name}", bare)
            yield Line(f"{what}：最大内存", int(said[-1]) / 1024, "MB")
        province = Place.objects.under(Place(code=PROVINCE, level=2)).order_by()
        counted = milliseconds(province.count)
        yield Line(f"重庆市下级 {province.count()} 处", counted, "毫秒", "数全表", milliseconds(Place.objects.count))
        yield f"查法：{province_plan()}"
