"""Which search backend serves the site and the admin, so that Chinese is found on SQLite and on PostgreSQL?

Wagtail's database backends with the text cut by `grams` on both sides. The indexer has no hook for that, so its one
method is wrapped (modelsearch is pinned; the tests run on both databases). Another backend is a setting away.
"""

from typing import Any

from django.db import connection
from modelsearch.backends.base import EmptySearchResults
from modelsearch.query import And, Boost, Not, Or, Phrase, PlainText

from campaign_site.search.grams import for_index, for_query


def cut(query: Any) -> Any:
    """Return a query of the same shape whose words are those of the index; other queries stay as they are."""
    if isinstance(query, str):
        return for_query(query)
    if isinstance(query, PlainText):
        return PlainText(for_query(query.query_string), operator=query.operator)
    if isinstance(query, Phrase):
        return PlainText(for_query(query.query_string), operator="and")
    if isinstance(query, And | Or):
        return type(query)([cut(part) for part in query.subqueries])
    if isinstance(query, Not):
        return Not(cut(query.subquery))
    if isinstance(query, Boost):
        return Boost(cut(query.subquery), query.boost)
    return query


def cut_on_indexing(indexer: Any) -> None:
    """Let an indexer class cut every text it takes in; twice is the same as once."""
    plain = indexer.prepare_value
    if getattr(plain, "cuts", False):
        return

    def prepare_value(self: Any, value: Any) -> str:
        prepared = plain(self, value)
        return for_index(prepared) if isinstance(value, str) else prepared

    prepare_value.cuts = True  # type: ignore[attr-defined]
    indexer.prepare_value = prepare_value


class CutsQueries:
    """Search and autocomplete by the pieces of the query; nothing to look for finds nothing."""

    def search(self, query: Any, *args: Any, **options: Any) -> Any:
        return self._cut(super().search, query, *args, **options)  # type: ignore[misc]

    def autocomplete(self, query: Any, *args: Any, **options: Any) -> Any:
        return self._cut(super().autocomplete, query, *args, **options)  # type: ignore[misc]

    @staticmethod
    def _cut(find: Any, query: Any, *args: Any, **options: Any) -> Any:
        query = cut(query)
        words = query.query_string if isinstance(query, PlainText) else query
        if isinstance(words, str) and not words.strip():
            return EmptySearchResults()
        return find(query, *args, **options)


class WeighsOnRebuild:
    """Leave the titles' weights to a rebuild: upstream averages the whole index at every save."""

    def _refresh_title_norms(self, full: bool = False) -> None:
        if full:
            super()._refresh_title_norms(full=True)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  (the name Wagtail looks for)
    """Return the backend that fits the database in use."""
    if connection.vendor == "postgresql":
        return _postgresql({"SEARCH_CONFIG": "simple", **params})
    return _sqlite(params)


def _postgresql(params: dict[str, Any]) -> Any:
    from modelsearch.backends.database.postgres import postgres

    cut_on_indexing(postgres.ObjectIndexer)
    index = type("Index", (WeighsOnRebuild, postgres.PostgresIndex), {})
    return type("Backend", (CutsQueries, postgres.PostgresSearchBackend), {"index_class": index})(params)


def _sqlite(params: dict[str, Any]) -> Any:
    from modelsearch.backends.database.sqlite import sqlite

    cut_on_indexing(sqlite.ObjectIndexer)
    index = type("Index", (WeighsOnRebuild, sqlite.SQLiteIndex), {})
    return type("Backend", (CutsQueries, sqlite.SQLiteSearchBackend), {"index_class": index})(params)
