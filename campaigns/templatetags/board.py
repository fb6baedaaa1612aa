"""How do the board's templates pick a column, draw at a coordinate and keep an address while turning a page?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.http import QueryDict

register = template.Library()


@register.filter
def at(row: Sequence[Any], index: int) -> Any:
    """Return what stands at `index`, counted from 0."""
    return row[index]


@register.filter
def item(words: Mapping[Any, Any], key: Any) -> Any:
    """Return what stands under `key`."""
    return words[key]


@register.filter
def less(value: float, taken: float) -> str:
    """Return a coordinate moved back by `taken`, as an SVG attribute takes it."""
    return f"{value - float(taken):.1f}"


@register.filter
def unlocalized(value: float) -> str:
    """Return a coordinate as an SVG attribute takes it, whatever the language."""
    return f"{value:.1f}"


@register.filter
def page_query(query: QueryDict, number: int) -> str:
    """Return the address's query with another page number."""
    turned = query.copy()
    turned["p"] = str(number)
    return turned.urlencode()
