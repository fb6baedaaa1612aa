"""Where do the rows of a list wait until all of them are known to be right? In a temporary table beside the register."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection, transaction

from campaign_site.places.code_lists import Listed
from campaign_site.places.models import Place, PlaceVersion

COLUMNS = "file,line,code,level,name,short_name,kind,told,parent,folded"
CREATE = """CREATE TEMPORARY TABLE place_listed (
    file integer NOT NULL, line integer NOT NULL, code bigint NOT NULL, level integer NOT NULL, name varchar(60) NOT NULL,
    short_name varchar(40) NOT NULL, kind varchar(10) NOT NULL, told integer NOT NULL, parent bigint,
    folded integer NOT NULL, place_id bigint, parent_id bigint, version_id bigint, verdict varchar(10) NOT NULL DEFAULT 'new')"""
ROWS_AT_A_TIME = 5000
CACHE_KB = 48_000
FRAME = -1  # the "file" of rows that no list named but which stand above those it did


@contextmanager
def staged() -> Iterator[None]:
    """Within the block the temporary table is there, empty at first; nobody else sees it."""
    run("DROP TABLE IF EXISTS place_listed")
    run(CREATE)
    with _wide_cache():
        try:
            yield
        finally:
            if not connection.needs_rollback:
                run("DROP TABLE IF EXISTS place_listed")


@contextmanager
def _wide_cache() -> Iterator[None]:
    """Let SQLite keep 48 MB of pages instead of 2, of the register and of the temporary tables, which it keeps apart.

    The indexes of a whole country are written in no order.
    """
    if connection.vendor != "sqlite":
        yield
        return
    before = {schema: ask(f"PRAGMA {schema}.cache_size")[0][0] for schema in ("main", "temp")}
    for schema in before:
        run(f"PRAGMA {schema}.cache_size = -{CACHE_KB}")
    try:
        yield
    finally:
        for schema, size in before.items():
            run(f"PRAGMA {schema}.cache_size = {int(size)}")


def make_room() -> None:
    """Let PostgreSQL keep what it joins in memory until the transaction ends.

    With its usual 4 MB it joins a whole country in batches, and each batch rewrites rows all over the waiting table.
    """
    if connection.vendor == "postgresql":
        run("SET LOCAL work_mem = '64MB'")


def run(sql: str, day: dt.date | None = None, **params: Any) -> int:
    """Run one statement; `{day}`, `{place}` and `{version}` in it stand for the edition's day and the register's tables.

    Return how many rows it touched.
    """
    with connection.cursor() as cursor:
        cursor.execute(*_written(sql, day, params))
        return int(cursor.rowcount)


def ask(sql: str, day: dt.date | None = None, **params: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query, written as for `run`."""
    with connection.cursor() as cursor:
        cursor.execute(*_written(sql, day, params))
        return list(cursor.fetchall())


def _written(sql: str, day: dt.date | None, params: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
    mark = "CAST(%(day)s AS date)" if connection.vendor == "postgresql" else "%(day)s"
    sql = sql.replace("{day}", mark).replace("{place}", Place._meta.db_table)
    sql = sql.replace("{version}", PlaceVersion._meta.db_table)
    given = params | ({"day": day.isoformat()} if day else {})
    return sql, given or None


def put_in(file: int, rows: Iterable[Listed]) -> None:
    """Put rows into the table, in pieces: by COPY on PostgreSQL, by executemany on SQLite."""
    (_copy if connection.vendor == "postgresql" else _insert)((file, *row) for row in rows)


def _insert(rows: Iterator[tuple[Any, ...]]) -> None:
    """SQLite: a savepoint holds the pieces together without keeping other writers from the register."""
    marks = ",".join(["%s"] * len(COLUMNS.split(",")))
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT place_listed")
        try:
            while some := list(islice(rows, ROWS_AT_A_TIME)):
                cursor.executemany(f"INSERT INTO place_listed ({COLUMNS}) VALUES ({marks})", some)  # noqa: S608
        finally:
            cursor.execute("RELEASE place_listed")


def _copy(rows: Iterator[tuple[Any, ...]]) -> None:
    """PostgreSQL: values hold no tabs or line ends (`code_lists` refuses them), so only the backslash is escaped.

    Within a transaction of its own: a list that breaks off must not leave the caller's transaction broken.
    """
    into = f"COPY place_listed ({COLUMNS}) FROM STDIN"
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(into) as copy:
        while some := list(islice(rows, ROWS_AT_A_TIME)):
            copy.write("".join("\t".join(map(_copied, row)) + "\n" for row in some))


def _copied(value: Any) -> str:
    return "\\N" if value is None else value.replace("\\", "\\\\") if isinstance(value, str) else str(int(value))


def settle() -> None:
    """Index the table once it is full, and let PostgreSQL look at it."""
    run("CREATE INDEX place_listed_code ON place_listed (code)")
    look_again()


def look_again() -> None:
    """Let PostgreSQL count the table's values anew: it plans by what it last saw, and would search it row by row."""
    if connection.vendor == "postgresql":
        run("ANALYZE place_listed")
